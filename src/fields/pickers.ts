import { picker } from './picker.ts';

/**
 * Fields that name an object of Connect, one for each kind: with its dropdown, and with the Find operation by which an
 * earlier step finds it. All forms use them; what one form says otherwise is the second argument.
 */

// Fulfillment

export const requestPicker = picker({
  label: 'Request ID',
  example: 'PR-0000-0000-0000-001',
  dynamic: 'request_choices.id.name',
  search: 'search_requests.id',
});

export const subscriptionPicker = picker({
  label: 'Subscription ID',
  example: 'AS-0000-0000-0000',
  dynamic: 'asset_choices.id.name',
  search: 'search_assets.id',
});

export const listingRequestPicker = picker({
  label: 'Listing Request ID',
  example: 'LSTR-000-000-000-001',
  dynamic: 'listing_request_choices.id.name',
  search: 'search_listing_request.id',
});

export const listingPicker = picker({
  label: 'Listing ID',
  example: 'LST-000-000-000',
  dynamic: 'listing_choices.id.name',
  search: 'find_listing.id',
});

export const billingRequestPicker = picker({
  label: 'Billing Request ID',
  example: 'BRV-0000-0000-0000-0001',
  dynamic: 'billing_request_choices.id.name',
  search: 'search_billing_requests.id',
});

// Catalogue

export const productPicker = picker({
  label: 'Product ID',
  example: 'PRD-000-000-000',
  dynamic: 'visible_products.id.name',
  search: 'find_product.id',
});

/** An item of the product that the form names otherwise; see `productOf`. */
export const itemPicker = picker({
  label: 'Item ID',
  example: 'PRD-000-000-000-0001',
  dynamic: 'product_items.id.name',
  search: 'find_product_item.id',
});

/** What a customer gets when a subscription's request is approved: a template of the form's product. */
export const activationTemplatePicker = picker({
  label: 'Template ID',
  example: 'TL-000-000-000',
  dynamic: 'activation_templates.id.title',
  search: 'find_product_template.id',
});

/** What asks for a correction of a subscription's request: a template of the form's product. */
export const inquiryTemplatePicker = picker({
  label: 'Template ID',
  example: 'TL-000-000-000',
  dynamic: 'inquiry_templates.id.title',
  search: 'find_product_template.id',
});

/** A fulfillment parameter of the form's product. */
export const fulfillmentParameterPicker = picker({
  label: 'Parameter',
  example: 'tenant_id',
  dynamic: 'fulfillment_parameters.id.title',
  // Requests know a parameter by its name.
  search: 'find_product_parameter.name',
});

/** Any template of the form's product. */
export const templatePicker = picker({
  label: 'Template ID',
  example: 'TL-000-000-000',
  dynamic: 'product_template_choices.id.name',
  search: 'find_product_template.id',
});

export const actionPicker = picker({
  label: 'Action ID',
  example: 'ACT-000-000-000-001',
  dynamic: 'product_action_choices.id.name',
  search: 'find_product_action.id',
});

// Marketplaces and accounts

export const hubPicker = picker({
  label: 'Hub ID',
  example: 'HB-0000-0000',
  dynamic: 'hubs.id.name',
  search: 'find_hub.id',
});

export const marketplacePicker = picker({
  label: 'Marketplace ID',
  example: 'MP-00000',
  dynamic: 'marketplaces.id.name',
  search: 'find_marketplace.id',
});

export const contractPicker = picker({
  label: 'Contract ID',
  example: 'CRD-00000-00000-00000',
  dynamic: 'contracts.id.name',
  search: 'find_contract.id',
});

/** Where a product is sold; the form names the product or the hub otherwise. */
export const connectionPicker = picker({
  label: 'Connection',
  example: 'CT-0000-0000-0000',
  dynamic: 'connection_choices.id.name',
  search: 'find_connection.id',
});
export const distributorPicker = picker({
  label: 'Distributor Account',
  example: 'PA-000-000',
  dynamic: 'distributor_choices.id.name',
  search: 'find_account.id',
});
export const vendorPicker = picker({
  label: 'Vendor Account',
  example: 'VA-000-000',
  dynamic: 'vendor_choices.id.name',
  search: 'find_account.id',
});
export const tierAccountPicker = picker({
  label: 'Customer Account',
  example: 'TA-0000-0000-0000',
  dynamic: 'tier_account_choices.id.name',
  search: 'find_tier_account.id',
});

export const accountRequestPicker = picker({
  label: 'Request ID',
  example: 'TAR-0000-0000-0000-001-001',
  dynamic: 'tier_account_request_choices.id.name',
  search: 'search_tier_account_requests.id',
});

export const tierConfigPicker = picker({
  label: 'Configuration ID',
  example: 'TC-000-000-000',
  dynamic: 'tier_config_choices.id.name',
  search: 'search_tier_configs.id',
});

export const tierConfigRequestPicker = picker({
  label: 'Request ID',
  example: 'TCR-000-000-000-001',
  dynamic: 'tier_config_request_choices.id.name',
  search: 'search_tier_config_requests.id',
});

/** What a reseller gets when a tier configuration request is approved: a template of its product and level. */
export const tierTemplatePicker = picker({
  label: 'Template ID',
  example: 'TL-000-000-000',
  dynamic: 'tier_templates.id.title',
  search: 'find_product_template.id',
});

/** A user of the connection's own account, by email address. */
export const userPicker = picker({
  label: 'User Email',
  example: 'alex@example.com',
  dynamic: 'account_users.email.name',
  search: 'find_user.email',
});

/** A user of the connection's own account, by ID. */
export const userIdPicker = picker({
  label: 'User ID',
  example: 'UR-000-000-000',
  dynamic: 'account_users.id.name',
  search: 'find_user.id',
});

/** Any account of Connect: a vendor's or a distributor's. */
export const accountPicker = picker({
  label: 'Account',
  example: 'PA-000-000',
  dynamic: 'account_choices.id.name',
  search: 'find_account.id',
});

// Helpdesk and conversations

export const casePicker = picker({
  label: 'Case ID',
  example: 'CA-000-000-000',
  dynamic: 'case_choices.id.name',
  search: 'search_cases.id',
});

export const conversationPicker = picker({
  label: 'Conversation ID',
  example: 'CO-000-000-000',
  dynamic: 'conversation_choices.id.name',
  search: 'search_conversations.id',
});

/** What a conversation is about: a request, a case or another object. */
export const conversedPicker = picker({
  label: 'Object ID',
  example: 'PR-0000-0000-0000-001',
  dynamic: 'conversation_choices.instance_id.name',
  search: 'search_conversations.instance_id',
});

/** A comment of the form's case. */
export const commentPicker = picker({
  label: 'Comment ID',
  example: 'ME-000-000-000-000-000-000',
  dynamic: 'case_comment_choices.id.name',
  search: 'search_comments.id',
});

// Usage

export const usageFilePicker = picker({
  label: 'Usage File ID',
  example: 'UF-2026-01-0000-0000',
  dynamic: 'usage_file_choices.id.name',
  search: 'find_usage_file.id',
});

export const usageChunkPicker = picker({
  label: 'Chunk File ID',
  example: 'UFC-2026-01-0000-0000-001',
  dynamic: 'usage_chunk_choices.id.name',
  search: 'find_usage_chunk.id',
});

export const usageRecordPicker = picker({
  label: 'Usage Record ID',
  example: 'UR-2026-01-0000-0000-0000-0001',
  dynamic: 'usage_record_choices.id.name',
  search: 'get_usage_records.id',
});

export const usageReconciliationPicker = picker({
  label: 'Reconciliation ID',
  example: 'URF-2026-01-0000-0000-001',
  dynamic: 'usage_reconciliation_choices.id.name',
  search: 'find_usage_reconciliation.id',
});

// Reports

export const reportPicker = picker({
  label: 'Report ID',
  example: 'REC-000-000-0000-000000',
  dynamic: 'report_choices.id.name',
  search: 'find_report.id',
});

export const reportTemplatePicker = picker({
  label: 'Report Template ID',
  example: 'RDC-000-000-0000',
  dynamic: 'report_template_choices.id.name',
});
