// What visitors of other places and ages see, and what goes on record: California and its signal, a guess of where one
// is, an age that is asked, a choice that has expired, and the record to download.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startCollector } from './support/collector.mjs';
import { useShop } from './support/shop.mjs';
import { desktop, phone, visit } from './support/visitor.mjs';

const animated_ms = 400;
const month_ms = 31 * 86_400_000;

const shop = useShop({}); // no region in the embed
const asksAge = (site) => ({
  ...site,
  regimes: site.regimes.map((regime) => (regime === 'eu-gdpr' ? { preset: regime, age: { from: 16, ask: true } } : regime)),
});

/** The controls that the banner offers, in order. */
async function offered(visitor) {
  const actions = await visitor.part('assent-banner', 'actions');
  return [...visitor.nodesBelow(actions)]
    .filter((node) => node.localName === 'button')
    .map((node) => visitor.attributesOf(node).part.replace('button ', ''));
}

async function look(visitor, name) {
  await visitor.page.mouse.move(1, 1);
  await visitor.page.waitForTimeout(animated_ms);
  await visitor.screenshot(name);
}

const records = () => shop.collector.rows('SELECT body FROM consents ORDER BY rowid').map(({ body }) => JSON.parse(body));
const recordOf = (visitor, act) =>
  visitor.until(() => {
    const sent = visitor.posts().filter(({ path }) => path === '/v1/consents');
    return sent.map(({ body }) => JSON.parse(body)).find((record) => record.act === act);
  }, `a consent record of ${act}`);
const stateOf = (record, purpose) => record.purposes.find((each) => each.purpose === purpose).state;

const places = [
  ['a time zone and a language of the United States', { timezoneId: 'America/New_York', locale: 'en-US' }, ['opt-out', 'limit', 'choose', 'close']],
  ['a time zone of Germany', { timezoneId: 'Europe/Berlin', locale: 'en-US' }, ['accept', 'reject', 'choose']],
  ['a time zone of the United States and a German language', { timezoneId: 'America/New_York', locale: 'de-DE' }, ['accept', 'reject', 'choose']],
  ['a time zone that no regime of the site knows', { timezoneId: 'Asia/Tokyo', locale: 'en-US' }, ['accept', 'reject', 'choose']],
];
for (const [where, options, controls] of places)
  test(`${where} gets ${controls.join(', ')}`, async () => {
    const visitor = await visit(shop.browser, options);
    await visitor.page.goto(shop.collector.origin);
    assert.deepEqual(await offered(visitor), controls);
    await visitor.close();
  });

const californian = { timezoneId: 'America/Los_Angeles', locale: 'en-US' };

for (const [name, viewport] of Object.entries({ phone, desktop }))
  test(`do not sell or share is one click on a ${name}, and goes on record as what it is`, async () => {
    const visitor = await visit(shop.browser, { ...californian, viewport });
    await visitor.page.goto(shop.collector.origin);
    await visitor.part('assent-banner', 'opt-out');
    await look(visitor, `california-${name}`);
    await visitor.click('assent-banner', 'opt-out');
    const record = await recordOf(visitor, 'opt_out');
    assert.equal(record.regime, 'us-ca');
    assert.equal(record.jurisdiction, 'US');
    assert.equal(stateOf(record, 'marketing'), 'denied');
    assert.equal(stateOf(record, 'personalization'), 'none');
    await visitor.part('assent-banner', 'reopen');
    await visitor.close();
  });

test('the signal is honoured at once, shown as honoured, and on record without any identifier', async () => {
  const visitor = await visit(shop.browser, { ...californian, viewport: desktop });
  await visitor.context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'note');
  await look(visitor, 'california-gpc');
  const first = await visitor.until(() => records().find(({ act }) => act === 'gpc'), 'the record at the collector');
  assert.equal(stateOf(first, 'marketing'), 'denied');
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await look(visitor, 'california-gpc-preferences');
  await visitor.close();
});

test('a choice that has expired is asked for again with its reason, and nothing stands meanwhile', async () => {
  const visitor = await visit(shop.browser, { timezoneId: 'Europe/Berlin', viewport: desktop });
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.stored()).local['assent:aurora-travel:record'], 'the record in storage');
  await visitor.context.addInitScript((ahead) => {
    const { now } = Date;
    Date.now = () => now() + ahead;
  }, 13 * month_ms);
  await visitor.page.reload();
  await visitor.part('assent-banner', 'note');
  await look(visitor, 'expired');
  assert.deepEqual(await visitor.page.evaluate(() => window.assent.consent.get().granted), ['necessary']);
  await visitor.until(async () => !(await visitor.stored()).local['assent:aurora-travel:record'], 'the record to be erased');
  await visitor.close();
});

test('the consent record can be downloaded and read', async () => {
  const visitor = await visit(shop.browser, { timezoneId: 'Europe/Berlin', viewport: desktop });
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.click('assent-preferences', 'save');
  await visitor.click('assent-banner', 'reopen');
  const download = visitor.page.waitForEvent('download');
  await visitor.click('assent-preferences', 'record');
  const record = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.equal(record.event.event_type, 'save');
  assert.equal(record.pii_processing.purposes.length, 5);
  assert.match(record.pii_processing.privacy_notice, /\/privacy\.html$/);
  const [stored] = records().filter(({ record_id }) => record_id === record.header.record_id);
  assert.deepEqual(JSON.parse(record.as_sent), stored);
  await look(visitor, 'preferences-with-record');
  await visitor.close();
});

test('where the age is asked it comes first, and who is too young is left alone', async (context) => {
  const collector = await startCollector({ attributes: 'data-region="DE"', site: asksAge });
  context.after(() => collector.stop());
  const young = await visit(shop.browser, { viewport: phone });
  await young.page.goto(collector.origin);
  assert.deepEqual(await offered(young), ['of-age', 'under-age']);
  await look(young, 'age-phone');
  await young.click('assent-banner', 'under-age');
  await recordOf(young, 'under_age');
  await young.page.reload();
  await young.click('assent-banner', 'reopen');
  await young.part('assent-preferences', 'save');
  await look(young, 'under-age-preferences');
  assert.deepEqual(await young.page.evaluate(() => window.assent.consent.get().granted), ['necessary']);
  assert.ok(!JSON.stringify(await young.stored()).match(/birth|[12][0-9]{3}-[0-9]{2}-[0-9]{2}/), 'no date is kept');
  await young.close();

  const grown = await visit(shop.browser, { viewport: desktop });
  await grown.page.goto(collector.origin);
  await grown.part('assent-banner', 'of-age');
  await look(grown, 'age-desktop');
  await grown.click('assent-banner', 'of-age');
  await grown.click('assent-banner', 'accept');
  assert.equal((await recordOf(grown, 'accept_all')).of_age, 16);
  await grown.close();
});
