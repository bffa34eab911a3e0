// The demo's promotion, on the shop's own pages: shown by an interest that lies in this browser, in its season only, as often
// as its cap lets it and no more; and what follows from it is told by a goal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCollector } from './support/collector.mjs';
import { desktop, phone, startBrowser, visit } from './support/visitor.mjs';

const day_ms = 86_400_000;
const views_in_a_visit = 3; // of policies/aurora-travel/slots/promo.json
const patience_ms = 20_000;

/** The policy with the season of the lights so many days from now. */
const season = (from_days, to_days) => {
  const wall = (days) => `${new Date(Date.now() + days * day_ms).toISOString().slice(0, 10)}T00:00`;
  return {
    'slots/promo.json': ({ experiences: [winter, ...others], ...slot }) => ({
      ...slot,
      experiences: [{ ...winter, starts: wall(from_days), ends: wall(to_days) }, ...others],
    }),
  };
};

const shops = {};
let browser;
before(async () => {
  browser = await startBrowser();
  shops.inside = await startCollector({ attributes: 'data-region="DE"', policy: season(-10, 10) });
  shops.outside = await startCollector({ attributes: 'data-region="DE"', policy: season(10, 30) });
});
after(async () => {
  await browser?.close();
  for (const shop of Object.values(shops)) assert.equal(await shop.stop(), 0);
});

const promo = (visitor) => visitor.page.locator('[data-assent-slot="home.promo"]').innerText();
const isDefault = (text) => /Nothing here runs out/.test(text);
const isWinter = (text) => /season of the lights/i.test(text);
const decided = (visitor) => visitor.page.evaluate(() => new Promise((done) => window.assent.push((assent) => done(assent.decide('promo')?.experience))));

/** Opens the home page anew, once all has loaded that decides the promotion. */
async function home(visitor, shop) {
  await visitor.page.goto(shop.origin, { waitUntil: 'networkidle' });
  await visitor.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
}

/** A visitor who has allowed everything and looked at northern lights twice, on the shop's own page of windows. */
async function drawn(shop, options) {
  const visitor = await visit(browser, options);
  await home(visitor, shop);
  assert.ok(isDefault(await promo(visitor)));
  await visitor.click('assent-banner', 'accept');
  for (let look = 0; look < 2; ++look) await visitor.page.locator('.seat[data-place="aurora"]').click();
  return visitor;
}

/** Scrolls to the promotion, and waits until the core has counted that it was seen, so often in all. */
async function see(visitor, times) {
  await visitor.page.locator('.promo').scrollIntoViewIfNeeded();
  const events = () => visitor.posts().filter(({ path }) => path === '/v1/events').flatMap(({ body }) => JSON.parse(body));
  const exposures = () => events().filter(({ type, data }) => type === 'org.assent.exposure.v1' && data.experience === 'winter-lights');
  await visitor.until(() => new Set(exposures().map(({ id }) => id)).size >= times, `exposure ${times}`, patience_ms);
}

test('an_interest_shows_the_promotion_until_its_cap_is_reached_and_a_goal_tells_what_followed', async () => {
  const visitor = await drawn(shops.inside);
  const told = () => visitor.posts().filter(({ path, body }) => path === '/v1/events' && body.includes('org.assent.goal.v1'));
  const seen = [];
  for (let view = 0; view <= views_in_a_visit; ++view) {
    if (view > 0) await home(visitor, shops.inside); // the first view is that in which the interest grew
    const wanted = view < views_in_a_visit ? isWinter : isDefault;
    await visitor.until(async () => wanted(await promo(visitor)), `the promotion of view ${view + 1}`, patience_ms);
    seen.push(await decided(visitor));
    if (wanted === isWinter) await see(visitor, view + 1);
    if (view > 0) continue;
    await visitor.page.locator('[data-assent-goal="enquiry"]').click();
    await visitor.until(() => told().length > 0, 'word of the goal', patience_ms);
    assert.match(told()[0].body, /"goal":"enquiry"/);
    assert.match(told()[0].body, /"experience":"winter-lights"/);
  }
  assert.deepEqual(seen, ['winter-lights', 'winter-lights', 'winter-lights', null]);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('outside_its_season_the_default_stays', async () => {
  const visitor = await drawn(shops.outside);
  await home(visitor, shops.outside);
  assert.equal(await decided(visitor), null);
  assert.ok(isDefault(await promo(visitor)));
  await visitor.close();
});

for (const [size, viewport] of Object.entries({ desktop, phone }))
  for (const colorScheme of ['light', 'dark'])
    test(`beside_the_promotion_stands_why_it_is_shown, ${size}, ${colorScheme}`, async () => {
      const visitor = await drawn(shops.inside, { viewport, colorScheme, isMobile: false });
      await home(visitor, shops.inside);
      const section = visitor.page.locator('.promo');
      await visitor.until(async () => isWinter(await promo(visitor)), 'the promotion', patience_ms);
      const why = visitor.page.locator('assent-why[slot="home.promo"]');
      await visitor.until(() => why.evaluate((each) => each.getBoundingClientRect().width > 0), 'the button', patience_ms);
      await section.scrollIntoViewIfNeeded();
      await visitor.screenshot(`promo-${size}-${colorScheme}`);
      const { bottom, top } = await why.evaluate((each) => each.getBoundingClientRect().toJSON());
      assert.ok(bottom - top >= 24, 'it is large enough to be pressed');
      await why.click();
      const isOpen = async () => {
        const sheet = await visitor.partNow('assent-why[slot="home.promo"]', 'sheet');
        return sheet && visitor.boxOf(sheet).then(({ height }) => height > 0, () => false); // a closed one has no box
      };
      await visitor.until(isOpen, 'the open sheet', patience_ms);
      await visitor.page.waitForTimeout(500);
      await visitor.screenshot(`promo-why-${size}-${colorScheme}`);
      await visitor.close();
    });
