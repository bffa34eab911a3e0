// The rules of a fair notice, held against what is rendered: the shipped theme keeps them everywhere, a bad theme is
// named rule by rule, and each rule has a trait that it catches.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bad_theme, click_traits, eager_scripts, silent_traits, theme_traits } from './support/bad-traits.mjs';
import { openPreferences } from './support/notice-acts.mjs';
import { checkLayer, checkLayers, checkNotice, checkSilentVisit, walked_rules } from './support/notice-check.mjs';
import { checkClicks } from './support/notice-clicks.mjs';
import { impairments, judgeLayer, layer_rules, nameOf } from './support/notice-rules.mjs';
import { checkSilence } from './support/notice-silence.mjs';
import { changeLayer, findPart, readLayer, readTexts } from './support/rendered.mjs';
import { useShop } from './support/shop.mjs';
import { desktop, phone, visit } from './support/visitor.mjs';

const zoomed = { width: 320, height: 256 }; // 1280 × 1024 at 400 %: WCAG 2.2, 1.4.10
const shop = useShop();

const home = () => shop.collector.origin + '/';
const pages = () => [home(), ...readdirSync(join(shop.collector.shop, 'trips')).map((name) => home() + 'trips/' + name)];

/** Adds a site's own rules at the end of the shop's style sheet. */
const dress = (visitor, css) =>
  visitor.page.route('**/css/base.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()) + css });
  });

/** The shop is light whatever the visitor prefers; here it leaves the colours to the widget. */
const own_colours = ':root { --assent-scheme: light dark; --assent-accent: initial }';

/** Places the visitor where the page says: in another region than the shop's own. */
const move = (visitor, region) =>
  visitor.page.route(home(), async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('data-region="DE"', `data-region="${region}"`) });
  });

/** A new visitor with the notice in front. The page has a clock of its own, so that waiting takes no time. */
async function openShop({ css = '', scripts = [], region, ...options } = {}) {
  const visitor = await visit(shop.browser, options);
  await visitor.page.clock.install();
  if (css) await dress(visitor, css);
  if (region) await move(visitor, region);
  for (const script of scripts) await visitor.page.addInitScript(script);
  await visitor.page.goto(shop.collector.origin, { waitUntil: 'domcontentloaded' });
  await visitor.part('assent-banner', 'choose');
  return visitor;
}

const rulesOf = (found) => [...new Set(found.map(({ rule }) => rule))].sort();
const inWords = (found) => found.map(({ rule, layer, what }) => `${rule}, ${layer}: ${what}`).join('\n');
const assertRules = (found, rules) => assert.deepEqual(rulesOf(found), rules, inWords(found));
const assertFair = (found) => assert.deepEqual(found, [], inWords(found));

test("the notice in the shop's colours keeps every rule on a phone, on every page", async () => {
  assertFair(await checkNotice(() => openShop({ viewport: phone }), pages()));
});

test('the notice in its own colours keeps every rule on a desktop', async () => {
  assertFair(await checkNotice(() => openShop({ viewport: desktop, css: own_colours }), [home()]));
});

const looks = {
  'a phone in the dark': { viewport: phone, css: own_colours, colorScheme: 'dark' },
  'a desktop in the dark': { viewport: desktop, css: own_colours, colorScheme: 'dark' },
  'a phone with forced colours': { viewport: phone, forcedColors: 'active' },
  'a desktop with forced dark colours': { viewport: desktop, forcedColors: 'active', colorScheme: 'dark' },
  'a desktop without motion': { viewport: desktop, reducedMotion: 'reduce' },
};
for (const [name, options] of Object.entries(looks))
  test(`both layers keep the rules on ${name}`, async () => {
    const visitor = await openShop(options);
    assertFair(await checkLayers(visitor));
    await visitor.close();
  });

test('where one opts out, the layers keep the rules too, but for what is on until then', async () => {
  const visitor = await openShop({ region: 'US-CA' });
  assert.ok(await visitor.partNow('assent-banner', 'opt-out'));
  assertRules(await checkLayers(visitor), ['nothing-pre-ticked']);
  await visitor.close();
});

/** Writes a screenshot of a layer that does not move any more. */
async function takeLook(visitor, layer, name) {
  await readLayer(visitor, layer);
  await visitor.screenshot(name);
}

const scrolled = { bring_into_view: true };

/** Each control and each text can be seen whole, and reading takes one direction. */
async function assertNothingLost(visitor, name) {
  const texts = await readTexts(visitor, name);
  const layer = await readLayer(visitor, name, scrolled); // ends at the answers
  for (const each of [...texts, ...layer.controls])
    assert.deepEqual(impairments(each), [], `${nameOf(each)} of ${name}`);
  assertFair(judgeLayer(layer));
  assert.ok(layer.wider_px <= 0, `${name} is ${layer.wider_px} px wider than what is seen of it`);
}

test('at 400 % zoom nothing of a layer is lost', async () => {
  const visitor = await openShop({ viewport: zoomed, deviceScaleFactor: 4 });
  await takeLook(visitor, 'banner', 'notice-zoomed-banner');
  await assertNothingLost(visitor, 'banner');
  await visitor.screenshot('notice-zoomed-banner-end');
  await openPreferences(visitor);
  await takeLook(visitor, 'preferences', 'notice-zoomed-preferences');
  await assertNothingLost(visitor, 'preferences');
  await visitor.screenshot('notice-zoomed-preferences-end');
  await visitor.close();
});

test('a bad theme is named rule by rule', async () => {
  const visitors = [await openShop(bad_theme)];
  await takeLook(visitors[0], 'banner', 'notice-bad-theme');
  const found = await checkNotice(async () => visitors.pop() ?? openShop(bad_theme), [home()]);
  assertRules(found, bad_theme.rules);
});

/** A fresh layer, with the focus in it as when it appears. */
async function renew(visitor, layer) {
  if (layer === 'preferences') await visitor.page.reload({ waitUntil: 'domcontentloaded' });
  await visitor.part('assent-banner', 'choose');
  await openPreferences(visitor);
  if (layer === 'preferences') return;
  await visitor.page.keyboard.press('Escape');
  await visitor.until(() => findPart(visitor, 'banner'), 'the banner again');
}

async function checkTrait(visitor, layer, { css, plant }) {
  const style = css && (await visitor.page.addStyleTag({ content: css }));
  if (plant) await changeLayer(visitor, layer, plant);
  const found = await checkLayer(visitor, layer);
  await style?.evaluate((node) => node.remove());
  if (plant) await renew(visitor, layer);
  else await changeLayer(visitor, layer, (node) => (node.querySelector('[autofocus]') ?? node).focus());
  return found;
}

for (const [layer, traits] of Object.entries(theme_traits))
  test(`each bad trait of the ${layer} is caught by its own rule`, async (t) => {
    const visitor = await openShop();
    if (layer === 'preferences') await openPreferences(visitor);
    for (const [what, trait] of Object.entries(traits))
      await t.test(what, async () => {
        const found = await checkTrait(visitor, layer, trait);
        assertRules(found, trait.rules);
        assert.ok(found.every((each) => each.layer === layer));
      });
    await visitor.close();
  });

test('each silence that a page takes for a yes is caught by its own act', async () => {
  const visitor = await openShop({ scripts: Object.values(eager_scripts) });
  const found = await checkSilence(visitor);
  assert.deepEqual(found.map(({ what }) => what), Object.keys(eager_scripts));
  assertRules(found, ['no-silent-consent']);
  await visitor.close();
});

for (const [what, { rules, ...options }] of Object.entries(silent_traits))
  test(`${what}: caught by ${rules}`, async () => {
    const visitor = await openShop(options);
    assertRules(await checkSilentVisit(visitor), rules);
    await visitor.close();
  });

for (const [what, { rules, ...options }] of Object.entries(click_traits))
  test(`${what}: caught by ${rules}`, async () => {
    assertRules(await checkClicks(() => openShop(options), [home()]), rules);
  });

test('no rule is dead: each is the only one that some trait breaks', () => {
  const traits = [...Object.values(theme_traits), silent_traits, click_traits].flatMap((each) => Object.values(each));
  const alone = new Set(traits.flatMap(({ rules }) => (rules.length === 1 ? rules : [])));
  const all = [...Object.keys(layer_rules), ...walked_rules];
  assert.deepEqual([...alone].sort(), all.filter((rule) => rule !== 'no-silent-consent').sort(), 'that one has a test of its own');
});
