// A signed-in customer on the demo shop, with the demo's own server of accounts: the bundle reaches the profile under the
// customer's consent and decides a slot, and goes at sign-out. What is altered, old or another site's is not taken.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createAccounts } from '../../demo/account/account.mjs';
import { ownKey, publicKeyOf, signBundle } from '../../demo/account/bundle.mjs';
import { layPolicy } from '../../demo/account/policy.mjs';
import { freePort, root, startCollector } from './support/collector.mjs';
import { startBrowser, visit } from './support/visitor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'assent-bundle-'));
const privateKey = ownKey(folder);
const shop = {};
before(async () => {
  const source = join(folder, 'policies');
  layPolicy(join(root, 'policies'), source, publicKeyOf(privateKey));
  shop.browser = await startBrowser();
  const [port, accounts_port] = [await freePort(), await freePort()];
  // As ./dev demo does.
  const home = readFileSync(join(root, 'demo/aurora-travel/index.html'), 'utf8');
  const meta = `<meta name="demo-accounts" content="http://127.0.0.1:${accounts_port}">`;
  const pages = { 'index.html': home.replace('</title>', () => '</title>' + meta) };
  shop.collector = await startCollector({ attributes: 'data-region="DE"', source, port, pages });
  shop.accounts = createAccounts({ privateKey, shop: shop.collector.origin, site: 'aurora-travel' });
  await new Promise((done) => shop.accounts.listen(accounts_port, '127.0.0.1', done));
});
after(async () => {
  await shop.browser?.close();
  shop.accounts?.closeAllConnections();
  shop.accounts?.close();
  assert.equal(await shop.collector?.stop(), 0);
  rmSync(folder, { recursive: true, force: true });
});

const isPart = (request) => /\/bundle-\w+\.js$/.test(request.url());
async function arrive() {
  const visitor = await visit(shop.browser);
  const said = [];
  visitor.page.on('console', (message) => said.push(message.text()));
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  await visitor.page.locator('.demo-press').first().waitFor(); // the page has said that nobody is signed in
  return { ...visitor, said };
}
const bundle = (visitor, text) =>
  visitor.page.evaluate((given) => new Promise((done) => window.assent.push(({ profile }) => done(profile.bundle(given)))), text);
const offers = (visitor) => visitor.page.locator('[data-assent-slot="home.offers"]').innerText();
const press = (visitor, label) => visitor.page.locator('.demo-press', { hasText: label }).click();
async function choose(visitor, purposes) {
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  for (const id of purposes)
    await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === id, `the switch of ${id}`);
  await visitor.click('assent-preferences', 'save');
}
/** The names of what the profile holds, as the demo panel's <assent-data> lists them. */
async function known(visitor) {
  const { root: document } = await visitor.cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const host = [...visitor.nodesBelow(document)].find(({ localName }) => localName === 'assent-data');
  return host ? [...visitor.nodesBelow(host)].filter(({ nodeType }) => nodeType === 3).map(({ nodeValue }) => nodeValue).join(' ') : '';
}
const sign = (attributes, { site = 'aurora-travel', now_ms = Date.now(), by = privateKey } = {}) => signBundle(attributes, 'ida', site, by, now_ms);

test('a customer signs in, sees what members see, and leaves nothing behind at sign-out', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'accept');
  await press(visitor, 'Ida');
  await visitor.until(async () => /people who know our trains/.test(await offers(visitor)), 'the offers for members');
  await visitor.until(async () => /Member since: .*2016/.test(await known(visitor)), 'what the account says');
  for (const { body } of visitor.posts()) assert.doesNotMatch(body, /gold|member-level|2016/);
  // On the next page the session is still there, and the page asks for a bundle of its own.
  await visitor.page.reload();
  await visitor.until(async () => /people who know our trains/.test(await offers(visitor)), 'the offers for members again');
  await press(visitor, 'Sign out');
  await visitor.until(async () => !/people who know our trains/.test(await offers(visitor)), 'default offers');
  await visitor.until(async () => !/Member/.test(await known(visitor)), 'nothing of the account');
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('before consent the bundle waits in memory, and a visitor who refuses loads nothing for it', async () => {
  const visitor = await arrive();
  const settled = visitor.page.evaluate(
    (text) => new Promise((done) => window.assent.push(({ profile }) => (profile.bundle(text).then(() => (window.settled = true)), done()))),
    sign({ 'member-level': 'gold', 'trips-booked': 9 }),
  );
  await settled;
  await visitor.click('assent-banner', 'reject');
  await visitor.part('assent-banner', 'reopen');
  await visitor.page.waitForTimeout(1_000);
  assert.equal(visitor.requests.filter(isPart).length, 0);
  assert.equal(await visitor.page.evaluate(() => window.settled), undefined);
  assert.doesNotMatch(JSON.stringify(await visitor.stored()), /gold|member-level/);
  assert.doesNotMatch(await known(visitor), /Member level/);
  // The visitor thinks again, while the bundle is still fresh.
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'personalization', 'the switch');
  await visitor.click('assent-preferences', 'save');
  await visitor.until(async () => /people who know our trains/.test(await offers(visitor)), 'the offers for members');
  assert.equal(visitor.requests.filter(isPart).length, 1);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('an attribute whose purpose does not stand is dropped, and told again once it does', async () => {
  const visitor = await arrive();
  await choose(visitor, ['personalization']);
  const result = await bundle(visitor, sign({ 'member-level': 'gold', 'trips-booked': 9, 'member-since': '2016-05-01' }));
  assert.deepEqual(result.taken.sort(), ['member-level', 'member-since', 'trips-booked']);
  await visitor.until(async () => /Member level/.test(await known(visitor)), 'the level');
  assert.doesNotMatch(await known(visitor), /Member since/);
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'marketing', 'the switch');
  await visitor.click('assent-preferences', 'save');
  await visitor.until(async () => /Member since/.test(await known(visitor)), 'since when');
  await visitor.close();
});

test('a second bundle replaces the first, and scripts can say nothing in its place', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'accept');
  await bundle(visitor, sign({ 'member-level': 'gold', 'trips-booked': 9 }));
  await bundle(visitor, sign({ 'trips-booked': 9 }));
  await visitor.until(async () => /Trips booked/.test(await known(visitor)) && !/Member level/.test(await known(visitor)), 'the second bundle');
  const observed = await visitor.page.evaluate(() => window.assent.profile.observe('bundle:member-level', 'gold'));
  assert.equal(observed, false);
  assert.doesNotMatch(await known(visitor), /Member level/);
  await visitor.close();
});

test('what is altered, old, from the future or another site’s is refused, and no value is said', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'accept');
  const attributes = { 'member-level': 'gold' };
  const other = ownKey(join(folder, 'other'));
  const text = sign(attributes);
  const [header, claims, signature] = text.split('.');
  const altered = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('gold', 'bold')).toString('base64url');
  for (const [given, fault] of [
    [`${header}.${altered}.${signature}`, 'signature'],
    [sign(attributes, { by: other }), 'signature'],
    [sign(attributes, { site: 'other' }), 'site'],
    [sign(attributes, { now_ms: Date.now() - 601_000 }), 'too_old'],
    [sign(attributes, { now_ms: Date.now() + 120_000 }), 'from_the_future'],
    ['gold', 'malformed'],
  ])
    assert.deepEqual(await bundle(visitor, given), { taken: [], fault }, fault);
  assert.doesNotMatch(await known(visitor), /Member level/);
  assert.deepEqual(await bundle(visitor, text), { taken: ['member-level'] });
  assert.deepEqual(await bundle(visitor, sign({ 'member-level': 'platinum-secret' })), { taken: [] });
  await visitor.until(async () => !/Member level/.test(await known(visitor)), 'a refused value to be gone');
  assert.doesNotMatch(visitor.said.join('\n'), /gold|bold|platinum/);
  await visitor.close();
});
