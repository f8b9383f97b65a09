import type { Row, Table } from '../../rql/index.ts';
import type { Json } from '../../rql/values.ts';
import { storeOf, type World } from '../../world/world.ts';

import type {
  Configuration,
  Connection,
  Contract,
  Item,
  Offer,
  Parameter,
  Product,
  ProductAction,
  Template,
} from './model.ts';
import { connections, contracts, hubs, marketplaces } from './places.ts';
import { offers } from './products.ts';

/** A configured value in its list; Connect gives it no ID. */
interface Configured extends Row {
  readonly configuration: Configuration;
}

/** Whether a connection joins an account with another one. */
export const isParty = (
  { vendor, provider }: Pick<Connection, 'vendor' | 'provider'>,
  { id }: { readonly id: string },
): boolean => [vendor.id, provider.id].includes(id);

/** The lists that belong to a product. */
export interface Parts {
  readonly items: Table<Item>;
  readonly parameters: Table<Parameter>;
  readonly templates: Table<Template>;
  readonly configurations: Table<Configured>;
  readonly connections: Table<Connection>;
  readonly actions: Table<ProductAction>;
  /** What is sold has one version, which is the product itself. */
  readonly versions: Table<Product>;
}

/** Products with all that belongs to them, and the places where they are sold. */
class Catalog {
  /** Of this world alone: what is sold may change. */
  readonly #offers = structuredClone(offers);
  readonly hubs;
  readonly marketplaces;
  readonly contracts;
  readonly products;
  readonly #parts: ReadonlyMap<string, Parts>;
  readonly #connections = [...connections];

  constructor(world: World) {
    this.hubs = world.table('/hubs', { rows: hubs });
    this.marketplaces = world.table('/marketplaces', { rows: marketplaces });
    this.contracts = world.table('/contracts', { rows: contracts });
    this.products = world.table('/products', { rows: this.#offers.map((offer) => offer.product) });
    const part = <T extends Row>(name: keyof Parts, rows: readonly T[], compose?: (row: T) => Json) =>
      world.table<T>(`/products/{product_id}/${name}`, { rows, ...(compose ? { compose } : {}) });
    this.#parts = new Map(
      this.#offers.map(({ product, items, parameters, templates, configurations, actions }) => [
        product.id,
        {
          items: part('items', items),
          parameters: part('parameters', parameters),
          templates: part('templates', templates),
          actions: part('actions', actions),
          versions: part('versions', [product]),
          configurations: part(
            'configurations',
            configurations.map((configuration, index) => ({ id: String(index), configuration })),
            ({ configuration }) => ({ ...configuration }),
          ),
          connections: part(
            'connections',
            this.connectionsOf((one) => one.product.id === product.id),
          ),
        },
      ]),
    );
  }

  offer(productId: string): Offer | undefined {
    return this.#offers.find((one) => one.product.id === productId);
  }

  partsOf(productId: string): Parts | undefined {
    return this.#parts.get(productId);
  }

  /** Lets a product be sold in one more place. */
  sell({ contract, connection }: { readonly contract: Contract; readonly connection: Connection }): void {
    this.contracts.insert(contract);
    this.#connections.push(connection);
    this.partsOf(connection.product.id)?.connections.insert(connection);
  }

  connection(id: string): Connection | undefined {
    return this.#connections.find((one) => one.id === id);
  }

  connectionsOf(filter: (connection: Connection) => boolean): Connection[] {
    return this.#connections.filter(filter);
  }
}

export const catalogOf = storeOf((world) => new Catalog(world));
