// A page may stay open for days: a million steps through core.wasm must leave its memory as large as it was after the
// first few thousand. Every kind of event comes by, and in between the ones that come by themselves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { coreFile, examplePack } from '../support/example.mjs';

const steps = 1_000_000;
const warm_up_steps = 20_000;
const begins_ms = Date.UTC(2026, 0, 5, 9);

function open(bytes) {
  const module = new WebAssembly.Module(readFileSync(coreFile));
  const core = new WebAssembly.Instance(module, {}).exports;
  core._initialize();
  const at = core.assent_alloc(bytes.length);
  new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  const session = core.assent_open(at, bytes.length);
  assert.notEqual(session, 0, 'the pack is refused');
  const text = () => Buffer.from(core.memory.buffer, core.assent_text(session), core.assent_length(session)).toString();
  return {
    symbols: JSON.parse(text()),
    memory: () => core.memory.buffer.byteLength,
    decide: slot => core.assent_decide(session, slot),
    text,
    step(record) {
      const input = core.assent_input(session, record.length);
      new Uint8Array(core.memory.buffer, input, record.length).set(record);
      return core.assent_step(session, record.length);
    },
  };
}

const u8 = value => Buffer.of(Number(value));
const u16 = value => { const out = Buffer.alloc(2); out.writeUInt16LE(value); return out; };
const u32 = value => { const out = Buffer.alloc(4); out.writeUInt32LE(value); return out; };
const f64 = value => { const out = Buffer.alloc(8); out.writeDoubleLE(value); return out; };
const str = text => Buffer.concat([u16(Buffer.byteLength(text)), Buffer.from(text)]);
const block = bytes => Buffer.concat([u32(bytes.length), bytes]);
const facts = count => block(Buffer.concat(Array.from({ length: count }, (_, each) => str(each === 0 ? '/trips' : ''))));

/** The records of one round, without their times: everything a visitor and a page do, with values of changing length. */
function round(symbols) {
  const attribute = id => u16(symbols.attributes.findIndex(each => each.id === id));
  const text = value => Buffer.concat([u8(2), f64(0), block(Buffer.from(value))]);
  const number = value => Buffer.concat([u8(1), f64(value), u32(0)]);
  const record = (kind, ...fields) => ({ kind, fields: Buffer.concat(fields) });
  const set = (id, value) => record(7, attribute(id), value);
  const start = record(1, Buffer.alloc(16, 7), u8(0), str('DE'), str('a'.repeat(64)), str('token'), facts(symbols.context.length), u32(0));
  const idle = Array.from({ length: 60 }, () => [record(12), record(3, u8(0)), record(11, u16(0))]).flat();
  return [
    start, record(10), record(3, u8(1)), record(5, u8(1), u8(1)), record(12), record(11, u16(0)),
    ...[1, 40, 256, 257].map(length => set('home', text('x'.repeat(length)))),
    set('age', number(34)), set('age', number(70)), set('party', text('family')), record(12),
    ...['alps', 'sea', 'city'].map(category => record(8, str('view-category'), text(category))),
    record(8, str('view-trip'), number(1)), record(12), record(11, u16(0)), ...idle, record(2, facts(symbols.context.length)),
    record(13, u8(1)), record(4, u16(1), u8(0)), record(5, u8(3), u8(1)), record(12), record(9, u16(0xffff)),
    record(6, u16(2)), record(5, u8(2), u8(1)), record(12), record(99), record(11, u16(999)),
  ];
}

test('a_million_steps_leave_memory_flat', { timeout: 600_000 }, () => {
  const core = open(examplePack());
  const records = round(core.symbols);
  const told = { send: 0, persist: 0, erase: 0 };
  let warm_bytes = 0;
  for (let step = 0; step < steps; ++step) {
    const { kind, fields } = records[step % records.length];
    core.step(Buffer.concat([u8(kind), f64(begins_ms + step * 100), fields]));
    core.decide(step % core.symbols.slots.length);
    if (step < warm_up_steps) {
      for (const kind of Object.keys(told)) told[kind] += core.text().split(`{"do":"${kind}"`).length - 1;
      warm_bytes = core.memory();
    }
  }
  for (const [kind, count] of Object.entries(told)) assert.ok(count > 50, `only ${count} effects "${kind}" in the warm-up`);
  assert.equal(core.memory(), warm_bytes, 'memory grew after the warm-up');
});
