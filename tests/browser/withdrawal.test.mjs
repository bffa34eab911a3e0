// Withdrawing erases both sides: by real clicks, in the browser's storage and in the bytes of the collector's files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();

/** What the collector keeps of this visitor for the CRM; one value nobody else has given. */
const values = ['"35-49"', '"munich"', '"family"', '"outdoors"'];
/** Long enough for the slowest machine; what it takes is printed. */
const generous_ms = 20_000;

/** The values that the bytes of the collector's database files hold, the write-ahead log included. */
function valuesOnDisk() {
  const names = readdirSync(shop.collector.data).filter((name) => name.startsWith('assent.sqlite3'));
  const bytes = names.map((name) => readFileSync(join(shop.collector.data, name), 'latin1')).join('\n');
  return values.filter((value) => bytes.includes(value));
}

/** A visitor who has granted everything and whose values have arrived. */
async function granter() {
  const visitor = await visit(shop.browser);
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.evaluate(() =>
    window.assent.push((assent) => {
      assent.profile.set('party', 'family');
      assent.profile.set('age', 41);
      assent.profile.set('home', '80');
      assent.profile.observe('view-category', 'alps');
    }),
  );
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => valuesOnDisk().length === values.length, 'the values at the collector', generous_ms);
  return visitor;
}

/** What of the visitor the browser still has: values in the snapshot, entries beside it, the key. */
async function leftInBrowser(visitor) {
  const { local, databases, cookies } = await visitor.stored();
  const snapshot = Buffer.from(local['assent:aurora-travel'] ?? '', 'hex').toString('latin1');
  return [
    ...['family', 'alps'].filter((value) => snapshot.includes(value)),
    ...Object.keys(local).filter((name) => name !== 'assent:aurora-travel'),
    ...databases,
    ...(cookies ? [cookies] : []),
  ];
}

/** Withdraws by a real click and gives the milliseconds until neither side has anything left. */
async function withdraw(visitor) {
  await visitor.click('assent-banner', 'reopen');
  // From the click itself, and not from when this test began to look for the button.
  await visitor.page.evaluate(() => addEventListener('click', () => (window.clicked = Date.now()), true));
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(() => valuesOnDisk().length === 0, 'the values to be gone from the files', generous_ms);
  const gone = Date.now();
  await visitor.until(async () => (await leftInBrowser(visitor)).length === 0, 'the browser to be empty', generous_ms);
  const both = Date.now();
  const clicked = await visitor.page.evaluate(() => window.clicked);
  return { collector_ms: gone - clicked, both_ms: both - clicked };
}

test('withdraw erases the values in the browser and in every byte of the files of the collector', async (context) => {
  const visitor = await granter();
  assert.deepEqual((await leftInBrowser(visitor)).includes('family'), true);
  assert.deepEqual((await visitor.stored()).databases, ['assent:aurora-travel']);
  await visitor.screenshot('withdrawal-before');
  const { collector_ms, both_ms } = await withdraw(visitor);
  await visitor.screenshot('withdrawal-after');
  context.diagnostic(`withdrawn: the collector's files were clean after ${collector_ms} ms, both sides after ${both_ms} ms`);
  assert.ok(both_ms < generous_ms);
  await visitor.page.waitForTimeout(6_000); // one flush interval and a delivery
  assert.deepEqual(valuesOnDisk(), []);
  assert.deepEqual(await leftInBrowser(visitor), []);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});
