import { sliOf } from '../../world/sli.ts';
import { storeOf, type World } from '../../world/world.ts';
import type { Connection } from '../catalog/model.ts';
import type { Level, TierConfig, TierConfigRequest } from './model.ts';

/** What products keep of resellers, and the requests that set it up and change it. */

const OPEN = new Set(['draft', 'tiers_setup', 'pending', 'inquiring']);
export const isOpen = ({ status }: TierConfigRequest): boolean => OPEN.has(status);

/** Which configuration is meant: of a reseller, for a product, at a level. */
export interface Place {
  readonly account: string;
  readonly connection: string;
  readonly level: Level;
}
const keyOf = ({ account, connection, level }: Place): string => `${account} ${connection} ${level}`;

class Configurations {
  readonly configs;
  readonly requests;
  readonly #byPlace = new Map<string, TierConfig>();
  /** Called when a request was approved or has failed. */
  readonly onEnd: ((request: TierConfigRequest) => void)[] = [];

  constructor(world: World) {
    this.configs = world.table<TierConfig>('/tier/configs');
    this.requests = world.table<TierConfigRequest>('/tier/config-requests', {
      compose: (request) => ({
        ...request,
        ...(request.status === 'pending' ? { sli: sliOf(request.events.created.at, world.clock.now()) } : {}),
      }),
    });
    let hour = 0;
    world.onTime(() => {
      const now = Math.floor(world.clock.now() / 3_600_000);
      if (now === hour) return;
      hour = now;
      // Those that wait get older.
      for (const request of this.requests.all())
        if (request.status === 'pending') this.requests.changed(request);
    });
    world.keep('tierConfigs', {
      save: () => [...this.configs.all()],
      load: (saved) => {
        this.configs.replace([]);
        this.#byPlace.clear();
        for (const config of saved as TierConfig[]) this.add(config);
      },
    });
    world.keep('tierConfigRequests', {
      save: () =>
        [...this.requests.all()].map((request) => ({
          ...request,
          configuration: request.configuration.id,
          parent_configuration: request.parent_configuration?.id,
        })),
      load: (saved) => this.requests.replace((saved as SavedRequest[]).flatMap((one) => this.#joined(one))),
    });
  }

  /** A request with its configurations, which many of them share. */
  #joined({
    configuration: id,
    parent_configuration: parentId,
    ...request
  }: SavedRequest): TierConfigRequest[] {
    const configuration = this.configs.get(id);
    const parent = parentId === undefined ? undefined : this.configs.get(parentId);
    if (!configuration) return [];
    return [{ ...request, configuration, ...(parent ? { parent_configuration: parent } : {}) }];
  }

  add(config: TierConfig): void {
    this.configs.insert(config);
    const { account, connection, tier_level: level } = config;
    this.#byPlace.set(keyOf({ account: account.id, connection: connection.id, level }), config);
  }

  at(place: Place): TierConfig | undefined {
    return this.#byPlace.get(keyOf(place));
  }

  requestsOf(configId: string): TierConfigRequest[] {
    return [...this.requests.all()].filter(({ configuration }) => configuration.id === configId);
  }
}

interface SavedRequest extends Omit<TierConfigRequest, 'configuration' | 'parent_configuration'> {
  readonly configuration: string;
  readonly parent_configuration?: string;
}

export const configurationsOf = storeOf((world) => new Configurations(world));

/** A connection as a subscription or a configuration shows it. */
export const shownConnection = ({
  id,
  type,
  status,
  provider,
  vendor,
  hub,
  created_at,
}: Connection): TierConfig['connection'] => ({ id, type, status, provider, vendor, hub, created_at });

interface Viewer {
  readonly id: string;
  readonly type: string;
}

/** Either side of the connection sees a configuration. */
export const seesConfig = ({ connection: { vendor, provider } }: TierConfig, { id }: Viewer): boolean =>
  vendor.id === id || provider.id === id;

/** A vendor doesn't see what is only a draft of the distributor. */
export const seesConfigRequest = ({ configuration, status }: TierConfigRequest, viewer: Viewer): boolean =>
  seesConfig(configuration, viewer) && (status !== 'draft' || viewer.type === 'provider');
