/** Something that is made when it is asked for, and once: a start pays for what its one step needs. */
export const once = <T extends object>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
