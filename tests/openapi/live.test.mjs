// A running collector answers as docs/openapi.json says: every operation, what it takes, and its refusals.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startCollector } from '../browser/support/collector.mjs';
import { Calls, bodyFaults } from './support/calls.mjs';
import { Visitor, deviceToken, records, sends } from './support/visitor.mjs';
import { document, faults, root } from './support/document.mjs';

const site = 'aurora-travel';
const origin = 'https://aurora.example';
const other_origin = 'https://aurora-cruises.example';
const json = 'application/json';
const me = '/v1/subjects/me';
const batch_type = 'application/cloudevents-batch+json';
const server = generateKeyPairSync('ed25519');
const server_key = Buffer.from(server.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('base64');

const shared = (given) => ({
  ...given,
  origins: [origin, other_origin],
  share: { domains: [origin, other_origin], devices: { key: server_key } },
});

let collector, calls, boot, choices;
const visitor = new Visitor();

before(async () => {
  collector = await startCollector({ site: shared });
  calls = new Calls(collector.origin);
});

after(() => collector?.stop());

/** A request about oneself, with a fresh nonce; `query` begins with "?", `body` is text. */
async function aboutMe(method, path = me, { query = '', body, type = body === undefined ? undefined : json } = {}) {
  const { text } = await calls.call('POST', '/v1/subjects/nonce');
  const { nonce } = JSON.parse(text);
  const hash = body ? ` ${createHash('sha256').update(body).digest('hex')}` : '';
  const fields = { ...visitor.signed(`${method} ${path}${query} ${nonce}${hash}`), 'assent-nonce': nonce };
  return calls.call(method, path, { query, body, type, fields });
}

/** The same with a value that the document's schema allows. */
function demand(method, path, value) {
  assert.deepEqual(bodyFaults(method, path, json, value), []);
  return aboutMe(method, path, { body: JSON.stringify(value) });
}

const consent = (body, fields = {}) => calls.call('POST', '/v1/consents', { type: json, body, fields });
const events = (body, fields = visitor.signed(body)) => calls.call('POST', '/v1/events', { type: batch_type, body, fields });
const send = (method, path, value, from = origin) =>
  calls.call(method, path, { type: json, body: JSON.stringify(value), fields: { origin: from } });

test('what_a_page_loads', async () => {
  const { text } = await calls.call('GET', '/v1/sites/{site}/boot', { at: { site }, query: '?lang=en' });
  boot = JSON.parse(text.split('\n')[1]);
  assert.deepEqual(faults(['components', 'schemas', 'BootLine'], boot), []);
  await calls.call('GET', '/packs/{hash}', { at: { hash: boot.pack } });
  assert.equal((await calls.call('GET', '/packs/{hash}', { at: { hash: '0'.repeat(64) } })).problem, 'not-found');
  assert.equal((await calls.call('GET', '/v1/sites/{site}/boot', { at: { site: 'nowhere' } })).problem, 'unknown-site');
});

test('what_the_core_sends_is_of_the_schemas_and_taken', async () => {
  const pack = new Uint8Array(await (await fetch(`${collector.origin}/packs/${boot.pack}`)).arrayBuffer());
  await visitor.land(pack, boot);
  const chosen = visitor.does(records.choose('accept_all', true));
  choices = chosen.find((effect) => effect.do === 'persist').answers;
  const [record] = sends(chosen, 'consents');
  assert.deepEqual(bodyFaults('POST', '/v1/consents', json, JSON.parse(record)), []);
  assert.equal((await consent(record, visitor.signed(record))).status, 201);
  assert.equal((await consent(record, visitor.signed(record))).status, 200);
  assert.equal((await consent(record)).problem, 'grant-without-subject');
  assert.equal((await consent(record + ' ', visitor.signed(record))).problem, 'signature');

  visitor.does(records.set(visitor.attribute('age'), { type: 'number', value: 34 }));
  const bodies = [...sends(visitor.does(records.decide()), 'events'), ...sends(visitor.does(records.flush()), 'events')];
  assert.ok(bodies.length > 0, 'nothing is sent');
  const batch = `[${bodies.join()}]`;
  assert.deepEqual(bodyFaults('POST', '/v1/events', batch_type, JSON.parse(batch)), []);
  assert.equal((await events(batch)).status, 200);
  const smuggled = JSON.stringify(JSON.parse(batch).map((event) => ({ ...event, id: 'f'.repeat(32), assentdestination: 'nobody' })));
  assert.equal((await events(smuggled)).problem, 'gate-refused');
});

test('refusals_of_bodies_are_named', async () => {
  for (const [path, type] of [['/v1/consents', json], ['/v1/events', batch_type]]) {
    const post = (body, media) => calls.call('POST', path, { type: media, body, fields: visitor.signed(body) });
    assert.equal((await post('{', type)).problem, 'malformed-json');
    assert.equal((await post('{}', 'text/plain')).problem, 'media-type');
  }
  assert.equal((await consent('{}')).problem, 'malformed-record');
  assert.equal((await events('{}')).problem, 'not-a-batch');
  assert.equal((await events(`[${Array(65).fill('{}').join()}]`)).problem, 'too-many-events');
  assert.equal((await events('[{}]')).problem, 'gate-refused');
  assert.equal((await events('[]', {})).problem, 'signature');
  assert.equal((await send('POST', '/v1/events', [], 'null')).problem, 'origin');
});

test('choices_go_to_other_devices_and_origins', async () => {
  const token = deviceToken(server.privateKey, site);
  const device = { site, token, choices, now_ms: Date.now() };
  assert.deepEqual(bodyFaults('PUT', '/v1/subjects/device', json, device), []);
  const { text } = await send('PUT', '/v1/subjects/device', device);
  assert.deepEqual(faults(['components', 'schemas', 'ChoicesLine'], JSON.parse(text.split('\n')[1])), []);
  assert.equal((await send('PUT', '/v1/subjects/device', { ...device, token: 'x' })).problem, 'device-token');
  await calls.call('DELETE', '/v1/subjects/device', { fields: { authorization: `Bearer ${token}` } });

  const handoff = { site, to: other_origin, choices };
  assert.deepEqual(bodyFaults('POST', '/v1/handoffs', json, handoff), []);
  const redemption = { site, token: JSON.parse((await send('POST', '/v1/handoffs', handoff)).text).token };
  assert.deepEqual(bodyFaults('POST', '/v1/handoffs/redeem', json, redemption), []);
  assert.equal((await send('POST', '/v1/handoffs/redeem', redemption, origin)).problem, 'handoff-elsewhere');
  assert.equal((await send('POST', '/v1/handoffs/redeem', redemption, other_origin)).status, 200);
  assert.equal((await send('POST', '/v1/handoffs/redeem', redemption, other_origin)).problem, 'handoff-used');
  assert.equal((await send('POST', '/v1/handoffs', { ...handoff, more: 1 })).problem, 'malformed-request');
});

test('what_is_kept_is_told_and_corrected', async () => {
  const kept = JSON.parse((await aboutMe('GET')).text);
  assert.equal(kept.consents.length, 1);
  assert.ok(kept.events.length > 0);
  const is_age = ({ attribute }) => attribute.id === 'age';
  const { destination } = kept.attributes.find(is_age);
  const correction = { site, destination, attribute: 'age', value: '50-64' };
  assert.equal(JSON.parse((await demand('PATCH', me, [correction])).text).corrected, 1);
  const now = JSON.parse((await aboutMe('GET')).text).attributes.find(is_age);
  assert.equal(now.value, '50-64');
  assert.ok(now.corrected);
  const finer = await demand('PATCH', me, [correction, { ...correction, value: 51 }]);
  assert.equal(finer.problem, 'gate-refused');
  assert.deepEqual([JSON.parse(finer.text).correction, JSON.parse(finer.text).rule], [1, 'not_minimized']);
  const nothing = await demand('PATCH', me, [{ ...correction, attribute: 'nothing' }]);
  assert.equal(nothing.problem, 'not-kept');
  assert.equal(JSON.parse(nothing.text).correction, 0);
  assert.equal((await demand('PATCH', me, [{ ...correction, site: 'nowhere' }])).problem, 'unknown-site');
  assert.equal((await demand('PATCH', me, [{ ...correction, value: null }])).status, 200);
  const patch = (body, type) => aboutMe('PATCH', me, { body, type });
  assert.equal((await patch('[]')).problem, 'malformed-request');
  assert.equal((await patch(JSON.stringify(Array(65).fill(correction)))).problem, 'too-many-corrections');
  assert.equal((await patch('[')).problem, 'malformed-json');
  assert.equal((await patch('[]', 'text/plain')).problem, 'media-type');
});

test('who_may_contact_a_subject_is_told_and_withdrawn', async () => {
  const contact = `${me}/contact`;
  const withdraw = `${me}/withdraw`;
  const asked = '?topic=offers&channel=email';
  const mine = async () => JSON.parse((await aboutMe('GET', contact, { query: `${asked}&site=${site}` })).text);
  assert.equal((await mine()).contact, true);
  assert.equal((await aboutMe('GET', contact, { query: `?site=${site}` })).problem, 'malformed-question');
  assert.equal((await aboutMe('GET', contact, { query: `${asked}&site=nowhere` })).problem, 'unknown-site');

  const given = await demand('POST', contact, { site });
  assert.equal(given.status, 201);
  assert.equal((await demand('POST', contact, { site: 'nowhere' })).problem, 'unknown-site');
  assert.equal((await aboutMe('POST', contact, { body: '{}' })).problem, 'malformed-request');
  const options = ['token', '--data', collector.data, '--site', site, '--name', 'mailing'];
  const api_token = execFileSync(join(root, 'build/native/assent'), options, { encoding: 'utf8' }).trim();
  const { token } = JSON.parse(given.text);
  const ask = (query = asked, at = { token }, authorization = `Bearer ${api_token}`) =>
    calls.call('GET', '/v1/contact/{token}', { at, query, fields: { authorization } });
  assert.equal(JSON.parse((await ask()).text).contact, true);
  assert.equal((await ask('')).problem, 'malformed-question');
  assert.equal((await ask(asked, { token: 'x' })).problem, 'unknown-contact-token');
  const nobody = await ask(asked, { token }, 'Bearer x');
  assert.equal(nobody.problem, 'api-token');
  assert.equal(nobody.fields.get('www-authenticate'), 'Bearer');

  const marketing = { site, purposes: ['marketing'] };
  assert.equal((await demand('POST', withdraw, marketing)).status, 201);
  assert.equal((await demand('POST', withdraw, marketing)).status, 200);
  assert.equal((await mine()).reason, 'withdrawn');
  assert.equal(JSON.parse((await ask()).text).contact, false);
  assert.equal((await demand('POST', withdraw, { site, purposes: 'all' })).status, 201);
  assert.equal((await demand('POST', withdraw, { site, purposes: ['necessary'] })).problem, 'not-refusable');
  assert.equal((await demand('POST', withdraw, { site, purposes: ['nothing'] })).problem, 'unknown-purpose');
  const none = JSON.stringify({ site, purposes: [] });
  assert.equal((await aboutMe('POST', withdraw, { body: none })).problem, 'malformed-request');
});

test('what_is_kept_is_erased', async () => {
  const kept = JSON.parse((await aboutMe('GET')).text);
  assert.equal(kept.withdrawals.length, 2);
  assert.equal(kept.contact_tokens.length, 1);
  assert.equal((await aboutMe('DELETE', me, { query: '?what=else' })).problem, 'unknown-erasure');
  const erased = async (query) => JSON.parse((await aboutMe('DELETE', me, { query })).text).erased;
  assert.equal((await erased('?what=attributes')).contact_tokens, 1);
  assert.equal((await erased('')).withdrawals, 2);
  const spent = { ...visitor.signed(`GET ${me} x`), 'assent-nonce': 'x' };
  assert.equal((await calls.call('GET', me, { fields: spent })).problem, 'nonce');
});

test('what_operators_read', async () => {
  for (const path of ['/metrics', '/healthz', '/readyz']) await calls.call('GET', path);
  const { text, fields } = await calls.call('GET', '/v1/openapi.json');
  assert.deepEqual(JSON.parse(text), document);
  const again = await calls.call('GET', '/v1/openapi.json', { fields: { 'if-none-match': fields.get('etag') } });
  assert.equal(again.status, 304);
});

// An operation on which no call succeeded here lacks its case.
test('every_operation_was_called', () => {
  assert.deepEqual(calls.left().map(({ method, path }) => `${method} ${path}`), []);
});
