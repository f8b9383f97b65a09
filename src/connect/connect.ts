import { ConnectClient } from './client.ts';
import { Asset } from './schemas/asset.ts';
import {
  Account,
  Connection,
  Hub,
  Marketplace,
  Product,
  ProductItem,
  ProductParameter,
  ProductTemplate,
} from './schemas/catalog.ts';
import { FulfillmentRequest } from './schemas/request.ts';

/** Connect as the operations see it: one property (or method, below a parent) for each kind of object. */
export class Connect extends ConnectClient {
  /** Fulfillment requests, of both sides. */
  get requests() {
    return this.of({
      collection: 'requests',
      noun: 'fulfillment request',
      module: 'Subscriptions',
      schema: FulfillmentRequest,
    });
  }

  /** Assets: the subscriptions that fulfillment requests create and change. */
  get assets() {
    return this.of({ collection: 'assets', noun: 'subscription', module: 'Subscriptions', schema: Asset });
  }

  get accounts() {
    return this.of({ collection: 'accounts', noun: 'account', module: 'Account', schema: Account });
  }

  get products() {
    return this.of({ collection: 'products', noun: 'product', module: 'Products', schema: Product });
  }

  productItems(productId: string) {
    return this.of(
      { collection: 'products/{}/items', noun: 'product item', module: 'Products', schema: ProductItem },
      productId,
    );
  }

  productParameters(productId: string) {
    return this.of(
      {
        collection: 'products/{}/parameters',
        noun: 'product parameter',
        module: 'Products',
        schema: ProductParameter,
      },
      productId,
    );
  }

  productTemplates(productId: string) {
    return this.of(
      {
        collection: 'products/{}/templates',
        noun: 'product template',
        module: 'Products',
        schema: ProductTemplate,
      },
      productId,
    );
  }

  /** Which hubs a product is sold through, and under which contract. */
  productConnections(productId: string) {
    return this.of(
      {
        collection: 'products/{}/connections',
        noun: 'product connection',
        module: 'Products',
        schema: Connection,
      },
      productId,
    );
  }

  get hubs() {
    return this.of({ collection: 'hubs', noun: 'hub', module: 'Marketplaces', schema: Hub });
  }

  get marketplaces() {
    return this.of({
      collection: 'marketplaces',
      noun: 'marketplace',
      module: 'Marketplaces',
      schema: Marketplace,
    });
  }
}
