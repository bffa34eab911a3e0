// What a choice means, seen from outside: the network, the browser's storage and the collector's database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();

const events = (visitor) =>
  visitor.posts().filter((post) => post.path === '/v1/events').flatMap((post) => JSON.parse(post.body));
const consents = (visitor) => visitor.posts().filter((post) => post.path === '/v1/consents');
const count = (table) => shop.collector.rows(`SELECT count(*) AS n FROM ${table}`)[0].n;

async function shopper(path = '/') {
  const visitor = await visit(shop.browser);
  await visitor.page.goto(shop.collector.origin + path);
  await visitor.part('assent-banner', 'accept');
  return visitor;
}

/** Tells the widget about the visitor as the shop's own scripts do. */
const tellProfile = (visitor) =>
  visitor.page.evaluate(() => {
    window.assent.push((assent) => {
      assent.profile.set('party', 'family');
      assent.profile.set('age', 41);
      assent.profile.set('home', '80');
      assent.profile.set('mobility', true);
      assent.profile.observe('view-category', 'alps');
      assent.profile.observe('search', 'night train');
    });
  });

/** Toggles purposes in the preference center by their ids and saves. */
async function choose(visitor, purposes) {
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  for (const id of purposes)
    await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === id, `the switch of ${id}`);
  await visitor.click('assent-preferences', 'save');
}

const settle = (visitor) => visitor.page.waitForTimeout(6_000); // one flush interval and a delivery

test('before a choice nothing is stored and nothing but the widget is requested', async () => {
  const visitor = await shopper();
  await tellProfile(visitor);
  await visitor.page.waitForTimeout(1_000);
  assert.deepEqual(visitor.posts(), []);
  assert.deepEqual(await visitor.stored(), { local: {}, session: {}, databases: [], cookies: '', caches: [] });
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('reject all sends no envelope, stores no attribute and makes no identifier', async () => {
  const visitor = await shopper();
  await tellProfile(visitor);
  const before_rows = count('consents');
  await visitor.click('assent-banner', 'reject');
  await visitor.until(() => count('consents') === before_rows + 1, 'the refusal at the collector');
  await tellProfile(visitor);
  await settle(visitor);

  assert.deepEqual(events(visitor), []);
  const [refusal, ...more] = consents(visitor);
  assert.equal(more.length, 0);
  assert.equal(refusal.headers['assent-key'], undefined);
  assert.equal(refusal.headers['assent-signature'], undefined);
  assert.equal(JSON.parse(refusal.body).act, 'reject_all');
  const stored = await visitor.stored();
  assert.deepEqual(Object.keys(stored.local), ['assent:aurora-travel']);
  const snapshot = Buffer.from(stored.local['assent:aurora-travel'], 'hex').toString('latin1');
  for (const secret of ['family', 'alps', 'night train']) assert.ok(!snapshot.includes(secret), secret);
  assert.deepEqual([stored.databases, stored.cookies], [[], '']);
  assert.deepEqual(
    [count('attributes'), count('exposures'), count('events'), count('consents WHERE subject IS NOT NULL')],
    [0, 0, 0, 0],
  );
  await visitor.close();
});

test('accept some lets out exactly the permitted attributes in their minimized form', async () => {
  const visitor = await shopper();
  await tellProfile(visitor);
  await choose(visitor, ['measurement']);
  await visitor.until(() => count("attributes WHERE destination = 'collector'") > 0, 'attributes at the collector');
  await settle(visitor);

  const sent = events(visitor).filter((event) => event.type === 'org.assent.attributes.v1');
  assert.deepEqual(
    sent.map((event) => [event.assentdestination, event.data]),
    [['collector', { purposes: ['measurement'], attributes: { home: '8' } }]],
  );
  assert.deepEqual(shop.collector.rows('SELECT destination, attribute, value FROM attributes'), [
    { destination: 'collector', attribute: 'home', value: '"8"' },
  ]);
  for (const post of visitor.posts())
    for (const secret of ['family', 'alps', 'train', 'mobility'])
      assert.ok(!post.body.includes(secret), `${secret} in ${post.path}`);
  await visitor.close();
});

test('withdraw erases in the browser and at the collector', async () => {
  const visitor = await shopper();
  await tellProfile(visitor);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => count("attributes WHERE destination = 'crm'") > 0, 'attributes for the CRM');
  const subject = shop.collector.rows("SELECT subject FROM attributes WHERE destination = 'crm'")[0].subject;
  const ours = (table) => count(`${table} WHERE subject = '${subject}'`);
  assert.deepEqual(
    shop.collector.rows(`SELECT attribute, value FROM attributes WHERE subject = '${subject}' AND destination = 'crm' ORDER BY attribute`),
    [
      { attribute: 'age', value: '"35-49"' },
      { attribute: 'home', value: '"munich"' },
      { attribute: 'party', value: '"family"' },
      { attribute: 'style', value: '"outdoors"' },
    ],
  );
  assert.deepEqual((await visitor.stored()).databases, ['assent:aurora-travel']);

  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(() => ours('attributes') === 0 && ours('exposures') === 0, 'erasure at the collector');
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go');
  const { local } = await visitor.stored();
  assert.deepEqual(Object.keys(local), ['assent:aurora-travel']);
  const snapshot = Buffer.from(local['assent:aurora-travel'], 'hex').toString('latin1');
  for (const secret of ['family', 'alps', subject]) assert.ok(!snapshot.includes(secret), secret);
  await settle(visitor);
  assert.equal(ours('attributes'), 0);
  await visitor.close();
});

test('a click made by a script grants nothing', async () => {
  const visitor = await shopper();
  const { object } = await visitor.cdp.send('DOM.resolveNode', {
    backendNodeId: (await visitor.part('assent-banner', 'accept')).backendNodeId,
  });
  await visitor.cdp.send('Runtime.callFunctionOn', {
    objectId: object.objectId,
    functionDeclaration: 'function () { this.click(); this.dispatchEvent(new MouseEvent("click", { bubbles: true })); }',
  });
  await visitor.page.waitForTimeout(500);
  assert.ok(await visitor.partNow('assent-banner', 'accept'), 'the banner still asks');
  assert.deepEqual(consents(visitor), []);
  await visitor.close();
});

test('an events queue outlives a collector that is away and a reload, and arrives once', async () => {
  const visitor = await shopper();
  await tellProfile(visitor);
  let away = true;
  await visitor.page.route('**/v1/{consents,events}', (route) => (away ? route.abort() : route.continue()));
  const before_events = count('events');
  await visitor.click('assent-banner', 'accept');
  await visitor.page.waitForTimeout(1_500);
  await visitor.page.reload();
  await visitor.part('assent-banner', 'reopen');
  assert.equal(count('events'), before_events);
  away = false;
  await visitor.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await visitor.until(() => count('events') > before_events, 'the queue to arrive', 30_000);
  await settle(visitor);
  assert.equal(count('events'), shop.collector.rows('SELECT count(DISTINCT id) AS n FROM events')[0].n);
  await visitor.close();
});

test('services load when their purposes are granted and not before', async () => {
  const visitor = await shopper();
  const held = visitor.page.locator('script[data-assent-service="analytics"]');
  assert.equal(await held.first().getAttribute('type'), 'text/plain');
  assert.ok(!visitor.requests.some((request) => request.url().includes('analytics.js') || request.url().includes('video.html')));
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => visitor.requests.some((request) => request.url().includes('analytics.js')), 'the analytics script');
  await visitor.close();
});
