// Choices that were made in another consent manager, taken over by the real core: once, with a record that says so, and
// only as far as they went.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const everything = { measurement: ['measurement'], marketing: ['marketing'], personalization: ['personalization'], mobility: ['accessible-trips'] };
const shop = useShop({
  attributes: 'data-region="DE"',
  site: (as_it_is) => ({
    ...as_it_is,
    migrate: {
      onetrust: { purposes: { C0002: ['measurement'], C0004: ['marketing'] } },
      klaro: { purposes: everything },
    },
  }),
});

const month_ms = 30 * 86_400_000;
const onetrust = (groups, closed_ms = Date.now() - month_ms) => ({
  OptanonConsent: `isGpcEnabled=0&datestamp=${encodeURIComponent(new Date().toString())}&interactionCount=1&groups=${encodeURIComponent(groups)}`,
  OptanonAlertBoxClosed: new Date(closed_ms).toISOString(),
});
const klaro = (choices) => ({ klaro: encodeURIComponent(JSON.stringify(choices)) });

async function comeWith(cookies, stored = {}) {
  const visitor = await visit(shop.browser);
  const { origin } = shop.collector;
  await visitor.context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: origin })));
  await visitor.page.addInitScript((kept) => {
    if (!sessionStorage.came) for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text);
    sessionStorage.came = 'yes';
  }, stored);
  await visitor.page.goto(origin);
  const record = () => visitor.posts().filter(({ path }) => path === '/v1/consents').map(({ body }) => JSON.parse(body))[0];
  return {
    ...visitor,
    record: () => visitor.until(record, 'a consent record'),
    recordNow: record,
    consent: () => visitor.page.evaluate(() => new Promise((resolve) => window.assent.push((assent) => resolve(assent.consent.get())))),
    loaded: () => visitor.requests.map((each) => new URL(each.url()).pathname).filter((path) => /\/migration-/.test(path)).length,
  };
}
const stateOf = (record, purpose) => record.purposes.find((each) => each.purpose === purpose)?.state;

test('what was granted and what was refused is taken over, with a record that says from where', async () => {
  const visitor = await comeWith(onetrust('C0001:1,C0002:1,C0004:0'));
  const record = await visitor.record();
  assert.equal(record.act, 'adopted');
  assert.equal(record.from, 'onetrust');
  assert.deepEqual([stateOf(record, 'measurement'), stateOf(record, 'marketing')], ['granted', 'denied']);
  const { granted, denied } = await visitor.consent();
  assert.ok(granted.includes('measurement') && denied.includes('marketing'));
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('the banner goes away when nothing is left to ask, and asks on otherwise', async () => {
  const whole = await comeWith({}, { klaro: JSON.stringify(Object.fromEntries(Object.keys(everything).map((each) => [each, false]))) });
  assert.equal(stateOf(await whole.record(), 'personalization'), 'denied');
  await whole.part('assent-banner', 'reopen');
  assert.equal(await whole.partNow('assent-banner', 'accept'), undefined);
  await whole.close();

  const part = await comeWith(onetrust('C0002:1,C0004:0'));
  await part.record();
  assert.ok(await part.partNow('assent-banner', 'accept'));
  await part.close();
});

test('it is read once: a later answer stands, whatever the other manager’s cookie says', async () => {
  const visitor = await comeWith(onetrust('C0002:1,C0004:1'));
  await visitor.record();
  assert.equal(visitor.loaded(), 1);
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.consent.update({ measurement: false, marketing: false })));
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.waitForFunction(() => !Array.isArray(window.assent));
  const { denied } = await visitor.consent();
  assert.ok(denied.includes('measurement') && denied.includes('marketing'));
  assert.equal(visitor.loaded(), 1, 'the module is not asked for again');
  await visitor.close();
});

test('without a time only the refusals are taken', async () => {
  const visitor = await comeWith(klaro({ measurement: true, marketing: false }));
  const record = await visitor.record();
  assert.deepEqual([stateOf(record, 'measurement'), stateOf(record, 'marketing')], ['none', 'denied']);
  assert.deepEqual((await visitor.consent()).granted.filter((id) => id === 'measurement' || id === 'marketing'), []);
  await visitor.close();
});

test('a choice that is older than the regime lets one be is asked again', async () => {
  const visitor = await comeWith(onetrust('C0002:1,C0004:1', Date.now() - 40 * month_ms));
  await visitor.part('assent-banner', 'accept');
  await visitor.until(() => visitor.loaded() === 1, 'the module');
  await visitor.page.waitForLoadState('networkidle');
  const { granted } = await visitor.consent();
  assert.ok(!granted.includes('measurement') && !granted.includes('marketing'));
  assert.ok(await visitor.partNow('assent-banner', 'accept'));
  await visitor.close();
});

for (const [what, cookies] of Object.entries({
  'nothing of another manager': { session: 'x' },
  'a cookie from before a choice': { OptanonConsent: onetrust('C0002:1,C0004:1').OptanonConsent },
  'a damaged cookie': { klaro: '%ZZ' },
}))
  test(`${what}: the banner asks as ever and nothing is stored`, async () => {
    const visitor = await comeWith(cookies);
    await visitor.part('assent-banner', 'accept');
    await visitor.page.waitForLoadState('networkidle');
    assert.equal(visitor.recordNow(), undefined);
    if (what.startsWith('nothing')) assert.equal(visitor.loaded(), 0);
    else await visitor.until(() => visitor.loaded() === 1, 'the module');
    assert.deepEqual((await visitor.stored()).local, {});
    assert.deepEqual(visitor.problems, []);
    await visitor.close();
  });
