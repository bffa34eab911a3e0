// The consent record that the visitor reads: where it is kept, and what stands in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { coreFile, examplePolicy } from '../support/example.mjs';
import { page } from './bundle.mjs';

const { createRecord } = await page('record.ts');
const { describeRecord } = await page('elements/preferences/record.ts');
const { openCore } = await page('core.ts');
const { complete } = await page('second-layer.ts');
const records = await page('records.ts');

const { pack, layers } = examplePolicy();
const core = await openCore(readFileSync(coreFile), pack);
const symbols = complete(core.symbols, JSON.parse(layers));
const facts = core.symbols.context.map(() => '');
core.step(records.start({
  seeds: new Uint8Array(16).fill(7), gpc: false, region: 'DE', pack_hash: 'a'.repeat(64), token: 'token', facts, snapshot: new Uint8Array(),
}));
core.step(records.shown(1));
const send = core.step(records.choose('accept_all', true)).find((effect) => effect.do === 'send');

function cell() {
  let text = null;
  return { read: () => text, write: (to) => void (text = to) };
}

test('a_record_of_a_grant_is_kept_and_one_of_a_refusal_is_for_this_page_only', () => {
  const storage = cell();
  const record = createRecord(storage);
  assert.equal(record.read(), null);
  record.keep({ route: 'consents', subject: true, body: 'granted' });
  record.keep({ route: 'events', subject: true, body: 'event' });
  assert.equal(record.read(), 'granted');
  assert.equal(createRecord(storage).read(), 'granted');
  record.keep({ route: 'consents', subject: false, body: 'refused' });
  assert.equal(record.read(), 'refused');
  assert.equal(storage.read(), null);
});

test('an_erased_record_is_gone_from_storage_and_still_shown', () => {
  const storage = cell();
  const record = createRecord(storage);
  record.keep({ route: 'consents', subject: true, body: 'withdrawn' });
  record.erase();
  assert.equal(storage.read(), null);
  assert.equal(record.read(), 'withdrawn');
});

test('a_described_record_has_the_fields_of_the_standard_and_the_record_as_it_was_sent', () => {
  globalThis.location = { href: 'https://shop.example/trips/' };
  const described = describeRecord(send.body, symbols);
  delete globalThis.location;
  const sent = JSON.parse(send.body);
  assert.equal(described.header.record_id, sent.record_id);
  assert.equal(described.as_sent, send.body);
  assert.equal(described.receipt, null);
  const { purposes, ...processing } = described.pii_processing;
  assert.equal(processing.privacy_notice, 'https://shop.example/privacy.html');
  assert.equal(processing.privacy_notice_sha256, sent.privacy_notice);
  assert.equal(processing.regime, 'eu-gdpr');
  assert.equal(processing.language, 'en');
  assert.deepEqual(purposes.map(({ purpose, consent_state }) => [purpose, consent_state]), [
    ['necessary', 'none'], ['personalization', 'granted'], ['measurement', 'granted'], ['marketing', 'granted'],
    ['accessible-trips', 'none'],
  ]);
  const [, personalization] = purposes;
  assert.equal(personalization.lawful_basis, 'consent');
  assert.equal(personalization.retention_period, 'P365D');
  assert.equal(personalization.jurisdiction, 'DE');
  assert.ok(personalization.pii_information.length > 5);
  assert.ok(personalization.recipient_third_parties.length > 0 && personalization.withdrawal_method);
  assert.equal(described.party_identification[0].party_contact, 'privacy@aurora-travel.example');
  assert.equal(described.event.event_type, 'accept_all');
  assert.equal(described.event.layer, 'banner');
  assert.match(described.event.validity_duration, /^PT[0-9]+S$/);
});

test('a_described_record_has_its_receipt_beside_it', () => {
  globalThis.location = { href: 'https://shop.example/trips/' };
  const described = describeRecord(send.body + '\n{"receipt_id":"a"}', symbols);
  delete globalThis.location;
  assert.equal(described.as_sent, send.body);
  assert.equal(JSON.stringify(described.receipt), '{"receipt_id":"a"}');
});

test('anyone_with_the_pack_and_the_document_that_it_names_can_repeat_the_hash_of_the_notice', () => {
  // Canonical JSON (RFC 8785) of plain data: members sorted, nothing else to do.
  const canonical = (value) =>
    Array.isArray(value)
      ? '[' + value.map(canonical).join() + ']'
      : value && typeof value === 'object'
        ? '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join() + '}'
        : JSON.stringify(value);
  assert.equal(createHash('sha256').update(layers).digest('hex'), core.symbols.layers);
  const { controller, language, purposes, site, texts } = symbols;
  const notice = canonical({ controller, language, purposes, site, texts });
  assert.equal(createHash('sha256').update(notice).digest('hex'), JSON.parse(send.body).privacy_notice);
});
