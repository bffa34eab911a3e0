// What another consent manager left behind, in one form for all of them, and what their formats have in common. Pure;
// never believes more than what a text says plainly.

import { parse } from '../plain';

/** Longest text that is looked at. A cookie has 4,096 bytes at the most; storage may hold more. */
export const max_text_chars = 16_384;
/** Categories that one source may answer for; with more of them it is not believed. */
export const max_categories = 128;

/** Reads one cookie or one storage key; undefined: it is not there, or too long. */
export interface Left {
  cookie(name: string): string | undefined;
  stored(key: string): string | undefined;
}

/** `cookies` as a document has them; of two of a name the first counts, as for the source itself. */
export function leftIn(cookies: string, area: () => Pick<Storage, 'getItem'>): Left {
  const short = (text: string | null | undefined) => (text && text.length <= max_text_chars ? text : undefined);
  return {
    cookie(name) {
      const found = cookies.split(';').find((cookie) => cookie.trimStart().startsWith(name + '='));
      return short(found?.slice(found.indexOf('=') + 1).trim());
    },
    stored(key) {
      try {
        return short(area().getItem(key));
      } catch {
        return undefined; // The browser gives no storage.
      }
    },
  };
}

export interface Foreign {
  given_ms: number; // 0: the source does not say
  ends_ms?: number; // when the source itself stops believing it
  answers: ReadonlyMap<string, boolean>; // by category
  /** True: a category that is not named was refused. */
  is_complete?: boolean;
}

/** Reads one source; undefined: no answer of a visitor's. May throw on what is damaged, which means the same. */
export type Read = (left: Left) => Foreign | undefined;

/** The same category twice counts as refused, unless both say granted. Throws where there are too many. */
export function collect(pairs: Iterable<readonly [category: string, granted: boolean]>): ReadonlyMap<string, boolean> {
  const answers = new Map<string, boolean>();
  for (const [category, granted] of pairs) {
    answers.set(category, granted && answers.get(category) !== false);
    if (answers.size > max_categories) throw new RangeError('too many categories');
  }
  return answers;
}

/** A time in ms from a number or a text of digits, or from a date that is written out; 0: it is none. */
export function timeOf(given: unknown): number {
  const is_number = typeof given === 'number' || (typeof given === 'string' && /^\d{1,15}$/.test(given));
  const time_ms = is_number ? Number(given) : typeof given === 'string' ? Date.parse(given) : 0;
  return time_ms > 0 && Number.isFinite(time_ms) ? time_ms : 0;
}

/** A value as it was before it went into a cookie. Throws URIError. */
export const decoded = (text: string): string => decodeURIComponent(text.replace(/^"(.*)"$/s, '$1'));

/** A JSON object, encoded for a cookie or not. Throws where it is none. */
export function parseObject(text: string): Record<string, unknown> {
  const value = parse(text.startsWith('{') ? text : decoded(text));
  if (!value || typeof value !== 'object' || Array.isArray(value)) throw new TypeError('no object');
  return value as Record<string, unknown>;
}

/** `a:1,b:2` as pairs; what has no colon is left out. */
export const pairsOf = (text: string): [name: string, value: string][] =>
  text.split(',').flatMap((pair) => {
    const at = pair.indexOf(':');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
  });
