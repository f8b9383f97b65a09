import {
  activationTemplates,
  contracts,
  fulfillmentParameters,
  hubs,
  inquiryTemplates,
  marketplaces,
  productItems,
  visibleProducts,
} from './catalogue.ts';

/** The catalogue: what is sold, where, and under which contract. */

export const dropdowns = [
  visibleProducts,
  hubs,
  marketplaces,
  contracts,
  productItems,
  activationTemplates,
  inquiryTemplates,
  fulfillmentParameters,
];
