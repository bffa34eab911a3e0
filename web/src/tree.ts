// Writes a tree for the core: any value that a page gives, together with what JavaScript makes of it. The format is in
// src/profile/tree.hpp. Pure; of the value it runs nothing but getters, and it never throws.

import { utf8 } from './bytes';

/** Limits of a record: the core refuses what passes them. A value that holds no other is one level. */
export const max_tree_bytes = 65_536;
export const max_tree_depth = 32;

/** Bytes, or fields one after another. */
type Field = Uint8Array | readonly Field[];
interface Written {
  tag: number;
  text: string;
  record: Field;
}

// Tags, apart so that the build puts the numbers in their places; 1 is false.
const no_value = 0;
const yes = 2;
const number = 3;
const text = 4;
const list = 5;
const object = 6;

function tagOf(value: unknown): number {
  if (typeof value === 'boolean') return value ? yes : 1;
  if (typeof value === 'number' || typeof value === 'bigint') return number;
  if (typeof value === 'string') return text;
  if (!value || typeof value !== 'object') return no_value;
  return Array.isArray(value) ? list : object;
}

/** `inside`: the texts of a list's items. */
function textOf(tag: number, value: unknown, inside: readonly string[]): string {
  if (tag === object) return '[object Object]';
  if (tag === list) return inside.join();
  return String(tag === number ? Number(value) : tag ? value : null);
}

/** Counts the bytes that it hands out, and throws past the limit. */
function createFields() {
  let used = 0;
  const put = (bytes: Uint8Array) => {
    used += bytes.length;
    if (used > max_tree_bytes) throw RangeError();
    return bytes;
  };
  const u32 = (of: number) => put(new Uint8Array(Uint32Array.of(of).buffer));
  return {
    used: () => used,
    u8: (of: number) => put(Uint8Array.of(of)),
    u32,
    f64: (of: number) => put(new Uint8Array(Float64Array.of(of).buffer)),
    block: (of: string): Field => {
      const bytes = put(utf8(of));
      return [u32(bytes.length), bytes];
    },
  };
}

/** Throws past a limit and where a getter does. */
function write(value: unknown, fields: ReturnType<typeof createFields>, levels: number): Written {
  if (!levels) throw RangeError();
  const tag = tagOf(value);
  const keys = tag === object ? Object.keys(value as object) : [];
  const count = tag === list ? (value as unknown[]).length : keys.length;
  const before = fields.used();
  const texts: string[] = [];
  const members: Field[] = [];
  for (let at = 0; at < count; ++at) {
    const key = keys[at];
    if (key !== undefined) members.push(fields.block(key));
    const member = write((value as Record<string, unknown>)[key ?? at], fields, levels - 1);
    members.push(member.record);
    texts.push(member.tag ? member.text : ''); // as join() has it
  }
  const inside = fields.used() - before;
  const as_text = textOf(tag, value, texts);
  const folded = as_text.toLowerCase();
  const record = [
    fields.u8(tag),
    fields.f64(tag < number ? +(tag === yes) : +as_text),
    fields.block(as_text),
    fields.block(folded === as_text ? '' : folded),
    tag < list ? [] : [fields.u32(texts.length), fields.u32(inside), members],
  ];
  return { tag, text: as_text, record };
}

/**
 * The record of `value`: what JSON does not know counts as null, a bigint as its number, and any object that is no
 * array as its own enumerable properties. Undefined past a limit, which a cycle passes, and where a getter throws.
 */
export function encodeTree(value: unknown): Uint8Array<ArrayBuffer> | undefined {
  try {
    const parts = [write(value, createFields(), max_tree_depth).record].flat(Infinity as 1) as Uint8Array[];
    return Uint8Array.from(parts.flatMap((part) => [...part]));
  } catch {
    return undefined;
  }
}
