// Canonical JSON in the page, what a receipt proves, and where receipts are kept. The cases of RFC 8785 are public.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { canonical } = await page('canonical.ts');
const { receipt_schema, receiptFault } = await page('transport/receipt.ts');
const { createReceipts, splitReceipt } = await page('receipts.ts');
const { createRecord } = await page('record.ts');

const vectors = join(import.meta.dirname, '../../../shared/vectors/jcs-rfc8785.json');

test('canonical_json_is_that_of_rfc_8785', { skip: !existsSync(vectors) && 'no ../shared/vectors' }, () => {
  const { vectors: cases } = JSON.parse(readFileSync(vectors, 'utf8'));
  assert.ok(cases.length > 0);
  for (const { name, inputUtf8, expectedHex } of cases)
    assert.equal(Buffer.from(canonical(JSON.parse(inputUtf8))).toString('hex'), expectedHex, name);
});

test('half_a_character_has_no_canonical_form', () => {
  assert.throws(() => canonical('\ud800'));
  assert.throws(() => canonical({ '\udc00': 1 }));
  assert.equal(canonical('\ud83d\ude00'), '"😀"');
});

const keys = generateKeyPairSync('ed25519');
const rawKey = ({ publicKey }) => publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
const key = rawKey(keys);
const body = '{"schema_version":"assent-1","record_id":"r1","site":"shop","purposes":[{"purpose":"ads","state":"granted"}]}';

/** A receipt as the collector makes it, with `changes` before and `forgery` after it is signed. */
function receiptFor(record, changes = {}, forgery = {}) {
  const said = {
    schema_version: receipt_schema,
    receipt_id: 'a',
    record_id: 'r1',
    site: 'shop',
    time: '2026-11-26T12:00:00.000Z',
    record_sha256: createHash('sha256').update(canonical(JSON.parse(record))).digest('hex'),
    unproven: false,
    key_id: 'k',
    ledger: null,
    ...changes,
  };
  const signature = sign(null, Buffer.from(canonical(said)), keys.privateKey).toString('base64');
  return JSON.stringify({ ...said, signature, ...forgery });
}

test('a_genuine_receipt_has_no_fault_in_whatever_order_it_is_written', async () => {
  const receipt = receiptFor(body);
  assert.equal(await receiptFault(receipt, body, 'shop', key), undefined);
  const turned = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(receipt)).reverse()), null, 2);
  assert.equal(await receiptFault(turned, body, 'shop', key), undefined);
  assert.equal(await receiptFault(receiptFor(body, { ledger: { index: 7 } }), body, 'shop', key), undefined);
});

test('each_thing_a_receipt_must_say_is_checked', async () => {
  const of = (...changes) => receiptFault(receiptFor(body, ...changes), body, 'shop', key);
  assert.equal(await of({ schema_version: 'assent-receipt-2' }), 'schema_version');
  assert.equal(await of({ site: 'other' }), 'site');
  assert.equal(await of({ record_id: 'r2' }), 'record_id');
  assert.equal(await of({ record_sha256: '0'.repeat(64) }), 'record_sha256');
  for (const forgery of [{ unproven: true }, { time: 'later' }, { ledger: 1 }, { more: 1 }, { signature: 'AAAA' }])
    assert.equal(await of({}, forgery), 'signature', JSON.stringify(forgery));
  assert.equal(await receiptFault(receiptFor(body), body, 'shop', rawKey(generateKeyPairSync('ed25519'))), 'signature');
  assert.equal(await receiptFault(receiptFor(body), body.replace('ads', 'adt'), 'shop', key), 'record_sha256');
  for (const text of ['', '{', 'null', '[]', '{}', '"x"', receiptFor(body, {}, { signature: null }), receiptFor(body, {}, { signature: '%' })])
    assert.ok(await receiptFault(text, body, 'shop', key), text);
});

test('one_altered_letter_anywhere_in_a_receipt_is_seen', async () => {
  const receipt = receiptFor(body);
  for (let at = 0; at < receipt.length; at++) {
    const altered = receipt.slice(0, at) + String.fromCharCode(receipt.charCodeAt(at) ^ 1) + receipt.slice(at + 1);
    assert.ok(await receiptFault(altered, body, 'shop', key), `letter ${at}`);
  }
});

/** localStorage with what is in `entries`, for createReceipts; `record` is the page's. */
function kept(entries) {
  globalThis.localStorage = {
    getItem: (name) => entries[name] ?? null,
    setItem: (name, text) => void (entries[name] = text),
    removeItem: (name) => void delete entries[name],
  };
  const record = createRecord({
    read: () => entries['assent:shop:record'] ?? null,
    write: (text) => (text === null ? delete entries['assent:shop:record'] : (entries['assent:shop:record'] = text)),
  });
  return { record, received: createReceipts('shop', record) };
}
const send = (subject, of = body) => ({ route: 'consents', subject, body: of });

test('a_receipt_is_stored_where_its_record_is_stored', () => {
  const entries = { 'assent:shop': 'snapshot' };
  const { record, received } = kept(entries);
  record.keep(send(true));
  received({ body }, 'RECEIPT');
  assert.deepEqual(splitReceipt(entries['assent:shop:record']), [body, 'RECEIPT']);
  assert.deepEqual(splitReceipt(record.read()), [body, 'RECEIPT']);
});

test('the_receipt_of_a_refusal_is_kept_in_memory_only', () => {
  const entries = { 'assent:shop': 'snapshot' };
  const { record, received } = kept(entries);
  record.keep(send(false));
  received({ body }, 'RECEIPT');
  assert.deepEqual(entries, { 'assent:shop': 'snapshot' });
  assert.deepEqual(splitReceipt(record.read()), [body, 'RECEIPT']);
});

test('the_receipt_of_a_withdrawal_stores_nothing_after_everything_was_erased', () => {
  const entries = { 'assent:shop': 'snapshot' };
  const { record, received } = kept(entries);
  record.keep(send(true));
  record.erase();
  received({ body }, 'RECEIPT');
  assert.deepEqual(entries, { 'assent:shop': 'snapshot' });
  assert.deepEqual(splitReceipt(record.read()), [body, 'RECEIPT']);
});

test('a_receipt_that_another_tab_fetched_is_stored_and_one_that_comes_late_changes_nothing', () => {
  const entries = { 'assent:shop': 'snapshot', 'assent:shop:record': body };
  const { record, received } = kept(entries);
  received({ body }, 'RECEIPT');
  assert.deepEqual(splitReceipt(entries['assent:shop:record']), [body, 'RECEIPT']);
  entries['assent:shop:record'] = 'a newer record';
  record.keep(send(false, 'mine'));
  entries['assent:shop:record'] = 'a newer record';
  received({ body: 'mine' }, 'RECEIPT');
  assert.equal(entries['assent:shop:record'], 'a newer record');
});

test('a_record_without_a_receipt_is_still_a_record', () => {
  assert.deepEqual(splitReceipt(body), [body, undefined]);
});
