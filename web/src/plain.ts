// Records that a polluted Object.prototype cannot change. Never hands out an object that inherits anything.

/** The same record without a prototype: what is absent stays absent. For option records and parsed JSON. */
export const bare = <T extends object>(record: T): T => Object.setPrototypeOf(record, null);

/** JSON text as plain values. Throws SyntaxError. */
export const parse = (text: string): unknown =>
  JSON.parse(text, (_, value) => (value && typeof value === 'object' && !Array.isArray(value) ? bare(value) : value));
