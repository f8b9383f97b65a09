import { ConnectClient } from './client.ts';
import { ConnectError } from './errors.ts';
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

/** Connect as the operations see it: one property (or method, below a parent) for each kind of object. */
export class Connect extends ConnectClient {
  /** Fulfillment requests, of both sides. */
  get requests() {
    return this.of({
      collection: 'requests',
      noun: 'fulfillment request',
      module: 'Subscriptions',
      schema: FulfillmentRequest,
    });
  }

  /** Assets: the subscriptions that fulfillment requests create and change. */
  get assets() {
    return this.of({ collection: 'assets', noun: 'subscription', module: 'Subscriptions', schema: Asset });
  }

  /** Subscriptions with their billing. */
  get recurringAssets() {
    return this.of({
      collection: 'subscriptions/assets',
      noun: 'recurring subscription',
      module: 'Subscriptions',
      schema: RecurringAsset,
    });
  }

  /** What is to be billed for a period of a subscription. */
  get billingRequests() {
    return this.of({
      collection: 'subscriptions/requests',
      noun: 'billing request',
      module: 'Subscriptions',
      schema: BillingRequest,
    });
  }

  /** Requests of vendors to list products in marketplaces. */
  get listingRequests() {
    return this.of({
      collection: 'listing-requests',
      noun: 'listing request',
      module: 'Listings',
      schema: ListingRequest,
    });
  }

  /** Products in marketplaces. */
  get listings() {
    return this.of({ collection: 'listings', noun: 'listing', module: 'Listings', schema: Listing });
  }

  /** Customers and resellers of distributors. */
  get tierAccounts() {
    return this.of({
      collection: 'tier/accounts',
      noun: 'tier account',
      module: 'Customers',
      schema: TierAccount,
    });
  }

  tierAccountVersions(accountId: string) {
    return this.of(
      {
        collection: 'tier/accounts/{}/versions',
        noun: 'tier account version',
        module: 'Customers',
        schema: TierAccountVersion,
        // All versions have the ID of their account.
        keyOf: ({ version }) => String(version),
      },
      accountId,
    );
  }

  /** Tell vendors of changes of tier accounts. */
  get tierAccountRequests() {
    return this.of({
      collection: 'tier/account-requests',
      noun: 'tier account request',
      module: 'Customers',
      schema: TierAccountRequest,
    });
  }

  /** What products keep of resellers. */
  get tierConfigs() {
    return this.of({
      collection: 'tier/configs',
      noun: 'tier configuration',
      module: 'Customers',
      schema: TierConfig,
    });
  }

  get tierConfigRequests() {
    return this.of({
      collection: 'tier/config-requests',
      noun: 'tier configuration request',
      module: 'Customers',
      schema: TierConfigRequest,
    });
  }

  get accounts() {
    return this.of({ collection: 'accounts', noun: 'account', module: 'Account', schema: Account });
  }

  /** Accounts that the connection's own works with. */
  get partners() {
    return this.of({ collection: 'partners', noun: 'partner', module: 'Partners', schema: Partner });
  }

  /** The account that the key belongs to: Connect shows it first. @throws ConnectError when it shows none. */
  async ownAccount(): Promise<Account> {
    const { rows } = await this.accounts.list({ limit: 1 });
    const [account] = rows;
    if (!account) throw new ConnectError('fix', 'Connect shows no account to this connection.');
    return account;
  }

  accountUsers(accountId: string) {
    return this.of(
      { collection: 'accounts/{}/users', noun: 'user', module: 'Account', schema: User },
      accountId,
    );
  }

  get products() {
    return this.of({ collection: 'products', noun: 'product', module: 'Products', schema: Product });
  }

  productItems(productId: string) {
    return this.of(
      { collection: 'products/{}/items', noun: 'product item', module: 'Products', schema: ProductItem },
      productId,
    );
  }

  productParameters(productId: string) {
    return this.of(
      {
        collection: 'products/{}/parameters',
        noun: 'product parameter',
        module: 'Products',
        schema: ProductParameter,
      },
      productId,
    );
  }

  productTemplates(productId: string) {
    return this.of(
      {
        collection: 'products/{}/templates',
        noun: 'product template',
        module: 'Products',
        schema: ProductTemplate,
      },
      productId,
    );
  }

  /** The buttons of a product that its vendor's system answers. */
  productActions(productId: string) {
    return this.of(
      {
        collection: 'products/{}/actions',
        noun: 'product action',
        module: 'Products',
        schema: ProductAction,
      },
      productId,
    );
  }

  /** Where the actions of a product lead. */
  actionLinks(productId: string) {
    return this.of(
      { collection: 'products/{}/actions', noun: 'product action', module: 'Products', schema: ActionLink },
      productId,
    );
  }

  /** Which hubs a product is sold through, and under which contract. */
  productConnections(productId: string) {
    return this.of(
      {
        collection: 'products/{}/connections',
        noun: 'product connection',
        module: 'Products',
        schema: Connection,
      },
      productId,
    );
  }

  /** Which products are sold through a hub, and under which contract. */
  hubConnections(hubId: string) {
    return this.of(
      {
        collection: 'hubs/{}/connections',
        noun: 'hub connection',
        module: 'Marketplaces',
        schema: Connection,
      },
      hubId,
    );
  }

  get hubs() {
    return this.of({ collection: 'hubs', noun: 'hub', module: 'Marketplaces', schema: Hub });
  }

  get contracts() {
    return this.of({
      collection: 'contracts',
      noun: 'contract',
      module: 'Marketplaces',
      schema: Contract,
    });
  }

  /** Usage files: what vendors report and distributors accept. */
  get usageFiles() {
    return this.of({ collection: 'usage/files', noun: 'usage file', module: 'Usage', schema: UsageFile });
  }

  get usageRecords() {
    return this.of({
      collection: 'usage/records',
      noun: 'usage record',
      module: 'Usage',
      schema: UsageRecord,
    });
  }

  /** The parts of accepted usage files, one for each hub. */
  get usageChunks() {
    return this.of({ collection: 'usage/chunks', noun: 'chunk file', module: 'Usage', schema: UsageChunk });
  }

  get usageReconciliations() {
    return this.of({
      collection: 'usage/reconciliations',
      noun: 'usage reconciliation',
      module: 'Usage',
      schema: UsageReconciliation,
    });
  }

  get usageAggregates() {
    return this.of({
      collection: 'usage/aggregates',
      noun: 'usage aggregate',
      module: 'Usage',
      schema: UsageAggregate,
      keyOf: ({ item, asset }: Aggregate) => `${item?.id} ${asset?.id}`,
    });
  }

  /** What a product has for reporting its usage. */
  get usageProducts() {
    return this.of({ collection: 'usage/products', noun: 'product', module: 'Usage', schema: TemplateLink });
  }

  /** Questions and problems that one account brings before another. */
  get cases() {
    return this.of({ collection: 'helpdesk/cases', noun: 'case', module: 'Helpdesk', schema: Case });
  }

  caseAttachments(caseId: string) {
    return this.of(
      {
        collection: 'helpdesk/cases/{}/attachments',
        noun: 'attachment',
        module: 'Helpdesk',
        schema: CaseAttachment,
      },
      caseId,
    );
  }

  get conversations() {
    return this.of({
      collection: 'conversations',
      noun: 'conversation',
      module: 'Conversations',
      schema: Conversation,
    });
  }

  /** @param id of the conversation, or of its object. */
  conversationMessages(id: string) {
    return this.of(
      {
        collection: 'conversations/{}/messages',
        noun: 'conversation message',
        module: 'Conversations',
        schema: Message,
      },
      id,
    );
  }

  /** What Connect calls when something happens. */
  get webhooks() {
    return this.of({
      collection: 'notifications/webhooks',
      noun: 'webhook',
      module: 'Integrations',
      schema: Webhook,
    });
  }

  get marketplaces() {
    return this.of({
      collection: 'marketplaces',
      noun: 'marketplace',
      module: 'Marketplaces',
      schema: Marketplace,
    });
  }

  /** What runs in the background and ends in a file. */
  get reports() {
    return this.of({ collection: 'reporting/reports', noun: 'report', module: 'Reports', schema: Report });
  }

  get reportTemplates() {
    return this.of({
      collection: 'reporting/templates',
      noun: 'report template',
      module: 'Reports',
      schema: ReportTemplate,
    });
  }
}
