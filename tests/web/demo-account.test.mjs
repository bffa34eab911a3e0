// The demo's customer accounts: a key for its owner alone, sessions that only the shop's pages can use, and bundles that
// the widget takes. tests/browser/bundle.test.mjs has the whole way.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { createAccounts, max_body_bytes, max_sessions } from '../../demo/account/account.mjs';
import { ownKey, publicKeyOf } from '../../demo/account/bundle.mjs';
import { layPolicy } from '../../demo/account/policy.mjs';
import { page } from './bundle.mjs';

const { openBundle } = await page('bundle/text.ts');
const folder = mkdtempSync(join(tmpdir(), 'assent-account-'));
const shop = 'http://127.0.0.1:8080';
const privateKey = ownKey(folder);
const server = createAccounts({ privateKey, shop, site: 'aurora-travel' });
let origin;
before(async () => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (method, path, { body, cookie, from = shop } = {}) =>
  fetch(`${origin}/account/${path}`, { method, body, headers: { ...(from && { origin: from }), ...(cookie && { cookie }) } });
async function signIn(id) {
  const answer = await ask('POST', 'sign-in', { body: id });
  return answer.headers.get('set-cookie').split(';')[0];
}

test('the_key_is_made_once_and_only_its_owner_reads_it', () => {
  assert.equal(statSync(join(folder, 'bundle-key.pem')).mode & 0o777, 0o600);
  assert.equal(publicKeyOf(ownKey(folder)), publicKeyOf(privateKey));
  assert.equal(Buffer.from(publicKeyOf(privateKey), 'base64').length, 32);
});

test('who_is_signed_in_gets_a_bundle_that_the_widget_takes', async () => {
  const cookie = await signIn('ida');
  const answer = await ask('GET', 'bundle', { cookie });
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const found = await openBundle(await answer.text(), publicKeyOf(privateKey), 'aurora-travel', Date.now());
  assert.equal(found.sub, 'ida');
  assert.equal(found.attributes['member-level'], 'gold');
});

test('the_session_is_no_business_of_scripts_or_other_sites', async () => {
  const answer = await ask('POST', 'sign-in', { body: 'ida' });
  assert.match(answer.headers.get('set-cookie'), /^aurora-account=[0-9a-f]{64}; Path=\/account; HttpOnly; SameSite=Strict$/);
  const cookie = await signIn('ida');
  for (const from of ['http://127.0.0.1:9', 'null', undefined]) {
    const refused = await ask('GET', 'bundle', { cookie, from: from ?? '' });
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get('access-control-allow-origin'), shop);
  }
});

test('nobody_gets_a_bundle_without_a_session_or_after_signing_out', async () => {
  assert.equal((await ask('GET', 'bundle')).status, 401);
  assert.equal((await ask('GET', 'bundle', { cookie: `aurora-account=${'0'.repeat(64)}` })).status, 401);
  const cookie = await signIn('omar');
  assert.equal((await (await ask('GET', 'me', { cookie })).json()).customer, 'omar');
  await ask('POST', 'sign-out', { cookie });
  assert.equal((await ask('GET', 'bundle', { cookie })).status, 401);
});

test('what_is_no_customer_or_no_route_is_refused', async () => {
  for (const body of ['', 'nobody', '__proto__', 'x'.repeat(max_body_bytes + 1)]) assert.equal((await ask('POST', 'sign-in', { body })).status, 400, body.slice(0, 9));
  for (const path of ['', 'account.mjs', '../account.mjs', 'bundle-key.pem']) assert.equal((await ask('GET', path)).status, 404, path);
});

test('the_oldest_session_makes_room', async () => {
  const oldest = await signIn('lena');
  let second;
  for (let count = 0; count < max_sessions; ++count) {
    const cookie = await signIn('lena');
    second ??= cookie;
  }
  assert.equal((await ask('GET', 'bundle', { cookie: oldest })).status, 401);
  assert.equal((await ask('GET', 'bundle', { cookie: second })).status, 200);
});

test('the_policy_is_laid_over_a_copy_and_the_example_stays_as_it_is', () => {
  const policies = resolve(import.meta.dirname, '../../policies');
  const before = readFileSync(join(policies, 'aurora-travel/slots/offers.json'), 'utf8');
  const to = join(folder, 'policies');
  layPolicy(policies, to, 'KEY');
  const read = (name) => JSON.parse(readFileSync(join(to, 'aurora-travel', name), 'utf8'));
  const mine = JSON.parse(before);
  assert.deepEqual(read('slots/offers.json').experiences.map(({ id }) => id), ['members', ...mine.experiences.map(({ id }) => id)]);
  assert.equal(read('slots/offers.json').place, mine.place);
  assert.equal(read('attributes.json')['member-level'].from, 'bundle');
  assert.deepEqual(read('site.json').bundles, { key: 'KEY' });
  assert.match(readFileSync(join(to, 'aurora-travel/content/de/offers.html'), 'utf8'), /data-experience="by-rail"[^]*data-experience="members"/);
  assert.equal(readFileSync(join(policies, 'aurora-travel/slots/offers.json'), 'utf8'), before);
});
