import { ConnectClient } from './client.ts';
import { ConnectError } from './errors.ts';
import { kindsOf } from './kind.ts';
import { Asset } from './schemas/asset.ts';
import { BillingRequest, RecurringAsset } from './schemas/billing.ts';
import {
  Account,
  ActionLink,
  Connection,
  Contract,
  Hub,
  Marketplace,
  Partner,
  Product,
  ProductAction,
  ProductItem,
  ProductParameter,
  ProductTemplate,
  User,
} from './schemas/catalog.ts';
import { Conversation, Message } from './schemas/conversation.ts';
import { Case, CaseAttachment } from './schemas/helpdesk.ts';
import { Listing, ListingRequest } from './schemas/listing.ts';
import { Report, ReportTemplate } from './schemas/report.ts';
import { FulfillmentRequest } from './schemas/request.ts';
import { TierAccount, TierAccountVersion } from './schemas/tierAccount.ts';
import { TierAccountRequest, TierConfig, TierConfigRequest } from './schemas/tiers.ts';
import {
  type UsageAggregate as Aggregate,
  TemplateLink,
  UsageAggregate,
  UsageChunk,
  UsageFile,
  UsageReconciliation,
  UsageRecord,
} from './schemas/usage.ts';
import { Webhook } from './schemas/webhook.ts';

// Connect's modules: a key needs the permission of each.
const subscriptions = kindsOf('Subscriptions');
const listings = kindsOf('Listings');
const customers = kindsOf('Customers');
const account = kindsOf('Account');
const partners = kindsOf('Partners');
const products = kindsOf('Products');
const marketplaces = kindsOf('Marketplaces');
const usage = kindsOf('Usage');
const helpdesk = kindsOf('Helpdesk');
const conversations = kindsOf('Conversations');
const integrations = kindsOf('Integrations');
const reports = kindsOf('Reports');

/** Connect as the operations see it: one property (or method, below a parent) for each kind of object. */
export class Connect extends ConnectClient {
  /** Fulfillment requests, of both sides. */
  readonly requests = this.of(
    subscriptions({ collection: 'requests', noun: 'fulfillment request', schema: FulfillmentRequest }),
  );

  /** Assets: the subscriptions that fulfillment requests create and change. */
  readonly assets = this.of(subscriptions({ collection: 'assets', noun: 'subscription', schema: Asset }));

  /** Subscriptions with their billing. */
  readonly recurringAssets = this.of(
    subscriptions({
      collection: 'subscriptions/assets',
      noun: 'recurring subscription',
      schema: RecurringAsset,
    }),
  );

  /** What is to be billed for a period of a subscription. */
  readonly billingRequests = this.of(
    subscriptions({ collection: 'subscriptions/requests', noun: 'billing request', schema: BillingRequest }),
  );

  /** Requests of vendors to list products in marketplaces. */
  readonly listingRequests = this.of(
    listings({ collection: 'listing-requests', noun: 'listing request', schema: ListingRequest }),
  );

  /** Products in marketplaces. */
  readonly listings = this.of(listings({ collection: 'listings', noun: 'listing', schema: Listing }));

  /** Customers and resellers of distributors. */
  readonly tierAccounts = this.of(
    customers({ collection: 'tier/accounts', noun: 'tier account', schema: TierAccount }),
  );

  tierAccountVersions(accountId: string) {
    return this.of(
      customers({
        collection: 'tier/accounts/{}/versions',
        noun: 'tier account version',
        schema: TierAccountVersion,
        // All versions have the ID of their account.
        keyOf: ({ version }) => String(version),
      }),
      accountId,
    );
  }

  /** Tell vendors of changes of tier accounts. */
  readonly tierAccountRequests = this.of(
    customers({
      collection: 'tier/account-requests',
      noun: 'tier account request',
      schema: TierAccountRequest,
    }),
  );

  /** What products keep of resellers. */
  readonly tierConfigs = this.of(
    customers({ collection: 'tier/configs', noun: 'tier configuration', schema: TierConfig }),
  );

  readonly tierConfigRequests = this.of(
    customers({
      collection: 'tier/config-requests',
      noun: 'tier configuration request',
      schema: TierConfigRequest,
    }),
  );

  readonly accounts = this.of(account({ collection: 'accounts', noun: 'account', schema: Account }));

  /** Accounts that the connection's own works with. */
  readonly partners = this.of(partners({ collection: 'partners', noun: 'partner', schema: Partner }));

  /** The account that the key belongs to: Connect shows it first. @throws ConnectError when it shows none. */
  async ownAccount(): Promise<Account> {
    const { rows } = await this.accounts.list({ limit: 1 });
    const [account] = rows;
    if (!account) throw new ConnectError('fix', 'Connect shows no account to this connection.');
    return account;
  }

  accountUsers(accountId: string) {
    return this.of(account({ collection: 'accounts/{}/users', noun: 'user', schema: User }), accountId);
  }

  readonly products = this.of(products({ collection: 'products', noun: 'product', schema: Product }));

  productItems(productId: string) {
    return this.of(
      products({ collection: 'products/{}/items', noun: 'product item', schema: ProductItem }),
      productId,
    );
  }

  productParameters(productId: string) {
    return this.of(
      products({ collection: 'products/{}/parameters', noun: 'product parameter', schema: ProductParameter }),
      productId,
    );
  }

  productTemplates(productId: string) {
    return this.of(
      products({ collection: 'products/{}/templates', noun: 'product template', schema: ProductTemplate }),
      productId,
    );
  }

  /** The buttons of a product that its vendor's system answers. */
  productActions(productId: string) {
    return this.of(
      products({ collection: 'products/{}/actions', noun: 'product action', schema: ProductAction }),
      productId,
    );
  }

  /** Where the actions of a product lead. */
  actionLinks(productId: string) {
    return this.of(
      products({ collection: 'products/{}/actions', noun: 'product action', schema: ActionLink }),
      productId,
    );
  }

  /** Which hubs a product is sold through, and under which contract. */
  productConnections(productId: string) {
    return this.of(
      products({ collection: 'products/{}/connections', noun: 'product connection', schema: Connection }),
      productId,
    );
  }

  /** Which products are sold through a hub, and under which contract. */
  hubConnections(hubId: string) {
    return this.of(
      marketplaces({ collection: 'hubs/{}/connections', noun: 'hub connection', schema: Connection }),
      hubId,
    );
  }

  readonly hubs = this.of(marketplaces({ collection: 'hubs', noun: 'hub', schema: Hub }));

  readonly contracts = this.of(marketplaces({ collection: 'contracts', noun: 'contract', schema: Contract }));

  /** Usage files: what vendors report and distributors accept. */
  readonly usageFiles = this.of(usage({ collection: 'usage/files', noun: 'usage file', schema: UsageFile }));

  readonly usageRecords = this.of(
    usage({ collection: 'usage/records', noun: 'usage record', schema: UsageRecord }),
  );

  /** The parts of accepted usage files, one for each hub. */
  readonly usageChunks = this.of(
    usage({ collection: 'usage/chunks', noun: 'chunk file', schema: UsageChunk }),
  );

  readonly usageReconciliations = this.of(
    usage({ collection: 'usage/reconciliations', noun: 'usage reconciliation', schema: UsageReconciliation }),
  );

  readonly usageAggregates = this.of(
    usage({
      collection: 'usage/aggregates',
      noun: 'usage aggregate',
      schema: UsageAggregate,
      keyOf: ({ item, asset }: Aggregate) => `${item?.id} ${asset?.id}`,
    }),
  );

  /** What a product has for reporting its usage. */
  readonly usageProducts = this.of(
    usage({ collection: 'usage/products', noun: 'product', schema: TemplateLink }),
  );

  /** Questions and problems that one account brings before another. */
  readonly cases = this.of(helpdesk({ collection: 'helpdesk/cases', noun: 'case', schema: Case }));

  caseAttachments(caseId: string) {
    return this.of(
      helpdesk({ collection: 'helpdesk/cases/{}/attachments', noun: 'attachment', schema: CaseAttachment }),
      caseId,
    );
  }

  readonly conversations = this.of(
    conversations({ collection: 'conversations', noun: 'conversation', schema: Conversation }),
  );

  /** @param id of the conversation, or of its object. */
  conversationMessages(id: string) {
    return this.of(
      conversations({
        collection: 'conversations/{}/messages',
        noun: 'conversation message',
        schema: Message,
      }),
      id,
    );
  }

  /** What Connect calls when something happens. */
  readonly webhooks = this.of(
    integrations({ collection: 'notifications/webhooks', noun: 'webhook', schema: Webhook }),
  );

  readonly marketplaces = this.of(
    marketplaces({ collection: 'marketplaces', noun: 'marketplace', schema: Marketplace }),
  );

  /** What runs in the background and ends in a file. */
  readonly reports = this.of(reports({ collection: 'reporting/reports', noun: 'report', schema: Report }));

  readonly reportTemplates = this.of(
    reports({ collection: 'reporting/templates', noun: 'report template', schema: ReportTemplate }),
  );
}
