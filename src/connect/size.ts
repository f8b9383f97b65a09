/** Zapier takes 6 MB from a step; the rest is room for its own envelope. In bytes. */
export const MAX_BYTES = 5_000_000;

/** What a value takes as JSON, in bytes: letters beyond ASCII take more than one. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
