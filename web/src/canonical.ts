// Canonical JSON (RFC 8785): one text for one value, so that hashes and signatures agree. Pure; it never reads JSON.

import { failure } from './failure';

/** Names sorted by UTF-16 code units, numbers as ECMAScript writes them. Throws where text is no Unicode. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return '[' + value.map(canonical).join() + ']';
  if (value && typeof value === 'object') {
    const members = value as Record<string, unknown>;
    const names = Object.keys(members).sort();
    return '{' + names.map((name) => canonical(name) + ':' + canonical(members[name])).join() + '}';
  }
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw failure('unexpected');
  return JSON.stringify(value);
}
