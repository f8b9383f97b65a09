import { apiScenarios } from '../support/apiScenarios.ts';
import { testFaults } from '../support/faults.ts';
import { reportScenarios } from '../support/reportScenarios.ts';

testFaults([...reportScenarios, ...apiScenarios]);
