// What a person sees, on a phone and on a desktop: the layers, the visitor's data and the shop. Each view is checked for
// what a machine can say about it and written to build/screenshots, to be opened and looked at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { desktop, phone, visit } from './support/visitor.mjs';

const animated_ms = 400; // the longest animation of a layer, and some
const profile_shown_ms = 1_800; // the demo panel asks for the profile this late, and its module loads

const shop = useShop();

const viewports = Object.entries({ phone, desktop });

async function look(visitor, name) {
  await visitor.page.mouse.move(1, 1); // nothing looks as if it was about to be pressed
  await visitor.page.waitForTimeout(animated_ms);
  await visitor.screenshot(name);
  const wide = await visitor.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, 'nothing is wider than the screen');
}

const boxOfPart = async (visitor, element, part) => visitor.boxOf(await visitor.part(element, part));

/** Equal prominence, as far as boxes tell it, and both within reach without scrolling. */
async function assertEqualAnswers(visitor, element, { width, height }) {
  const answers = [await boxOfPart(visitor, element, 'accept'), await boxOfPart(visitor, element, 'reject')];
  const [accept, reject] = answers.map((box) => [box.width, box.height].map(Math.round));
  assert.deepEqual(accept, reject, `accept and reject of ${element} are of one size`);
  for (const box of answers) {
    assert.ok(box.height >= 44 && box.width >= 44, 'a finger finds it');
    assert.ok(box.left >= 0 && box.left + box.width <= width && box.top + box.height <= height, 'it is on the screen');
  }
}

/** The shop is light whatever the visitor prefers; here it leaves the colours to the widget. */
const useOwnColours = (visitor) =>
  visitor.page.evaluate(() => {
    const { style } = document.documentElement;
    style.setProperty('--assent-scheme', 'light dark');
    style.setProperty('--assent-accent', 'initial');
  });

for (const [name, viewport] of viewports)
  for (const colorScheme of ['light', 'dark'])
    test(`banner and preference center on a ${colorScheme} ${name}`, async () => {
      const visitor = await visit(shop.browser, { viewport, colorScheme });
      await visitor.page.goto(shop.collector.origin);
      if (colorScheme === 'dark') await useOwnColours(visitor);
      await visitor.part('assent-banner', 'accept');
      await look(visitor, `banner-${name}-${colorScheme}`);
      await assertEqualAnswers(visitor, 'assent-banner', viewport);
      await visitor.click('assent-banner', 'choose');
      await visitor.part('assent-preferences', 'save');
      await look(visitor, `preferences-${name}-${colorScheme}`);
      await assertEqualAnswers(visitor, 'assent-preferences', viewport);
      assert.deepEqual(visitor.problems, []);
      await visitor.close();
    });

/** Does what `./dev demo` proposes: a look at the mountains, and the trip finder filled in for a family. */
async function tellShop({ page }) {
  await page.locator('.seat[data-place="alps"]').click();
  await page.locator('[name="party"]').selectOption('family');
  await page.locator('[name="age"]').fill('41');
  await page.locator('[name="home"]').fill('80');
  await page.locator('.finder-form [type="submit"]').click();
}

for (const [name, viewport] of viewports)
  test(`a shop personalized from its trip finder, and my data, on a ${name}`, async () => {
    const visitor = await visit(shop.browser, { viewport });
    const { page } = visitor;
    await page.goto(shop.collector.origin);
    await visitor.click('assent-banner', 'accept');
    await visitor.part('assent-banner', 'reopen');
    await tellShop(visitor);
    // The offers keep what was seen of them; the next page shows what was decided.
    await page.reload();
    const slot = page.locator('[data-assent-slot="home.hero"]');
    await visitor.until(async () => /famil/i.test(await slot.innerText()), 'the hero for families');
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await page.waitForTimeout(profile_shown_ms);
    await look(visitor, `personalized-${name}`);
    const decided = await page.evaluate(
      () => new Promise((resolve) => window.assent.push((assent) => resolve(assent.explain('hero')))),
    );
    assert.equal(decided.experience, 'alps-families');
    assert.ok(decided.trace.every((factor) => !('value' in factor)), 'no value reaches the page');

    await page.locator('#offers').evaluate((offers) => offers.scrollIntoView({ behavior: 'instant' }));
    await look(visitor, `personalized-offers-${name}`);
    await visitor.click('assent-banner', 'reopen');
    await visitor.part('assent-preferences', 'delete');
    await page.mouse.move(viewport.width / 2, viewport.height / 2);
    await page.mouse.wheel(0, 10_000);
    await look(visitor, `my-data-${name}`);
    assert.deepEqual(visitor.problems, []);
    await visitor.close();
  });
