import { testFaults } from '../support/faults.ts';
import { reportScenarios } from '../support/reportScenarios.ts';

testFaults(reportScenarios);
