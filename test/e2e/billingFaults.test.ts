import { billingScenarios } from '../support/billingScenarios.ts';
import { testFaults } from '../support/faults.ts';
import { listingScenarios } from '../support/listingScenarios.ts';

testFaults([...billingScenarios, ...listingScenarios]);
