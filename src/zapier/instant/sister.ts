import type { PlainInputField, Trigger } from 'zapier-platform-core';
import type { Collection } from '../../connect/rql.ts';
import type { ObjectClass } from '../../connect/schemas/webhook.ts';
import type { Input } from '../filter.ts';
import { plainFields } from '../operation.ts';
import {
  type Listed,
  outputOf,
  pollsByState,
  pollsByTime,
  type States,
  type Timeline,
  type TriggerSpec,
} from '../trigger.ts';
import { instantTrigger } from './instantTrigger.ts';

interface SisterSpec<C extends Collection, Row> {
  readonly objectClass: ObjectClass;
  /** The field of the product, in place of the filter of the same key. */
  readonly product: PlainInputField;
  /** The trigger that polls. */
  readonly sister: TriggerSpec<C, Row>;
  readonly states: States<C, Row> | undefined;
  /** The times that it follows, where it doesn't follow states. */
  readonly timeline: () => Timeline<C, Row>;
}

/** The instant trigger of what another one finds by polls: the same fields, filters, labels and objects. */
export const instantSister = <C extends Collection, Row extends Listed>({
  objectClass,
  product,
  sister,
  states,
  timeline,
}: SisterSpec<C, Row>): Trigger => {
  const { key } = product;
  const fields = plainFields(sister.inputFields);
  const isList = fields.find((field) => field.key === key)?.list === true;
  const polled = {
    ...sister,
    query: (input: Input) => sister.query({ ...input, [key]: isList ? [input[key]] : input[key] }),
  };
  const polls = states
    ? pollsByState({ ...polled, states })
    : pollsByTime({ ...polled, eachUpdate: true, timeline: timeline() });
  return instantTrigger({
    key: sister.key,
    noun: sister.noun,
    label: sister.label,
    description: sister.description,
    objectClass,
    productKey: key,
    inputFields: [product, ...fields.filter((field) => field.key !== key)],
    output: outputOf({ returns: sister.returns, sample: sister.sample }, polls.sampleEvent),
    polls,
  });
};
