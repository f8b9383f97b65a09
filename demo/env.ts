/** Imported before Zapier's core: so it checks what operations return, as the editor does, and keeps its own log quiet. */
process.env['NODE_ENV'] ??= 'test';
