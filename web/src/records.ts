// Writes event records for the core: little endian, one byte for the kind, the time, then the fields.
// Pure; it reads no clock and keeps nothing.

import { utf8 } from './bytes';

/** Limits of the record format. Texts are cut there: the core's own limits are lower and refuse what is that long. */
export const max_text_bytes = 0xffff;
export const max_list_items = 0xff;
/** Stands for every attribute in `forget`. */
export const every_attribute = 0xffff;

export type Layer = 1 | 2; // banner, preferences
export const acts = { accept_all: 1, reject_all: 2, save: 3, opt_out: 4, limit: 5 } as const;
export type Act = keyof typeof acts;

export type Value =
  | { type: 'boolean'; value: boolean }
  | { type: 'number'; value: number }
  | { type: 'text'; value: string }
  | { type: 'text_list'; value: readonly string[] }
  | { type: 'date'; value: number } // days since 1970-01-01
  | { type: 'any' | 'scores'; value: Uint8Array }; // a tree, or what encodeScores gives

/** Bytes, or fields one after another. */
type Field = Uint8Array | readonly Field[];

// Typed arrays have the byte order of the machine; every machine that runs a browser is little endian, as wasm is.
const bytesOf = (numbers: { buffer: ArrayBufferLike }) => new Uint8Array(numbers.buffer);
const u8 = (number: number | boolean) => Uint8Array.of(+number);
const u16 = (number: number) => bytesOf(Uint16Array.of(number));
const u32 = (number: number) => bytesOf(Uint32Array.of(number));
const f64 = (number: number) => bytesOf(Float64Array.of(number));
const set64 = (indexes: readonly number[]) =>
  bytesOf(BigUint64Array.of(indexes.reduce((set, index) => set | (1n << BigInt(index)), 0n)));
const cut = (content: string) => utf8(content).subarray(0, max_text_bytes);
const text = (content: string): Field => {
  const bytes = cut(content);
  return [u16(bytes.length), bytes];
};
/** Fields one behind the other. */
function join(fields: Field): Uint8Array {
  const parts = [fields].flat(Infinity as 1) as Uint8Array[];
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
const block = (content: Field): Field => {
  const bytes = join(content);
  return [u32(bytes.length), bytes];
};
const texts = (list: readonly string[]): Field => block(list.slice(0, max_list_items).map(text));

const types: readonly string[] = ['boolean', 'number', 'text', 'text_list', 'date', 'any', 'scores'];
/** The type, a number and a text: what a type does not use is 0 or empty. */
const value = ({ type, value: of }: Value): Field => [
  u8(types.indexOf(type)),
  f64(typeof of === 'object' || typeof of === 'string' ? 0 : +of),
  of instanceof Uint8Array ? block(of) : typeof of === 'object' ? texts(of) : block(typeof of === 'string' ? cut(of) : []),
];

/** An event without its time: the bytes of a record are made by `encode`. */
export interface Event {
  kind: number;
  fields: Field[];
  /** Of what only an export of full.wasm takes (web/src/full-core.ts): its name, and what it is given before the time. */
  asks?: readonly [name: string, ...given: number[]];
}
const event = (kind: number, ...fields: Field[]): Event => ({ kind, fields });

export interface Beginning {
  seeds: Uint8Array; // 16 random bytes
  gpc: boolean;
  region: string;
  pack_hash: string;
  token: string;
  facts: string[]; // in the order of Symbols.context
  snapshot: Uint8Array; // empty: first visit
}

export const start = (of: Beginning): Event =>
  event(
    1,
    of.seeds,
    u8(of.gpc),
    text(of.region),
    text(of.pack_hash),
    text(of.token),
    texts(of.facts),
    block(of.snapshot),
  );
export const navigate = (facts: string[]): Event => event(2, texts(facts));
export const shown = (layer: Layer): Event => event(3, u8(layer));
export const toggle = (purpose: number, on: boolean): Event => event(4, u16(purpose), u8(on));
export const choose = (act: Act, trusted: boolean): Event => event(5, u8(acts[act]), u8(trusted));
/** One purpose at somebody's word; a grant must be trusted. */
export const answer = (purpose: number, grant: boolean, trusted: boolean): Event =>
  event(6, u16(purpose), u8(grant), u8(trusted));
export const set = (attribute: number, to: Value): Event => event(7, u16(attribute), value(to));
export const observe_kind = 8;
export const observe = (signal: string, of: Value): Event => event(observe_kind, text(signal), value(of));
export const forget_kind = 9;
export const forget = (attribute: number): Event => event(forget_kind, u16(attribute));
export const decide = (): Event => event(10);
export const expose_kind = 11;
export const expose = (slot: number): Event => event(expose_kind, u16(slot));
export const flush_kind = 12;
export const flush = (): Event => event(flush_kind);
export const openPreferences = (open: boolean): Event => event(13, u8(open));
export const declareAge = (of_age: boolean, trusted: boolean): Event => event(14, u8(of_age), u8(trusted));
export const adopt = (from: string, choices: Uint8Array): Event => event(15, text(from), block(choices));
/** `granted`, `denied`: purposes by index. */
export const migrate = (from: string, given_ms: number, granted: readonly number[], denied: readonly number[]): Event =>
  event(16, text(from), f64(given_ms), set64(granted), set64(denied));

/** An event for an export of full.wasm that leaves effects, as a step does; `fields` are its record, if it takes one. */
const asking = (name: string, given: number[], ...fields: Field[]): Event => ({
  kind: 0, // no core takes it as a record
  fields,
  asks: [name, ...given],
});

/** Switches an attribute off, or on again: it is kept, and read as absent. */
export const switchOff = (attribute: number, off: boolean): Event => asking('switch', [attribute, +off]);

/** Tells what a feature gave. */
export const tellFeature = (feature: number): Event => asking('tell', [feature]);

/** A goal was reached. */
export const reachGoal = (goal: number): Event => asking('goal', [goal]);

/** What features depend on besides the visitor's attributes. */
export interface Setting {
  enabled: boolean; // experiments run
  tries_out: boolean; // only where a variation is forced
  keeps: boolean; // what was given once is given again
  url: string;
  page_view: string; // random, of this page view
  facts: readonly string[]; // in the order of Symbols.context
  forced: readonly { key: string; variation: number }[];
}
/** The record for full.wasm: wasm/setting_record.hpp. */
export const settings = (of: Setting): Uint8Array =>
  join([
    u8(+of.enabled | (+of.tries_out << 1) | (+of.keeps << 2)),
    block(cut(of.url)),
    block(cut(of.page_view)),
    of.facts.map((fact) => block(cut(fact))),
    u16(of.forced.length),
    of.forced.map(({ key, variation }) => [text(key), u32(variation)]),
  ]);

/** The record that an event hands to the export that it asks, if it takes one. */
export const recordOf = ({ fields }: Event): Uint8Array | undefined => (fields.length ? join(fields) : undefined);

/** The record of an event at `now_ms`, milliseconds since 1970-01-01 UTC. */
export const encode = (of: Event, now_ms: number): Uint8Array => join([u8(of.kind), f64(now_ms), of.fields]);
