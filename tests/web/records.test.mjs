// Event records, byte by byte: the page writes them and wasm/records.cpp reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const records = await page('records.ts');
const now_ms = 1_767_225_600_123;

/** The bytes after kind and time, as hex. */
function bodyOf(event) {
  const record = records.encode(event, now_ms);
  const view = new DataView(record.buffer);
  assert.equal(view.getUint8(0), event.kind);
  assert.equal(view.getFloat64(1, true), now_ms);
  return Buffer.from(record.subarray(9)).toString('hex');
}

test('start_carries_seeds_flags_texts_facts_and_snapshot', () => {
  const event = records.start({
    seeds: Uint8Array.from({ length: 16 }, (_, index) => index),
    gpc: true,
    region: 'DE',
    pack_hash: 'ab',
    token: 't',
    facts: ['/é', ''],
    snapshot: Uint8Array.of(1, 2, 3),
  });
  assert.equal(event.kind, 1);
  const seeds = '000102030405060708090a0b0c0d0e0f';
  assert.equal(
    bodyOf(event),
    seeds + '01' + '02004445' + '02006162' + '010074' + '07000000' + '03002fc3a9' + '0000' + '03000000010203',
  );
});

test('every_small_event_has_its_kind_and_fields', () => {
  const cases = [
    [records.navigate(['/a']), 2, '0400000002002f61'],
    [records.shown(2), 3, '02'],
    [records.toggle(258, true), 4, '020101'],
    [records.choose('accept_all', true), 5, '0101'],
    [records.choose('reject_all', false), 5, '0200'],
    [records.choose('save', true), 5, '0301'],
    [records.answer(4, false, false), 6, '04000000'],
    [records.answer(4, true, true), 6, '04000101'],
    [records.adopt('device', Uint8Array.of(7, 8)), 15, '0600' + '646576696365' + '02000000' + '0708'],
    [records.migrate('klaro', 0, [0, 63], [9]), 16, '0500' + '6b6c61726f' + '0000000000000000' + '0100000000000080' + '0002000000000000'],
    [records.forget(records.every_attribute), 9, 'ffff'],
    [records.decide(), 10, ''],
    [records.expose(1), 11, '0100'],
    [records.flush(), 12, ''],
    [records.openPreferences(false), 13, '00'],
  ];
  for (const [event, kind, body] of cases) {
    assert.equal(event.kind, kind);
    assert.equal(bodyOf(event), body);
  }
});

test('values_of_every_type_are_written_behind_their_type', () => {
  const body = (value) => bodyOf(records.set(1, value));
  const zero = '0000000000000000';
  const none = '00000000';
  assert.equal(body({ type: 'boolean', value: true }), '0100' + '00' + '000000000000f03f' + none);
  assert.equal(body({ type: 'number', value: 1.5 }), '0100' + '01' + '000000000000f83f' + none);
  assert.equal(body({ type: 'text', value: 'ü' }), '0100' + '02' + zero + '02000000' + 'c3bc');
  assert.equal(body({ type: 'text_list', value: ['a', 'b'] }), '0100' + '03' + zero + '06000000' + '010061' + '010062');
  assert.equal(body({ type: 'date', value: -1 }), '0100' + '04' + '000000000000f0bf' + none);
  assert.equal(bodyOf(records.observe('s', { type: 'boolean', value: false })), '010073' + '00' + zero + none);
});

test('a_text_at_the_limit_is_whole_and_one_past_it_is_cut', () => {
  const length = (size) => bodyOf(records.navigate(['x'.repeat(size)])).length / 2 - 6;
  assert.equal(length(records.max_text_bytes), records.max_text_bytes);
  assert.equal(length(records.max_text_bytes + 1), records.max_text_bytes);
});

test('a_list_at_the_limit_is_whole_and_one_past_it_is_cut', () => {
  const count = (size) => (bodyOf(records.navigate(Array(size).fill(''))).length - 8) / 4;
  assert.equal(count(records.max_list_items), records.max_list_items);
  assert.equal(count(records.max_list_items + 1), records.max_list_items);
});
