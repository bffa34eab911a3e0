// A subject's demands against a collector that demands what the real one does: a nonce used once, a signature by the
// subject's key over method, target, nonce and the body's hash.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createRights } = await page('rights/rights.ts');
const { signedText } = await page('transport/rights.ts');
const { createQueue } = await page('transport/queue.ts');
const records = await page('records.ts');

const origin = 'https://collector.example';
const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
Object.defineProperty(globalThis, 'navigator', { value: { locks: { request: (_, act) => act() } }, configurable: true });
const { fetch } = globalThis;
afterEach(() => void (globalThis.fetch = fetch));

/** Answers as src/collector does; `asked` has what arrived and was signed, `answers` the bodies by method and target. */
function collector(answers) {
  const nonces = new Set();
  const asked = [];
  globalThis.fetch = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url);
    const problem = (status, name) => Response.json({ type: 'urn:assent:problem:' + name }, { status });
    if (method === 'GET') assert.equal(body, undefined);
    if (pathname === '/v1/subjects/nonce') {
      const nonce = 'nonce' + (nonces.size + asked.length);
      nonces.add(nonce);
      return Response.json({ nonce, expires_in_s: 300 });
    }
    const nonce = headers['assent-nonce'];
    const hash = body ? ' ' + createHash('sha256').update(body).digest('hex') : '';
    const text = new TextEncoder().encode(`${method} ${pathname}${search} ${nonce}${hash}`);
    const key = await crypto.subtle.importKey('raw', Buffer.from(headers['assent-key'], 'base64'), 'Ed25519', false, ['verify']);
    if (!(await crypto.subtle.verify('Ed25519', key, Buffer.from(headers['assent-signature'], 'base64'), text)))
      return problem(401, 'signature');
    if (!nonces.delete(nonce)) return problem(403, 'nonce');
    asked.push([method, pathname + search, body ? JSON.parse(Buffer.from(body).toString()) : undefined]);
    const answer = answers[`${method} ${pathname}${search}`];
    return typeof answer === 'string' ? problem(422, answer) : Response.json(answer);
  };
  return asked;
}

/** A widget whose withdrawal is delivered as soon as it is told; `log` has what it was told. */
function widget({ has_key = true, delivers = true, takes = true } = {}) {
  const queue = createQueue(memoryCell());
  const state = { key: has_key };
  const told = [];
  const subject = {
    async sign(body) {
      if (!state.key) return undefined;
      return {
        key: Buffer.from(await crypto.subtle.exportKey('raw', pair.publicKey)).toString('base64'),
        signature: Buffer.from(await crypto.subtle.sign('Ed25519', pair.privateKey, body)).toString('base64'),
      };
    },
  };
  const tell = (event) => {
    told.push(event);
    if (!takes) return false;
    if (event.kind !== records.choose('reject_all', false).kind) return true;
    state.key = false; // with the last grant the key goes
    queue.add({ route: 'consents', id: 'w', subject: true, purposes: [], body: '{}' });
    if (delivers) setTimeout(() => queue.drop(['w']), 30);
    return true;
  };
  const symbols = { purposes: [{ id: 'necessary' }, { id: 'ads' }] };
  return { told, queue, rights: createRights({ embed: { collector: origin, site: 'shop' }, symbols, queue, tell }, subject) };
}
const code = (wanted) => (error) => error.code === wanted;

test('the_signed_text_names_the_body_where_there_is_one', async () => {
  const bytes = (text) => new TextEncoder().encode(text);
  assert.equal(await signedText('GET', '/v1/subjects/me', 'n', bytes('')), 'GET /v1/subjects/me n');
  assert.equal(
    await signedText('PATCH', '/v1/subjects/me', 'n', bytes('{}')),
    'PATCH /v1/subjects/me n 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  );
});

test('who_has_granted_nothing_has_no_subject_and_asks_nobody', async () => {
  globalThis.fetch = () => assert.fail('asked the collector');
  const { rights } = widget({ has_key: false });
  for (const ask of [rights.export, rights.erase, rights.contactToken, () => rights.correct([]), () => rights.contact('a', 'b')])
    await assert.rejects(ask(), code('no_subject'));
});

test('erasing_everything_withdraws_here_first_and_asks_with_a_signature_from_before', async () => {
  const asked = collector({ 'DELETE /v1/subjects/me': { erased: { consents: 2, attributes: 3 } } });
  const { told, queue, rights } = widget();
  queue.add({ route: 'events', id: 'e', subject: true, purposes: ['ads'], body: '{}' });
  assert.deepEqual(await rights.erase(), { consents: 2, attributes: 3 });
  assert.deepEqual(told, [records.forget(records.every_attribute), records.choose('reject_all', false)]);
  assert.deepEqual(asked, [['DELETE', '/v1/subjects/me', undefined]]);
  assert.deepEqual(queue.all(), []);
});

test('erasing_attributes_drops_what_waits_and_evidence_touches_nothing_here', async () => {
  const asked = collector({
    'DELETE /v1/subjects/me?what=attributes': { erased: { attributes: 3 } },
    'DELETE /v1/subjects/me?what=evidence': { erased: { consents: 1 } },
  });
  const { told, queue, rights } = widget();
  queue.add({ route: 'events', id: 'e', subject: true, purposes: ['ads'], body: '{}' });
  assert.deepEqual(await rights.erase('evidence'), { consents: 1 });
  assert.deepEqual([told.length, queue.all().length], [0, 1]);
  assert.deepEqual(await rights.erase('attributes'), { attributes: 3 });
  assert.deepEqual(told, [records.forget(records.every_attribute)]);
  assert.deepEqual(queue.all(), []);
  assert.equal(asked.length, 2);
});

test('what_cannot_be_asked_now_changes_nothing_here', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('offline');
  };
  const { told, rights } = widget();
  await assert.rejects(rights.erase(), code('no_answer'));
  assert.deepEqual(told, []);
});

test('an_erasure_whose_answer_is_lost_is_no_erasure_that_changed_nothing', async () => {
  collector({});
  const { fetch: answering } = globalThis;
  globalThis.fetch = (url, request) => (request.method === 'DELETE' ? Promise.reject(new TypeError('offline')) : answering(url, request));
  for (const what of ['all', 'attributes']) await assert.rejects(widget().rights.erase(what), code('not_delivered'));
  // Nothing was changed here for it.
  await assert.rejects(widget().rights.erase('evidence'), code('no_answer'));
});

test('what_the_core_refuses_is_not_withdrawn', async () => {
  const { rights } = widget({ takes: false });
  await assert.rejects(rights.withdraw(), code('refused'));
  await assert.rejects(rights.withdraw(['ads']), code('refused'));
});

test('a_withdrawal_needs_no_answer_to_hold_here', async () => {
  globalThis.fetch = () => assert.fail('the queue delivers it');
  const all = widget();
  await all.rights.withdraw();
  assert.deepEqual(all.told, [records.choose('reject_all', false)]);
  const some = widget();
  await some.rights.withdraw(['ads']);
  assert.deepEqual(some.told, [records.answer(1, false, false)]);
  await assert.rejects(some.rights.withdraw(['ads', 'unknown']), code('unknown_purpose'));
  assert.equal(some.told.length, 1);
});

test('corrections_name_the_site_and_are_all_or_none', async () => {
  const asked = collector({ 'PATCH /v1/subjects/me': { corrected: 1 } });
  const { rights } = widget();
  assert.equal(await rights.correct([{ destination: 'crm', attribute: 'age', value: '25-34' }]), 1);
  assert.deepEqual(asked[0][2], [{ site: 'shop', destination: 'crm', attribute: 'age', value: '25-34' }]);
  collector({ 'PATCH /v1/subjects/me': 'not-kept' });
  await assert.rejects(rights.correct([{ destination: 'crm', attribute: 'age', value: null }]), code('not-kept'));
});

test('contact_asks_by_topic_and_channel_and_a_token_asks_for_others', async () => {
  const asked = collector({
    'GET /v1/subjects/me/contact?site=shop&topic=news&channel=email': { contact: false, reason: 'denied', purpose: 'ads', more: 1 },
    'POST /v1/subjects/me/contact': { token: 't', site: 'shop', expires: '2027-01-01T00:00:00.000Z' },
  });
  const { rights } = widget();
  assert.deepEqual(await rights.contact('news', 'email'), { contact: false, reason: 'denied', purpose: 'ads' });
  assert.deepEqual(await rights.contactToken(), { token: 't', site: 'shop', expires: '2027-01-01T00:00:00.000Z' });
  assert.deepEqual(asked[1], ['POST', '/v1/subjects/me/contact', { site: 'shop' }]);
});

test('an_export_goes_to_a_file_and_a_script_hears_only_how_much_there_is', async () => {
  collector({ 'GET /v1/subjects/me': { subject: 'secret', consents: [1, 2], attributes: [{ value: 'secret' }] } });
  const saved = [];
  globalThis.document = { createElement: () => ({ click: () => saved.push('clicked') }) };
  URL.createObjectURL = (blob) => saved.push(blob) && 'blob:';
  const { setTimeout } = globalThis;
  globalThis.setTimeout = () => {}; // the file is never taken back
  const { rights } = widget();
  const counts = await rights.export();
  globalThis.setTimeout = setTimeout;
  delete globalThis.document;
  assert.deepEqual(counts, { consents: 2, attributes: 1 });
  assert.match(await saved[0].text(), /secret/);
  assert.equal(saved[1], 'clicked');
});
