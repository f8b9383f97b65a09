import { testFaults } from '../support/faults.ts';
import { fulfillmentScenarios } from '../support/fulfillmentScenarios.ts';
import { tenantScenarios } from '../support/tenantScenarios.ts';

testFaults([...fulfillmentScenarios, ...tenantScenarios]);
