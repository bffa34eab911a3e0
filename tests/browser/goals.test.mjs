// Exposures and goals on a real page: its scripts hear them only where the policy and the visitor let the page, the
// collector stores the goal after the exposure, and what the page hears reaches no collector.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const page = { as: 'decision' };
const policy = {
  'site.json': (site) => ({
    ...site,
    destinations: { ...site.destinations, page: { title: '@destination.collector', purposes: ['personalization'], page: true } },
  }),
  'attributes.json': (attributes) =>
    Object.fromEntries(
      Object.entries(attributes).map(([id, of]) => [id, of.leaves?.collector ? { ...of, leaves: { ...of.leaves, page } } : of]),
    ),
  'slots/hero.json': (slot) => ({ ...slot, exposes: ['collector', 'page'] }),
  'goals.json': () => ({
    enquiry: { title: 'Somebody asked', after: 'home.hero', exposes: ['collector', 'page'] },
    booking: { title: 'Somebody booked', after: 'hero', exposes: ['collector'] },
  }),
};
const shop = useShop({ attributes: 'data-region="DE"', policy });
const generous_ms = 20_000;

/** A visitor whose page notes what its scripts hear. */
async function arrive() {
  const visitor = await visit(shop.browser);
  await visitor.context.addInitScript(() => {
    window.heard = [];
    for (const name of ['exposure', 'goal', 'decided'])
      document.addEventListener('assent:' + name, ({ detail }) => window.heard.push([name, { ...detail }]));
  });
  await visitor.page.goto(shop.collector.origin + '/');
  await visitor.part('assent-banner', 'accept');
  await ask(visitor, "assent.profile.set('party', 'family')");
  await ask(visitor, "assent.profile.set('age', 40)");
  await ask(visitor, "assent.profile.observe('view-category', 'alps')");
  return visitor;
}
const ask = (visitor, text) =>
  visitor.page.evaluate(
    (act) => new Promise((done) => (window.assent ??= []).push((assent) => done(new Function('assent', `return ${act}`)(assent)))),
    text,
  );
const heard = (visitor) => visitor.page.evaluate(() => window.heard);
const heardOf = async (visitor, kind) => (await heard(visitor)).filter(([name]) => name === kind).map(([, detail]) => detail);
const goals = () => shop.collector.rows('SELECT slot, experience, goal FROM exposures WHERE goal IS NOT NULL ORDER BY rowid');
const shown = { slot: 'hero', experience: 'alps-families', variant: null };

test('a page hears what was shown and reached, and the collector stores the goal', async () => {
  const visitor = await arrive();
  assert.deepEqual(await heard(visitor), [], 'nothing before consent');
  await visitor.click('assent-banner', 'accept');
  // On a slow machine something else may be on the screen before what is meant.
  const isMeant = ({ experience }) => experience === shown.experience;
  await visitor.until(async () => (await heardOf(visitor, 'exposure')).some(isMeant), 'the exposure', generous_ms);
  const exposures = await heardOf(visitor, 'exposure');
  assert.deepEqual(exposures.at(-1), shown);
  assert.ok(exposures.every(({ slot }) => slot === 'hero'), 'the page is told of no other slot');

  await visitor.page.evaluate(() => {
    const host = document.body.appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' }).innerHTML = '<button data-assent-goal="enquiry"><b>Ask</b></button>';
    host.shadowRoot.querySelector('b').click();
  });
  await visitor.until(async () => (await heardOf(visitor, 'goal')).length > 0, 'the goal', generous_ms);
  assert.deepEqual(await heardOf(visitor, 'goal'), [{ ...shown, goal: 'enquiry' }]);
  await visitor.until(() => goals().length > 0, 'the goal at the collector', generous_ms);
  assert.deepEqual(goals(), [{ slot: 'hero', experience: 'alps-families', goal: 'enquiry' }]);

  assert.equal(await ask(visitor, "assent.goal('booking')"), true);
  assert.equal(await ask(visitor, "assent.goal('enquiry')"), true, 'again, which tells nobody');
  await visitor.until(() => goals().length > 1, 'the second goal', generous_ms);
  assert.deepEqual(goals().map(({ goal }) => goal), ['enquiry', 'booking']);
  assert.equal((await heardOf(visitor, 'goal')).length, 1, 'the page is not told of bookings');
  assert.deepEqual(await heardOf(visitor, 'exposure'), exposures);
  assert.deepEqual(await heardOf(visitor, 'decided'), []);
  const posted = visitor.requests.map((each) => each.postData() ?? '').join('');
  assert.equal(posted.includes('"assentdestination":"page"'), false);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('a page hears nothing where its purpose is refused', async () => {
  const visitor = await arrive();
  const before = goals().length;
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'measurement', 'the switch of measurement');
  await visitor.click('assent-preferences', 'save');
  await ask(visitor, "assent.goal('enquiry')");
  await visitor.page.waitForTimeout(3_000);
  assert.deepEqual(await heard(visitor), []);
  assert.equal(goals().length, before);
  await visitor.close();
});
