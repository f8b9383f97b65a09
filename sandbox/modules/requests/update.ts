import { asObject, asText, type Body } from '../../body.ts';
import { Problems, wrongState } from '../../errors.ts';
import type { Account } from '../../world/model.ts';
import type { World } from '../../world/world.ts';
import { missingParams, withParams } from '../catalog/params.ts';
import type { FulfillmentRequest } from './model.ts';
import { record } from './record.ts';
import { subscriptionsOf } from './store.ts';

/** Parameters and notes of requests, as either side writes them. */

/** PUT /requests/{id}: parameters and note of an open request. @throws ApiError as Connect would. */
export const update = (world: World, caller: Account, request: FulfillmentRequest, body: Body): void => {
  if (!['pending', 'inquiring', 'draft'].includes(request.status)) {
    throw wrongState(
      'REQ_002',
      `Request ${request.id} is ${request.status}; only draft, pending and inquiring requests can be changed.`,
    );
  }
  // What is fulfilled is the vendor's to say; what was ordered may be put right by either side.
  const phases = caller.type === 'vendor' ? ['fulfillment', 'ordering'] : ['ordering'];
  const problems = new Problems();
  const params = withParams(request.asset.params, asObject(body['asset'])['params'], phases, problems);
  problems.raise();
  request.asset = { ...request.asset, params };
  const asset = subscriptionsOf(world).assets.get(request.asset.id);
  if (asset && request.type === 'purchase') asset.params = request.asset.params;
  if (body['note'] !== undefined) request.note = asText(body['note']);
  record(world, request);
};

/** POST /requests/{id}/validate: the request as it would be, with what is wrong; nothing is kept. */
export const validated = (request: FulfillmentRequest, body: Body): FulfillmentRequest => {
  if (request.status !== 'draft')
    throw wrongState('REQ_006', `Request ${request.id} is ${request.status}; only drafts can be validated.`);
  const problems = new Problems();
  const given = asObject(body['asset'])['params'];
  const params = withParams(request.asset.params, given, ['ordering'], problems);
  problems.raise();
  const missing = missingParams(params, 'ordering');
  const checked = params.map((param) =>
    missing.includes(param) ? { ...param, value_error: 'This field is required.' } : param,
  );
  return { ...request, asset: { ...request.asset, params: checked } };
};
