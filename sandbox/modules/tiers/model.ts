/** Customers and resellers, in the form in which the API shows them. */

export interface Contact {
  [key: string]: unknown;
}

export interface TierAccount {
  id: string;
  name: string;
  external_id: string;
  external_uid: string;
  contact_info: Contact;
}
