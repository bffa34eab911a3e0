// The engines of the personalization bench. Each is made ready for every visitor before anything is timed; what it
// makes for a case is a function from a visitor's place to the value that the visitor gets.
import { GrowthBook, GrowthBookClient } from '@growthbook/growthbook';
import jsonLogic from 'json-logic-js';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import { encode, set, start } from '../../../web/src/records';
import { encodeTree } from '../../../web/src/tree';
import { logic, payload, rules, splitOf, visitors } from './personalization-cases.mjs';

const now_ms = Date.UTC(2026, 0, 5);

/** One instance of the module with a session for each visitor, all of them over the same bytes of the pack. */
function openSessions(wasm, pack) {
  const core = new WebAssembly.Instance(wasm, {}).exports;
  core._initialize();
  const memory = (at, length) => new Uint8Array(core.memory.buffer, at, length);
  const put = (session, record) => (memory(core.assent_input(session, record.length), record.length).set(record), record.length);
  const step = (session, record) => {
    if (!core.assent_step(session, put(session, record))) throw new Error('the record is malformed');
  };
  // A session is never closed, so that its pack, which it takes over, may be another's as well: a page has it once.
  const bytes = core.assent_alloc(pack.length);
  memory(bytes, pack.length).set(pack);
  let symbols;
  const open = (visitor) => {
    const session = core.assent_open(bytes, pack.length);
    if (!session) throw new Error('the module takes no such pack');
    symbols ??= JSON.parse(new TextDecoder().decode(memory(core.assent_text(session), core.assent_length(session))));
    const facts = symbols.context.map(() => '');
    step(session, encode(start({ seeds: new Uint8Array(16), gpc: false, region: '', pack_hash: '', token: '', facts, snapshot: new Uint8Array() }), now_ms));
    symbols.attributes.forEach(({ path }, index) => step(session, recordOf(index, visitor[path])));
    return session;
  };
  const sessions = visitors.map(open);
  return { core, sessions, symbols, step };
}
const recordOf = (attribute, value) => encode(set(attribute, { type: 'any', value: encodeTree(value) }), now_ms);

function assent(name, { core, sessions, symbols }) {
  const id = symbols.features.findIndex((feature) => feature.id === name);
  const values = symbols.features[id].values;
  return (at) => values[(core.assent_feature(sessions[at], id) & 0xffff) - 1];
}

/** With an attribute that has changed before each decision; it changes to what it was. */
function assentAfterChange(name, opened) {
  const decide = assent(name, opened);
  const age = opened.symbols.attributes.findIndex(({ path }) => path === 'age');
  const records = visitors.map((visitor) => recordOf(age, visitor.age));
  return (at) => {
    opened.step(opened.sessions[at], records[at]);
    return decide(at);
  };
}

function growthbookForEach(name) {
  const all = visitors.map((attributes) => new GrowthBook({ ...payload, attributes }));
  return (at) => all[at].evalFeature(name).value;
}

/** `Client`: GrowthBookClient, from wherever it was loaded. */
const growthbookForAll = (Client) => (name) => {
  const client = new Client({}).initSync({ payload });
  const users = visitors.map((attributes) => ({ attributes }));
  return (at) => client.evalFeature(name, users[at]).value;
};

function jsonLogicJs(name) {
  const asked = logic(name);
  const split = splitOf(name);
  return (at) => split(jsonLogic.apply(asked, visitors[at]), visitors[at]);
}

function jsonLogicEngine(name) {
  const compiled = new LogicEngine().build(logic(name));
  const split = splitOf(name);
  return (at) => split(compiled(visitors[at]), visitors[at]);
}

function jsonRulesEngine(name) {
  const engine = new Engine(rules(name));
  const split = splitOf(name);
  return async (at) => {
    const { events } = await engine.run(visitors[at]);
    return split(events.length > 0 ? events[0].params.at : -1, visitors[at]);
  };
}

export const ours = 'Assent';
export const peers = {
  each: 'GrowthBook, an instance a visitor',
  all: 'GrowthBookClient, a context a visitor',
  unbundled: 'GrowthBookClient, not bundled',
};

/** Every engine by its name: { asynchronous, make(name of a case) }. `unbundled`: GrowthBookClient as its package has it. */
export function engines(wasm, pack, unbundled) {
  const opened = openSessions(wasm, pack);
  return new Map([
    [ours, { make: (name) => assent(name, opened) }],
    ['Assent, an attribute set before', { make: (name) => assentAfterChange(name, opened) }],
    [peers.each, { make: growthbookForEach }],
    [peers.all, { make: growthbookForAll(GrowthBookClient) }],
    ...(unbundled ? [[peers.unbundled, { make: growthbookForAll(unbundled) }]] : []),
    ['json-logic-js *', { make: jsonLogicJs }],
    ['json-logic-engine, compiled *', { make: jsonLogicEngine }],
    ['json-rules-engine, async *', { asynchronous: true, make: jsonRulesEngine }],
  ]);
}
