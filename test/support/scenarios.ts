import type { Fault } from '../../sandbox/control.ts';
import { apiScenarios } from './apiScenarios.ts';
import { billingScenarios } from './billingScenarios.ts';
import { fulfillmentScenarios } from './fulfillmentScenarios.ts';
import { helpdeskScenarios } from './helpdeskScenarios.ts';
import { listingScenarios } from './listingScenarios.ts';
import { reportScenarios } from './reportScenarios.ts';
import type { Stage } from './stage.ts';
import { tenantScenarios } from './tenantScenarios.ts';
import { tierScenarios } from './tierScenarios.ts';
import type { Trouble } from './troubles.ts';
import { usageScenarios } from './usageScenarios.ts';
import { waitScenarios } from './waitScenarios.ts';

/** Every action, each in a world in which it can be carried out. */

type Json = Record<string, unknown>;

/** An action that is ready to run. */
export interface Ready {
  readonly input: Json;
  readonly by: 'store' | 'vendor';
  /** The write that the fault hits. */
  readonly hits: Pick<Fault, 'host' | 'method' | 'path'>;
  /** How often what the action is for has happened: 1 after it, however often it was run. */
  readonly results: () => number;
  /** Waits until what the action has begun is over, where what a run finds before that hangs on the moment. */
  readonly rested?: () => Promise<void>;
}

export interface Scenario {
  readonly key: string;
  /** The error where the action differs from the others: a refused line fails the order, whatever the reason. */
  readonly fails?: Partial<Record<string, Trouble['kind']>>;
  /** Its success is an answer without a body, of which nothing can be cut off. */
  readonly hasEmptyAnswer?: boolean;
  readonly prepare: (world: Stage) => Promise<Ready>;
  /** A world in which it leads to what its sample shows, where that is another one. */
  readonly sampled?: (world: Stage) => Promise<Pick<Ready, 'by' | 'input'>>;
}

/** Every action, in the order of the docs. */
export const scenarios: readonly Scenario[] = [
  ...fulfillmentScenarios,
  ...tenantScenarios,
  ...usageScenarios,
  ...billingScenarios,
  ...listingScenarios,
  ...helpdeskScenarios,
  ...reportScenarios,
  ...apiScenarios,
  ...tierScenarios,
  ...waitScenarios,
];

/** The action whose messages `docs/outcomes.md` shows. */
export const shownInWords = 'create_asset_purchase_request';
