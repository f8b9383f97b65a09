import { accounts } from '../accounts/data.ts';
import type { Offer } from './model.ts';
import { item, offer, template } from './parts.ts';

/** The seeded products: one of each schema of usage, and one whose resellers have to be authorized. The same in every run. */

export const PRODUCTS = {
  backup: 'PRD-838-787-106',
  mail: 'PRD-276-377-545',
  compute: 'PRD-411-523-764',
  support: 'PRD-522-634-875',
  foreign: 'PRD-700-700-700',
  security: 'PRD-633-745-986',
} as const;
const { backup, mail, compute, support, foreign, security } = PRODUCTS;

export const offers: Offer[] = [
  offer(backup, 'Example Cloud Backup', accounts.vendor, {
    hold: true,
    items: [
      item(backup, 1, 'BACKUP-USER', 'Backup, per user'),
      item(backup, 2, 'BACKUP-SPACE', 'Backup, space', { precision: 'decimal(2)', unitName: 'GB' }),
      item(backup, 3, 'BACKUP-TRAFFIC', 'Backup, traffic', {
        type: 'ppu',
        precision: 'decimal(2)',
        unitName: 'GB',
      }),
    ],
    ordering: [
      ['admin_email', 'email', 'Administrator Email', { required: true }],
      ['company', 'text', 'Company'],
      ['region', 'dropdown', 'Region', { choices: ['eu', 'us', 'ap'] }],
      ['plan', 'choice', 'Plan', { choices: ['standard', 'premium'] }],
      ['options', 'checkbox', 'Options', { choices: ['reports', 'archive'] }],
      ['support_phone', 'phone', 'Support Phone'],
      ['billing_address', 'address', 'Billing Address'],
      ['settings', 'object', 'Settings'],
      ['homepage', 'url', 'Homepage'],
      ['domain', 'domain', 'Domain'],
      ['subdomain', 'subdomain', 'Subdomain', { choices: ['example.com', 'example.org'] }],
      ['admin_password', 'password', 'Administrator Password'],
      ['campaign', 'text', 'Campaign', { hidden: true }],
      ['reseller_email', 'email', 'Reseller Email', { scope: 'tier1' }],
      ['partner_level', 'choice', 'Partner Level', { scope: 'tier2', choices: ['silver', 'gold'] }],
    ],
    fulfillment: [
      ['tenant_id', 'text', 'Tenant ID', { required: true }],
      ['login_url', 'url', 'Login Address'],
      ['reseller_id', 'text', 'Reseller ID', { scope: 'tier1' }],
      ['partner_id', 'text', 'Partner ID', { scope: 'tier2' }],
    ],
    configuration: [
      ['data_center', 'text', 'Data Center', { scope: 'product' }],
      ['storage_class', 'dropdown', 'Storage Class', { scope: 'item', choices: ['hot', 'cold'] }],
      ['brand_name', 'text', 'Brand Name', { scope: 'marketplace' }],
      ['local_sku', 'text', 'Local SKU', { scope: 'item_marketplace' }],
    ],
    values: [
      ['data_center', 'eu-central'],
      ['storage_class', 'hot', { item: { id: `${backup}-0002`, name: 'Backup, space' } }],
      ['brand_name', 'Example Shop', { marketplace: { id: 'MP-91673', name: 'Example Marketplace' } }],
      [
        'local_sku',
        'SHOP-1',
        {
          item: { id: `${backup}-0001`, name: 'Backup, per user' },
          marketplace: { id: 'MP-91673', name: 'Example Marketplace' },
        },
      ],
    ],
    templates: [
      template('TL-551-876-782', 'Welcome', 'fulfillment', '# Welcome\n\nYour tenant is {{ tenant_id }}.'),
      template('TL-912-979-059', 'Welcome, Short', 'fulfillment', 'Ready: {{ tenant_id }}'),
      template('TL-139-014-284', 'Please Correct', 'inquire', 'Please complete the form.'),
      template('TL-559-508-354', 'Tier 1 Setup', 'fulfillment', '# Set up', 'tier1'),
      template('TL-559-508-355', 'Tier 2 Setup', 'fulfillment', '# Set up', 'tier2'),
    ],
    actions: [
      ['sign_in', 'Sign In', 'Opens the control panel of the subscription'],
      ['download', 'Download', 'Fetches the client for the subscription’s computers'],
      ['partner_panel', 'Partner Panel', 'Opens the panel of the reseller', 'tier1'],
    ],
  }),
  offer(mail, 'Example Mail', accounts.vendor, {
    category: 'Communication',
    syncs: false,
    usage: 'TR',
    items: [
      item(mail, 1, 'MAIL-BOX', 'Mailbox'),
      item(mail, 2, 'MAIL-SETUP', 'Setup', { period: 'onetime' }),
      item(mail, 3, 'MAIL-SENT', 'Mails sent', { type: 'ppu', unitName: 'Mails' }),
    ],
    templates: [template('TL-686-991-072', 'Mail Is Ready', 'fulfillment', 'Your mailboxes are ready.')],
    actions: [['webmail', 'Open Mail', 'Opens the mailboxes in the browser']],
  }),
  offer(compute, 'Example Compute', accounts.vendor, {
    category: 'Infrastructure',
    usage: 'CR',
    items: [
      item(compute, 1, 'COMPUTE-HOUR', 'Machine hours', {
        type: 'ppu',
        precision: 'decimal(2)',
        unitName: 'Hours',
      }),
      item(compute, 2, 'COMPUTE-SUPPORT', 'Support contract', { unitName: 'Contracts' }),
    ],
    fulfillment: [
      ['project_id', 'text', 'Project ID'],
      ['zone', 'dropdown', 'Zone', { choices: ['eu-1', 'us-1'] }],
    ],
    templates: [template('TL-411-523-001', 'Compute Is Ready', 'fulfillment', 'Your project is ready.')],
  }),
  offer(support, 'Example Support Desk', accounts.vendor, {
    category: 'Services',
    usage: 'PR',
    items: [
      item(support, 1, 'SUPPORT-CALL', 'Calls', { type: 'ppu', unitName: 'Calls' }),
      item(support, 2, 'SUPPORT-SEAT', 'Seats', { unitName: 'Seats' }),
      item(support, 3, 'SUPPORT-PLAN', 'Support plan, by the year', { period: 'yearly', unitName: 'Plans' }),
    ],
    templates: [template('TL-522-634-001', 'Support Is Ready', 'fulfillment', 'Call us.')],
  }),
  offer(foreign, 'Foreign Product', accounts.otherVendor, {
    items: [item(foreign, 1, 'FOREIGN-1', 'Foreign item')],
    templates: [template('TL-700-700-700', 'Foreign', 'fulfillment', 'Ready.')],
  }),
  offer(security, 'Example Security', accounts.vendor, {
    category: 'Security',
    authorizes: 2,
    usage: null,
    items: [item(security, 1, 'SECURITY-DEVICE', 'Protected devices', { unitName: 'Devices' })],
    ordering: [
      ['reseller_email', 'email', 'Reseller Email', { scope: 'tier1', required: true }],
      ['discount', 'dropdown', 'Discount', { scope: 'tier1', choices: ['none', 'partner'] }],
      ['partner_email', 'email', 'Partner Email', { scope: 'tier2', required: true }],
    ],
    fulfillment: [
      ['license', 'text', 'License'],
      ['reseller_id', 'text', 'Reseller ID', { scope: 'tier1', required: true }],
      ['partner_id', 'text', 'Partner ID', { scope: 'tier2', required: true }],
    ],
    templates: [
      template('TL-633-745-001', 'Security Is Ready', 'fulfillment', 'Your devices are protected.'),
      template(
        'TL-633-745-011',
        'Reseller Is Authorized',
        'fulfillment',
        'You are reseller {{ reseller_id }}.',
        'tier1',
      ),
      template(
        'TL-633-745-012',
        'Partner Is Authorized',
        'fulfillment',
        'You are partner {{ partner_id }}.',
        'tier2',
      ),
    ],
  }),
];
