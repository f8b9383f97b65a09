/** A file that is sent to Connect as a form. */
export interface Upload {
  /** The form's name for the file: `usage_file`. */
  readonly field: string;
  readonly name: string;
  /** MIME type. */
  readonly type: string;
  readonly content: Uint8Array;
  /** What goes with it. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A form with a file, encoded as `multipart/form-data`. */
export const multipart = async ({ field, name, type, content, fields = {} }: Upload) => {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(field, new Blob([content as Uint8Array<ArrayBuffer>], { type }), name);
  const encoder = new Response(form);
  return {
    encoded: {
      type: encoder.headers.get('content-type') ?? '',
      content: Buffer.from(await encoder.arrayBuffer()),
    },
  };
};

/** The name that a web address gives to its file. */
export const fileNameOf = (address: string): string => {
  const last = new URL(address).pathname.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    // A percent sign that stands for itself.
    return last;
  }
};
