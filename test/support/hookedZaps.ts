import { HookedZap } from '../../demo/hookedZap.ts';
import { app } from './app.ts';
import type { Stage } from './stage.ts';

/** Zaps with instant triggers that were turned on at a stage. */
export class HookedZaps {
  readonly #zaps: HookedZap[] = [];

  /** Turns one on, for the product of the sandbox where no other is given. */
  async turnOn(
    stage: Stage,
    key: string,
    by: 'store' | 'vendor',
    input: Record<string, unknown> = {},
    id = '4711',
  ): Promise<HookedZap> {
    const product = { product_id: stage.sandbox.ids.product };
    const zap = new HookedZap(app, key, stage.connections[by], { ...product, ...input }, id);
    this.add(zap);
    await zap.turnOn();
    return zap;
  }

  /** Counts a Zap as one of them. */
  add(zap: HookedZap): void {
    this.#zaps.push(zap);
  }

  /** Waits until all that has happened was told of and handled. */
  async settled(stage: Stage): Promise<void> {
    await stage.sandbox.world.webhooks.settled();
    await Promise.all(this.#zaps.map((zap) => zap.settled()));
  }

  /** Takes their addresses away. */
  async close(): Promise<void> {
    await Promise.all(this.#zaps.splice(0).map((zap) => zap.close()));
  }
}
