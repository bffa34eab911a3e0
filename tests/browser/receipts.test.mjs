// Receipts: what a visitor downloads is verified by the built `assent verify`, and a collector whose receipts prove
// nothing gets no event and holds up no refusal.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './support/collector.mjs';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();
const folder = mkdtempSync(join(tmpdir(), 'assent-receipts-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const count = (table) => shop.collector.rows(`SELECT count(*) AS n FROM ${table}`)[0].n;
const paths = (visitor) => visitor.posts().map((post) => post.path);

/** Runs `assent verify` on `text` with the page that embeds the widget. */
function verify(text) {
  const file = join(folder, 'consent-record.json');
  writeFileSync(file, text);
  const page = join(shop.collector.shop, 'index.html');
  const { status, stdout, stderr } = spawnSync(join(root, 'build/native/assent'), ['verify', file, '--snippet', page], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

async function shopper() {
  const visitor = await visit(shop.browser, { acceptDownloads: true });
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  return visitor;
}

/** What the button in the preference center saves. */
async function download(visitor) {
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'record');
  const [saved] = await Promise.all([visitor.page.waitForEvent('download'), visitor.click('assent-preferences', 'record')]);
  const text = readFileSync(await saved.path(), 'utf8');
  await visitor.click('assent-preferences', 'close');
  return text;
}

/** Has the collector's receipts altered on the way; `receipt.is_altered` says whether. */
async function alterReceipts(visitor) {
  const receipt = { is_altered: true };
  await visitor.page.route('**/v1/consents', async (route) => {
    const answer = await route.fetch();
    const said = await answer.json();
    await route.fulfill({ response: answer, json: receipt.is_altered ? { ...said, unproven: !said.unproven } : said });
  });
  await visitor.page.evaluate(() => {
    window.doubts = [];
    document.addEventListener('assent:receipt-invalid', ({ detail }) => window.doubts.push({ ...detail }));
  });
  return receipt;
}
const doubts = (visitor) => visitor.page.evaluate(() => window.doubts);

test('what a visitor downloads after a grant is verified offline, also after a reload, and one altered byte is not', async () => {
  const visitor = await shopper();
  const before = count('consents');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => count('consents') > before, 'the grant at the collector');
  const stored = async () => (await visitor.stored()).local['assent:aurora-travel:record'] ?? '';
  await visitor.until(async () => (await stored()).includes('record_sha256'), 'the receipt to be kept');
  const text = await download(visitor);
  const { status, stdout } = verify(text);
  assert.match(stdout, /: aurora-travel: granted personalization, measurement, marketing at \S+ by accept_all; receipt of \S+ verified\n$/);
  assert.equal(status, 0);

  await visitor.page.reload();
  assert.equal(await download(visitor), text);

  const { as_sent } = JSON.parse(text);
  for (const [from, to] of [['"granted"', '"granteb"'], ['"time"', '"timf"'], ['"accept_all"', '"accept_alm"']]) {
    const altered = JSON.stringify({ ...JSON.parse(text), as_sent: as_sent.replace(from, to) });
    const refused = verify(altered);
    assert.equal(refused.status, 1);
    assert.match(refused.stdout, /NOT VERIFIED: the record is not the one that the collector took/);
  }
  assert.match(verify(text.replace('"consent_state": "granted"', '"consent_state": "denied"')).stdout, /the words were altered/);
  await visitor.close();
});

test('the receipt of a refusal verifies and leaves nothing in storage', async () => {
  const visitor = await shopper();
  await visitor.click('assent-banner', 'reject');
  await visitor.until(() => paths(visitor).length === 1, 'the refusal to be sent');
  await visitor.page.waitForTimeout(500);
  const { status, stdout } = verify(await download(visitor));
  assert.equal(status, 0, stdout);
  assert.match(stdout, /nothing granted at \S+ by reject_all/);
  assert.deepEqual(Object.keys((await visitor.stored()).local), ['assent:aurora-travel']);
  await visitor.close();
});

test('an export of what the collector keeps is verified too', async () => {
  const visitor = await shopper();
  const before = count('consents');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => count('consents') > before, 'the grant at the collector');
  const [saved] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.page.evaluate(() => window.assent.subject.export()),
  ]);
  const { status, stdout } = verify(readFileSync(await saved.path(), 'utf8'));
  assert.equal(status, 0, stdout);
  assert.equal(stdout.split('\n').length, 2);
  await visitor.close();
});

test('a record whose receipt does not verify stays queued, events wait, and the page is told', async () => {
  const visitor = await shopper();
  const receipt = await alterReceipts(visitor);
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.profile.set('party', 'family')));
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await doubts(visitor)).length >= 2, 'two doubts');
  assert.deepEqual((await doubts(visitor))[0].fault, 'signature');
  await visitor.page.waitForTimeout(6_000); // one flush interval
  assert.ok(!paths(visitor).includes('/v1/events'));
  assert.ok(visitor.problems.some((text) => text.startsWith('assent: receipt-invalid: signature')));
  const waiting = JSON.parse((await visitor.stored()).local['assent:aurora-travel:queue']);
  assert.equal(waiting[0].route, 'consents');
  assert.ok(waiting.some(({ route }) => route === 'events'));
  assert.doesNotMatch((await visitor.stored()).local['assent:aurora-travel:record'], /\n/);

  receipt.is_altered = false;
  await visitor.until(() => paths(visitor).includes('/v1/events'), 'the events behind it', 30_000);
  await visitor.close();
});

test('a doubted grant holds up no withdrawal', async () => {
  const visitor = await shopper();
  const before = count('consents');
  await alterReceipts(visitor);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await doubts(visitor)).length >= 1, 'a doubt');
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(() => count('consents') === before + 2, 'the withdrawal at the collector', 3_000);
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go');
  assert.ok(!paths(visitor).includes('/v1/events'));
  await visitor.close();
});

// Browsers differ in signatures that are malleable or of small order, which is told; what is valid must verify in each.
const cases = join(root, '../shared/vectors/wycheproof-ed25519_test.json');
test('the signature cases of Wycheproof through WebCrypto', { skip: !existsSync(cases) && 'no ../shared/vectors' }, async (context) => {
  const visitor = await visit(shop.browser);
  await visitor.page.goto(shop.collector.origin);
  const groups = JSON.parse(readFileSync(cases, 'utf8')).testGroups;
  const verdicts = await visitor.page.evaluate(async (all) => {
    const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const found = [];
    for (const { publicKey, tests } of all) {
      const key = await crypto.subtle.importKey('raw', bytes(publicKey.pk), 'Ed25519', false, ['verify']);
      for (const { tcId, msg, sig, result, comment } of tests)
        found.push({ tcId, comment, result, verified: await crypto.subtle.verify('Ed25519', key, bytes(sig), bytes(msg)) });
    }
    return found;
  }, groups);
  const differing = verdicts.filter(({ result, verified }) => result !== 'acceptable' && verified !== (result === 'valid'));
  context.diagnostic(`Wycheproof in Chromium ${shop.browser.version()}: ${verdicts.length} cases, ${differing.length} differ`);
  for (const { tcId, comment, result } of differing) context.diagnostic(`differs: tcId ${tcId} (${comment}), expected ${result}`);
  assert.ok(verdicts.some(({ result }) => result === 'valid'));
  assert.deepEqual(verdicts.filter(({ result, verified }) => result === 'valid' && !verified), []);
  await visitor.close();
});
