/** How objects of the catalogue are named, and looked for by their names. */

/** "Example Cloud Backup (PRD-838-787-106)": people choose by name, and see which of two equal names it is. */
export const named = (name: string | null | undefined, id: string) => (name ? `${name} (${id})` : id);

/** A field for a part of a name. @param example such a part. */
export const nameContains = (example: string) => ({
  key: 'name',
  label: 'Name Contains',
  helpText: `A part of the name, in capitals or small letters, for example \`${example}\`.`,
});
