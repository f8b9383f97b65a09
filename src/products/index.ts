import {
  contracts,
  findContract,
  findHub,
  findMarketplace,
  findProduct,
  hubs,
  marketplaces,
  visibleProducts,
} from './catalogue.ts';
import { connectionChoices, findConnection } from './connections.ts';
import { findActivationMessage } from './findActivationMessage.ts';
import { actionChoices, findProductAction } from './productActions.ts';
import {
  activationTemplates,
  findProductItem,
  findProductParameter,
  findProductTemplate,
  fulfillmentParameters,
  inquiryTemplates,
  productItems,
  templateChoices,
} from './productParts.ts';

/** The catalogue: what is sold, where, and under which contract. */

export const dropdowns = [
  visibleProducts,
  hubs,
  marketplaces,
  contracts,
  productItems,
  templateChoices,
  activationTemplates,
  inquiryTemplates,
  fulfillmentParameters,
  actionChoices,
  connectionChoices,
];

export const searches = [
  findProduct,
  findProductItem,
  findProductParameter,
  findProductTemplate,
  findProductAction,
  findHub,
  findMarketplace,
  findContract,
  findConnection,
  findActivationMessage,
];
