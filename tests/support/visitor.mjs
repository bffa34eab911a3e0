// A visitor in a shipped wasm module, for tests of features: attributes, what features depend on besides them, and what
// features give and why. Records are written by the page's own code.
import { page } from '../web/bundle.mjs';

const { encodeTree } = await page('tree.ts');
const { faults } = await page('faults.ts');
const { urlFacts } = await page('features/facts.ts');
const { encode, start, set, settings } = await page('records.ts');
const decoder = new TextDecoder();

/** GrowthBook's getPath, over own properties; null where a step leads nowhere. */
function atPath(object, path) {
  let current = object;
  for (const step of path.split('.')) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, step)) return null;
    current = current[step];
  }
  return current ?? null;
}

/** The module of `wasm` with the pack open and a first visit begun. */
export class Visitor {
  #exports;
  #session;
  #time_ms = Date.UTC(2026, 0, 5);
  symbols;

  constructor(wasm, pack) {
    this.#exports = new WebAssembly.Instance(wasm, {}).exports;
    this.#exports._initialize();
    const at = this.#exports.assent_alloc(pack.length);
    this.#memory(at, pack.length).set(pack);
    this.#session = this.#exports.assent_open(at, pack.length);
    if (!this.#session) throw new Error('the module takes no such pack');
    this.symbols = JSON.parse(this.#text());
    const facts = this.symbols.context.map(() => '');
    this.#step(start({ seeds: new Uint8Array(16), gpc: false, region: '', pack_hash: '', token: '', facts, snapshot: new Uint8Array() }));
  }

  #memory = (at, length) => new Uint8Array(this.#exports.memory.buffer, at, length);
  #text = () => decoder.decode(this.#memory(this.#exports.assent_text(this.#session), this.#exports.assent_length(this.#session)));

  #put(record) {
    const at = this.#exports.assent_input(this.#session, record.length);
    this.#memory(at, record.length).set(record);
    return record.length;
  }

  #step(event) {
    const length = this.#put(encode(event, this.#time_ms));
    if (!this.#exports.assent_step(this.#session, length)) throw new Error('the record is malformed');
    const effects = JSON.parse(this.#text());
    const refused = effects.find((effect) => effect.do === 'refused');
    if (refused) throw new Error(`refused: ${faults[refused.code]}`);
  }

  /** Tells the module each attribute that it knows of; what is absent is null. */
  know(attributes) {
    this.symbols.attributes.forEach(({ id, path }, index) => {
      if (id === this.symbols.keeps) return;
      const value = atPath(attributes, path ?? id);
      const tree = encodeTree(value);
      if (!tree) throw new Error(`${id}: no value for a visitor`);
      if (value !== null) this.#step(set(index, { type: 'any', value: tree }));
    });
  }

  /** What features depend on besides: see `settings` in web/src/records.ts. `kept` names attributes by path. */
  surround({ url = '', enabled = true, tries_out = false, keeps = false, page_view = '', forced = [], kept = [] }) {
    const fact = urlFacts(url);
    const keeper = this.symbols.attributes.findIndex((each) => each.id === this.symbols.keeps);
    const idOf = (path) => this.symbols.attributes.find((each) => each.path === path)?.id;
    const list = kept.filter(({ path }) => idOf(path)).map(({ path, value, key, version, name }) => [key, name, idOf(path), value, version]);
    if (list.length) this.#step(set(keeper, { type: 'any', value: encodeTree(list) }));
    const record = settings({
      url, enabled, tries_out, keeps, page_view, forced, facts: this.symbols.context.map(fact),
    });
    if (!this.#exports.assent_setting(this.#session, this.#put(record))) throw new Error('the setting is malformed');
  }

  feature = (id) => (this.symbols.features ?? []).findIndex((each) => each.id === id);
  pathOf = (id) => this.symbols.attributes.find((each) => each.id === id).path;

  /** Source and value's index, -1 for null, of a feature by its index. */
  decide(feature) {
    const answer = this.#exports.assent_feature(this.#session, feature);
    return { source: answer >>> 16, value: (answer & 0xffff) - 1 };
  }

  /** The same with its reasons: wasm/feature_text.hpp. */
  explain(feature) {
    this.#exports.assent_explain(this.#session, feature);
    return JSON.parse(this.#text());
  }
}
