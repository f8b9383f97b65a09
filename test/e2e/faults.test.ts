import { testFaults } from '../support/faults.ts';
import { fulfillmentScenarios } from '../support/scenarios.ts';
import { tenantScenarios } from '../support/tenantScenarios.ts';

testFaults([...fulfillmentScenarios, ...tenantScenarios]);
