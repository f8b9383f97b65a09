import type { ZObject } from 'zapier-platform-core';
import { Wire } from '../connect/wire.ts';

/** Zapier makes a `z` of its own for each step, so that it stands for the step. */
const wires = new WeakMap<ZObject, Wire>();

/** The time and the connections of a step, which all its clients share. The time runs from the first call of this. */
export const wireOf = (z: ZObject): Wire => {
  const known = wires.get(z);
  if (known) return known;
  const wire = new Wire(z);
  wires.set(z, wire);
  return wire;
};

/** Ends a step: its connections are closed. */
export const endStep = (z: ZObject): void => {
  wires.get(z)?.close();
  wires.delete(z);
};
