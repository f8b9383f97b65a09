/** What all modules speak of: accounts of Connect, and names of objects. */

export interface Reference {
  id: string;
  name: string;
}

export interface Account extends Reference {
  type: 'vendor' | 'provider';
  role: 'vendor' | 'distributor';
  brand: string;
  external_id: string;
  events: { created: { at: string } };
}

/** When something happened, and by whom. */
export interface Stamp {
  at: string;
  by?: Reference;
}

/** An object by its ID and name alone. */
export const ref = ({ id, name }: Reference): Reference => ({ id, name });
