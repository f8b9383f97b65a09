import { defineInputFields } from 'zapier-platform-core';
import type { Connect } from '../connect/connect.ts';
import { extended, part, text } from '../connect/schemas/fieldTypes.ts';
import { FulfillmentRequest } from '../connect/schemas/request.ts';
import { activationTemplatePicker, fulfillmentParameterPicker, requestPicker } from '../fields/pickers.ts';
import { requestSample } from '../samples/request.ts';
import { openConnect } from '../zapier/connection.ts';
import { lockOn } from '../zapier/lock.ts';
import { actionsOver } from '../zapier/operation.ts';
import { openTenants, type TenantApi } from './api.ts';
import { readTemplates } from './support/checks.ts';
import { provision } from './support/provisioning.ts';

interface Both {
  connect: Connect;
  tenants: TenantApi;
}

const action = actionsOver<Both>((z, bundle) => ({
  connect: openConnect(z, bundle),
  tenants: openTenants(z, bundle),
}));

/** Vendor: the whole work on a pending request, in one step. */
export const provisionRequest = action({
  key: 'provision_request',
  noun: 'Request',
  label: 'Provision Request',
  description:
    "Does a vendor's whole work on a pending fulfillment request and returns it: calls your provisioning system as the request's type asks for, writes its answer into parameters, and approves the request, or rejects it with your system's reason. While your system is not done, the request stays pending and the result says `in progress`; run the step again later, or let it run again by itself. To do the steps one by one use Create Tenant, Set Request Parameters and Approve Request.",
  inputFields: defineInputFields([
    requestPicker('request_id', { required: true, altersDynamicFields: true }),
    activationTemplatePicker('template_id', {
      helpText:
        'The message that the customer gets on approval, for example `TL-000-000-000`. It has to be a template of the product; for a Zap that serves several products or types fill in Templates.',
    }),
    {
      key: 'templates',
      label: 'Templates',
      dict: true,
      helpText:
        'Templates for some products or types of requests: `PRD-000-000-000`, `purchase` or `PRD-000-000-000/purchase` on the left, the template on the right. Template ID is used for all others.',
    },
    fulfillmentParameterPicker('tenant_parameter', {
      label: 'Parameter With the Tenant',
      helpText:
        "The fulfillment parameter that holds the tenant's ID: written when a subscription is purchased, read later. Left empty, your system is asked by the subscription's ID.",
    }),
    {
      key: 'mapping',
      label: 'Parameters From the Answer',
      dict: true,
      helpText:
        "A parameter's ID on the left, where its value stands in your system's answer on the right, for example `login_url` and `url`, or `access.url` inside of an object.",
    },
    {
      key: 'resources',
      label: 'Resource Names',
      dict: true,
      helpText:
        "For changes: an item's MPN or ID on the left, what your system calls the resource on the right, for example `BACKUP-USER` and `users`. Left out, it is the MPN.",
    },
    {
      key: 'on_refusal',
      label: 'When Your System Refuses',
      choices: { reject: 'Reject the request with its reason', stop: 'Stop, and leave the request pending' },
      default: 'reject',
      helpText:
        'What counts as a refusal is an answer 400 or 422 with a reason in JSON. Other failures always leave the request pending.',
    },
    {
      key: 'when_unfinished',
      label: 'When Your System Is Not Done Yet',
      choices: {
        go_on: 'Succeed, with "in progress" as the result',
        again: 'Run this step again every 5 minutes',
      },
      default: 'go_on',
      helpText:
        'What to do while your system still works, as after an answer 202. The request stays pending either way, and what has begun is not begun twice.',
    },
  ]),
  returns: extended(FulfillmentRequest, () => ({
    tenant: part({ id: text('Tenant ID'), status: text('Tenant Status') }),
    provisioning: text(),
  })),
  sample: { ...requestSample, tenant: { id: 'tenant-4711', status: 'active' }, provisioning: 'done' },
  lock: lockOn('request', 'request_id'),
  run: ({ connect, tenants }, input) =>
    provision(connect, tenants, {
      requestId: input.request_id,
      templateId: input.template_id,
      templates: readTemplates(input.templates ?? {}),
      tenantParameter: input.tenant_parameter,
      mapping: input.mapping ?? {},
      resources: input.resources ?? {},
      rejects: (input.on_refusal ?? 'reject') === 'reject',
      waits: input.when_unfinished === 'again',
    }),
});
