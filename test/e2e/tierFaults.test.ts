import { testFaults } from '../support/faults.ts';
import { tierScenarios } from '../support/tierScenarios.ts';

testFaults(tierScenarios);
