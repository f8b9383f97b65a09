import { testFaults } from '../support/faults.ts';
import { usageScenarios } from '../support/usageScenarios.ts';

testFaults(usageScenarios);
