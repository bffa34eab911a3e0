// A visitor's demands from the page at a real collector: what is kept comes as a file, and what is erased is gone on
// both sides. A script hears how much there was, and no value.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();

const tables = ['consents', 'standing', 'events', 'attributes', 'exposures'];
const count = (table) => shop.collector.rows(`SELECT count(*) AS n FROM ${table}`)[0].n;
const ours = (table, subject) => count(`${table} WHERE subject = '${subject}'`);

/** A visitor who has granted everything, and the subject at the collector. */
async function granter() {
  const visitor = await visit(shop.browser, { acceptDownloads: true });
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.evaluate(() =>
    window.assent.push((assent) => {
      assent.profile.set('party', 'family');
      assent.profile.set('age', 41);
    }),
  );
  const before = count('attributes');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => count('attributes') >= before + 2, 'the attributes');
  const { subject } = shop.collector.rows('SELECT subject FROM attributes ORDER BY rowid DESC LIMIT 1')[0];
  return { visitor, subject };
}
const ask = (visitor, name, ...given) =>
  visitor.page.evaluate(([method, args]) => window.assent.subject[method](...args).catch((error) => ({ code: error.code })), [name, given]);

test('an export is a file for the visitor, and a script hears only how much there is', async () => {
  const { visitor, subject } = await granter();
  const [saved, counts] = await Promise.all([visitor.page.waitForEvent('download'), ask(visitor, 'export')]);
  const text = readFileSync(await saved.path(), 'utf8');
  const kept = JSON.parse(text);
  assert.equal(kept.subject, subject);
  assert.deepEqual(counts.attributes, ours('attributes', subject));
  assert.deepEqual(counts.consents, 1);
  assert.match(text, /family/);
  assert.doesNotMatch(JSON.stringify(counts), /family|35-49/);
  await visitor.close();
});

test('erase leaves no row at the collector and nothing granted here', async () => {
  const { visitor, subject } = await granter();
  const erased = await ask(visitor, 'erase');
  assert.ok(erased.consents >= 1, JSON.stringify(erased));
  assert.deepEqual(tables.map((table) => ours(table, subject)), [0, 0, 0, 0, 0]);
  const { granted } = await visitor.page.evaluate(() => window.assent.consent.get());
  assert.ok(!granted.includes('personalization'));
  const { local, databases } = await visitor.stored();
  assert.deepEqual(Object.keys(local), ['assent:aurora-travel']);
  assert.doesNotMatch(Buffer.from(local['assent:aurora-travel'], 'hex').toString('latin1'), /family/);
  assert.deepEqual(databases, []);
  await visitor.page.waitForTimeout(6_000); // one flush interval
  assert.deepEqual(tables.map((table) => ours(table, subject)), [0, 0, 0, 0, 0]);
  assert.deepEqual(await ask(visitor, 'export'), { code: 'no_subject' });
  await visitor.close();
});

test('a withdrawal by a script resolves once it is on disk', async () => {
  const { visitor, subject } = await granter();
  await ask(visitor, 'withdraw', ['personalization']);
  assert.equal(count(`attributes WHERE subject = '${subject}' AND purposes LIKE '%personalization%'`), 0);
  assert.deepEqual(await ask(visitor, 'withdraw', ['unknown']), { code: 'unknown_purpose' });
  await ask(visitor, 'withdraw');
  assert.equal(ours('attributes', subject), 0);
  assert.deepEqual((await visitor.stored()).databases, []);
  await visitor.close();
});

test('where nothing can be asked, erasing says so and changes nothing', async () => {
  const { visitor, subject } = await granter();
  await visitor.page.route('**/v1/subjects/**', (route) => route.abort());
  assert.deepEqual(await ask(visitor, 'erase'), { code: 'no_answer' });
  assert.ok(ours('attributes', subject) >= 2);
  assert.ok((await visitor.page.evaluate(() => window.assent.consent.get())).granted.includes('personalization'));
  await visitor.close();
});

test('facts that a visitor deletes by hand go at the collector too', async () => {
  const { visitor, subject } = await granter();
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'delete');
  await visitor.until(() => ours('attributes', subject) === 1, 'one fact to go', 20_000);
  await visitor.click('assent-preferences', 'delete');
  await visitor.until(() => ours('attributes', subject) === 0, 'the other to go', 20_000);
  await visitor.close();
});

test('a script that forgets everything is heard at the collector', async () => {
  const { visitor, subject } = await granter();
  await visitor.page.evaluate(() => window.assent.profile.forget());
  await visitor.until(() => ours('attributes', subject) === 0, 'the facts to go', 20_000);
  await visitor.close();
});
