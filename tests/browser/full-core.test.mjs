// The full core: loaded by who has allowed something and by nobody else, checked, and what leaves in its forms.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

/** The shop's policy, whose CRM gets a rounded number and a bucket with noise. */
const policy = {
  'site.json': (site) => ({ ...site, 'noise-budget': 6 }),
  'attributes.json': ({ loyalty, budget, ...others }) => ({
    ...others,
    loyalty: { ...loyalty, leaves: { crm: { minimize: { round: 10 } } } },
    budget: { ...budget, leaves: { ...budget.leaves, crm: { minimize: { bucket: [750, 1500, 3000], epsilon: 2 } } } },
  }),
};
const shop = useShop({ attributes: 'data-region="DE"', policy });
const generous_ms = 20_000;
const buckets = ['"<750"', '"750-1499"', '"1500-2999"', '"3000+"'];

const isFullCore = (request) => /\/assent\/full-[0-9a-f]{8}\.wasm$/.test(request.url());

/** A visitor who has said what the CRM gets in forms that the small core does not know. */
async function arrive() {
  const visitor = await visit(shop.browser);
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.evaluate(() =>
    window.assent.push((assent) => {
      assent.profile.set('loyalty', 37);
      assent.profile.set('budget', 900);
    }),
  );
  await visitor.part('assent-banner', 'accept');
  return visitor;
}

/** What the CRM was given of the visitors so far, by attribute. */
const given = () =>
  Object.fromEntries(
    shop.collector.rows("SELECT attribute, value FROM attributes WHERE destination = 'crm'").map(({ attribute, value }) => [attribute, value]),
  );

test('who_refuses_never_loads_the_full_core', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'reject');
  await visitor.page.waitForTimeout(1_500);
  assert.equal(visitor.requests.filter(isFullCore).length, 0);
  await visitor.close();
});

test('what_is_rounded_or_has_noise_leaves_once_the_full_core_is_there', async () => {
  const visitor = await arrive();
  assert.equal(visitor.requests.filter(isFullCore).length, 0);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => given().loyalty, 'the rounded number at the collector', generous_ms);
  assert.equal(given().loyalty, '40');
  assert.ok(buckets.includes(given().budget), given().budget);
  assert.equal(visitor.requests.filter(isFullCore).length, 1);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('an_answer_with_noise_stays_the_same_on_later_visits', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'accept');
  const subjects = () =>
    shop.collector.rows("SELECT subject, value FROM attributes WHERE destination = 'crm' AND attribute = 'budget' ORDER BY rowid DESC");
  await visitor.until(() => subjects().length >= 2, 'the answer of this visitor', generous_ms);
  const { subject, value } = subjects()[0];
  const events = () => shop.collector.rows(`SELECT id FROM events WHERE subject = '${subject}' AND destination = 'crm'`).length;
  const before = events();
  await visitor.page.reload();
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.profile.set('budget', 910)));
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.profile.set('party', 'solo')));
  await visitor.until(() => events() > before, 'another event of this visitor', generous_ms);
  assert.equal(shop.collector.rows(`SELECT value FROM attributes WHERE subject = '${subject}' AND attribute = 'budget'`)[0].value, value);
  await visitor.close();
});

test('a_consent_that_shows_in_no_slot_still_sends_what_changes_on_a_later_page', async () => {
  const visitor = await arrive();
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'marketing', 'the switch of marketing');
  await visitor.click('assent-preferences', 'save');
  const mine = () => shop.collector.rows("SELECT subject, value FROM attributes WHERE attribute = 'loyalty' ORDER BY rowid DESC LIMIT 1")[0];
  const before = mine()?.subject;
  await visitor.until(() => mine()?.subject !== before, 'what the first page says', generous_ms);
  const { subject } = mine();
  await visitor.page.reload();
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.profile.set('loyalty', 52)));
  const value = () => shop.collector.rows(`SELECT value FROM attributes WHERE attribute = 'loyalty' AND subject = '${subject}'`)[0]?.value;
  await visitor.until(() => value() === '50', 'what the later page says', generous_ms);
  await visitor.close();
});

test('where_the_full_core_is_not_the_built_one_no_attributes_leave', async () => {
  const visitor = await arrive();
  await visitor.page.route(/\/assent\/full-/, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[300] ^= 1;
    await route.fulfill({ response, body, headers: { ...response.headers(), 'content-encoding': undefined } });
  });
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.profile.set('party', 'friends')));
  await visitor.click('assent-banner', 'accept');
  const mine = () => shop.collector.rows("SELECT DISTINCT subject FROM attributes WHERE attribute = 'party' AND value = '\"friends\"'");
  await visitor.page.waitForTimeout(6_000);
  assert.equal(mine().length, 0);
  assert.match(visitor.problems.join(), /core_hash/);
  await visitor.close();
});
