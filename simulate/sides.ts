/** Who has a connection with Connect. */
export const SIDES = ['vendor', 'distributor', 'otherDistributor'] as const;
export type Who = (typeof SIDES)[number];

/** How stories call them. */
export const NAME_OF: Readonly<Record<Who, string>> = {
  vendor: 'vendor',
  distributor: 'distributor',
  otherDistributor: 'other distributor',
};
