import { testFaults } from '../support/faults.ts';
import { waitScenarios } from '../support/waitScenarios.ts';

testFaults(waitScenarios);
