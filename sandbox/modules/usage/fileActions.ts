import type { Body } from '../../body.ts';
import { Transitions } from '../../transitions.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { stamp } from '../accounts/stamp.ts';
import { makeChunks } from './chunks.ts';
import { note } from './files.ts';
import type { UsageFile } from './model.ts';
import { closeRecord, refresh } from './records.ts';
import { usageOf } from './store.ts';

/** The life of usage files: who may do what with one in which state. */

export const fileLife = new Transitions<'status', UsageFile>({
  path: '/usage/files/{id}',
  field: 'status',
  noun: 'Usage file',
  code: 'USF_001',
});

const setRecords = (world: World, file: UsageFile, from: string, to: 'approved' | 'rejected' | 'valid') => {
  for (const record of usageOf(world).recordsOf(file.id)) {
    if (record.status !== from) continue;
    record.status = to;
    usageOf(world).records.changed(record);
  }
};

interface Effect {
  readonly event: 'submitted' | 'accepted' | 'rejected' | 'closed' | 'deleted';
  readonly apply: (world: World, file: UsageFile, body: Body, delay: number, caller: Account) => void;
}

/** The actions that have no body but JSON, and what they do beside changing the state. */
export const FILE_ACTIONS: Readonly<Record<string, Effect>> = {
  submit: {
    event: 'submitted',
    // What a distributor had rejected is looked at again.
    apply: (world, file) => setRecords(world, file, 'rejected', 'valid'),
  },
  accept: {
    event: 'accepted',
    apply: (world, file, body, delay) => {
      file.acceptance_note = note(body['acceptance_note']);
      setRecords(world, file, 'valid', 'approved');
      makeChunks(world, file, delay);
    },
  },
  reject: {
    event: 'rejected',
    apply: (world, file, body) => {
      file.rejection_note = note(body['rejection_note']);
      setRecords(world, file, 'valid', 'rejected');
    },
  },
  close: {
    event: 'closed',
    apply: (world, file, _body, _delay, caller) => {
      for (const record of usageOf(world).recordsOf(file.id)) {
        if (record.status === 'approved')
          closeRecord(world, record, '', '', stamp(world, caller).by?.id ?? '');
      }
    },
  },
  delete: {
    event: 'deleted',
    apply: (world, file) => usageOf(world).setRecords(file.id, []),
  },
};

/** Carries an action out. @throws ApiError as Connect would. */
export const actOnFile = (
  world: World,
  caller: Account,
  file: UsageFile,
  action: string,
  body: Body,
  delay: number,
): void => {
  const effect = FILE_ACTIONS[action];
  fileLife.carryOut(file, action, caller.type, () => effect?.apply(world, file, body, delay, caller));
  if (effect) file.events = { ...file.events, [effect.event]: stamp(world, caller) };
  refresh(world, file);
};
