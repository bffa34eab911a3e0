// Slots of the demo shop, with the real widget and core on a slow computer: nothing that was seen moves or changes except
// as a slot declares it, the same content is asked for whoever comes, and a hostile page injects nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { isLoaded, requestsOfSecondLayer, visit, withoutPanel } from './support/visitor.mjs';

const profiles = 50;
const throttled = 4;
const gesture_ms = 6_000; // a browser counts what comes later as nobody's act
const flush_ms = 7_000; // longer than from one time of sending to the next
const idle_parts = ['/preferences-', '/why-', '/full-']; // what loads by itself once something stands
const content_files = 3; // one for each slot whose purpose stands once everything was accepted

const shop = useShop();

/** Notes what moves on the page and what changes in sight, once it is parsed and that is drawn: before, the page builds itself. */
function watchPage() {
  window.shifts = [];
  window.changes = [];
  let parsed_ms = Infinity;
  document.addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => requestAnimationFrame((now_ms) => (parsed_ms = now_ms))));
  // A browser names no node of a closed shadow root: what of ours moves lies above the page.
  const nameOf = (node) => node && (node.parentElement?.closest('[data-assent-slot]')?.dataset.assentSlot ?? (node.className || node.nodeName));
  new PerformanceObserver((list) => {
    for (const { value, sources, startTime } of list.getEntries())
      if (startTime >= parsed_ms) window.shifts.push([value, sources.map(({ node }) => nameOf(node))]);
  }).observe({ type: 'layout-shift', buffered: true });
  const isSeen = (place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return performance.getEntriesByType('paint').length > 0 && bottom > 0 && top < innerHeight;
  };
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const place = (target.nodeType === 1 ? target : target.parentElement)?.closest('[data-assent-slot]');
      if (place && isSeen(place)) window.changes.push([place.dataset.assentSlot, place.getAnimations().length]);
    }
  });
  const what = { childList: true, subtree: true, attributes: true, characterData: true };
  document.addEventListener('DOMContentLoaded', () => observer.observe(document, what));
}

const place = (visitor, name) => visitor.page.locator(`[data-assent-slot="home.${name}"]`);
const untilText = (visitor, name, words) =>
  visitor.until(async () => words.test(await place(visitor, name).innerText()), `${name} to say ${words}`, 60_000);
const calm = (visitor) => visitor.page.evaluate(() => [window.shifts, [...new Set(window.changes.map(([name]) => name))]]);

/** Tells the profile, as a script of the shop does; `after_ms`: so long after what a driver's evaluation counts as a gesture. */
const tell = (visitor, facts, after_ms = 0) =>
  visitor.page.evaluate(([all, wait_ms]) => new Promise((done) => setTimeout(() => window.assent.push((assent) => {
    for (const [name, value] of Object.entries(all)) assent.profile.set(name, value);
    done();
  }), wait_ms)), [facts, after_ms]);

/** Tells that a kind of trip was looked at. */
const look = (visitor, trip) =>
  visitor.page.evaluate((kind) => new Promise((done) => window.assent.push((assent) => done(assent.profile.observe('view-category', kind)))), trip);

async function arrive(options) {
  const visitor = await visit(shop.browser, options);
  await visitor.page.addInitScript(watchPage);
  await visitor.cdp.send('Emulation.setCPUThrottlingRate', { rate: throttled });
  return withoutPanel(visitor);
}

/** The answers' paths and sizes of all content files that were asked for, as one text. */
async function contentsOf({ requests }) {
  const all = await Promise.all(
    requests
      .filter((request) => new URL(request.url()).pathname.startsWith('/packs/'))
      // The body of what the page before has asked for is gone.
      .map(async (request) => [request, (await (await request.response())?.text().catch(() => '')) ?? '']),
  );
  return all
    .filter(([, body]) => body.includes('<template data-experience'))
    .map(([request, body]) => `${new URL(request.url()).pathname} ${request.method()} ${body.length}`)
    .sort();
}

test('on a first and on a repeat visit nothing moves, and what was seen changes only as its slot declares', async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  assert.deepEqual(await calm(visitor), [[], []], 'a first visit');
  await visitor.screenshot('slots-default');
  await visitor.click('assent-banner', 'accept');
  await tell(visitor, { party: 'family', age: 41, loyalty: 3 });
  await look(visitor, 'alps');
  await untilText(visitor, 'hero', /marmots and nobody/);
  assert.deepEqual(await calm(visitor), [[], ['home.hero']], 'the hero declares that it fades in');

  await page.reload();
  await untilText(visitor, 'hero', /marmots and nobody/);
  await untilText(visitor, 'offers', /Weeks that fit a family/);
  assert.deepEqual(await calm(visitor), [[], ['home.hero']], 'a repeat visit: the offers were ready before they were seen');
  await visitor.screenshot('slots-families');
  await page.locator('#offers').evaluate((offers) => offers.scrollIntoView({ behavior: 'instant' }));
  await visitor.screenshot('slots-families-offers');

  // Another decision about what has been seen waits for the next page.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  await page.evaluate(() => (window.changes = []));
  await tell(visitor, { party: 'solo' }, gesture_ms);
  await visitor.until(() => page.evaluate(() => new Promise((done) => window.assent.push((assent) => done(assent.decide('offers').experience === 'welcome-back')))), 'another decision');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
  assert.match(await place(visitor, 'offers').innerText(), /Weeks that fit a family/);
  const [shifts, changed] = await calm(visitor);
  assert.deepEqual(shifts, []);
  assert.ok(!changed.includes('home.offers'));

  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' })); // a browser comes back to where it was left
  await page.reload();
  await untilText(visitor, 'offers', /Good to see you again/);
  const { root } = await visitor.cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const values = [...visitor.nodesBelow(root)].filter(({ nodeName }) => nodeName === 'BDI').map(({ children }) => children[0].nodeValue);
  assert.deepEqual(values, ['3'], 'the value is shown');
  assert.match(await place(visitor, 'offers').innerHTML(), /<assent-value attribute="loyalty">earlier<\/assent-value>/);
  await page.locator('#offers').evaluate((offers) => offers.scrollIntoView({ behavior: 'instant' }));
  await visitor.screenshot('slots-value');
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('edits change the default content and are gone when their purpose is withdrawn', async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'choose');
  const node = await visitor.part('assent-preferences', 'save');
  assert.ok(node);
  await page.evaluate(() => (window.kept = [...document.querySelectorAll('#guide li')]));
  const before = await place(visitor, 'guide').innerHTML();
  const withSwitch = (purpose) => visitor.clickWhere((each, attributes) => each.nodeName === 'INPUT' && attributes.name === purpose, `the switch of ${purpose}`);
  await withSwitch('accessible-trips');
  await visitor.click('assent-preferences', 'save');
  await tell(visitor, { pace: 'gentle' });
  await page.locator('#guide').evaluate((guide) => guide.scrollIntoView({ behavior: 'instant' }));
  await untilText(visitor, 'guide', /Trips at your own pace/);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('#guide li')].map((each) => window.kept.indexOf(each))), [1, 2, 0]);
  assert.equal(await page.locator('#guide .actions a').getAttribute('href'), '/trips/sea.html');
  await visitor.screenshot('slots-edits');
  await visitor.click('assent-banner', 'reopen');
  await withSwitch('accessible-trips');
  await visitor.click('assent-preferences', 'save');
  await untilText(visitor, 'guide', /Everybody gets the window/);
  assert.equal(await place(visitor, 'guide').innerHTML(), before);
  const [shifts] = await calm(visitor);
  assert.deepEqual(shifts.filter(([, sources]) => sources.some((name) => name && name !== 'home.guide')), [], 'an order moves lines of its own place alone');
  await visitor.close();
});

const trips = ['aurora', 'alps', 'fjord', 'desert', 'city', 'sea'];

/** A profile of this number: any of what the shop asks, or nothing. */
function profileOf(number) {
  const pick = (...choices) => choices[number % choices.length];
  const facts = {
    party: pick('solo', 'couple', 'family', 'friends', undefined),
    age: pick(undefined, 19, 33, 41, 66, 90, 17),
    loyalty: pick(0, 1, 9, undefined),
    budget: pick(undefined, 700, 3000),
    pace: pick('gentle', undefined, 'brisk'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

test(`the set and the sizes of content requests are the same for ${profiles} profiles`, async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  const { page } = visitor;
  await page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'choose');
  await visitor.click('assent-preferences', 'accept');
  await visitor.part('assent-banner', 'reopen');
  const seen = new Set();
  const shown = new Set();
  for (let number = 0; number < profiles; number++) {
    await page.evaluate(() => new Promise((done) => window.assent.push((assent) => done(assent.profile.forget()))));
    await tell(visitor, profileOf(number));
    await look(visitor, trips[number % trips.length]);
    visitor.requests.length = 0;
    await page.reload({ waitUntil: 'commit' });
    let asked = [];
    await visitor.until(async () => (asked = await contentsOf(visitor)).length >= content_files, 'the content files', 60_000);
    seen.add(asked.join('\n'));
    shown.add(await page.evaluate(() => new Promise((done) => window.assent.push((assent) => done(JSON.stringify(['hero', 'promo', 'offers', 'guide'].map((slot) => assent.decide(slot).experience)))))));
  }
  assert.equal(seen.size, 1, [...seen].join('\n\n'));
  assert.ok(shown.size > 5, `the profiles differ in what is decided: ${shown.size} ways`);
  await visitor.close();
});

/** What is drawn anew for each visitor and at each time, and has always the same length. */
const withoutNames = (body) => body.replace(/"[0-9a-f-]{16,}"|"[\w+/=-]{22,}"|\b1\d{12}\b|\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) => '~' + text.length);

/** Until all has come that loads by itself on the page that was opened after the first `earlier` requests. */
async function untilIdle(visitor, earlier) {
  for (const part of idle_parts) await visitor.until(() => isLoaded(visitor, part), part, 60_000);
  const hasSecondLayer = async () => (await requestsOfSecondLayer({ requests: visitor.requests.slice(earlier) })).length > 0;
  await visitor.until(hasSecondLayer, 'the second layer', 60_000);
}

test('all requests are the same where only what was not approved differs', async () => {
  const seen = new Set();
  for (const facts of [{}, { party: 'family', age: 41, loyalty: 9 }, { party: 'solo', pace: 'gentle', budget: 3000 }]) {
    const visitor = await withoutPanel(await visit(shop.browser));
    const { page } = visitor;
    await page.goto(shop.collector.origin);
    await visitor.click('assent-banner', 'choose');
    await visitor.clickWhere((node, { name }) => node.nodeName === 'INPUT' && name === 'measurement', 'the switch of measurement');
    await visitor.click('assent-preferences', 'save');
    await tell(visitor, { home: '80', ...facts });
    await untilIdle(visitor, 0);
    await page.waitForTimeout(flush_ms);
    const earlier = visitor.requests.length;
    await page.reload();
    await visitor.part('assent-banner', 'reopen');
    await tell(visitor, { home: '80', ...facts });
    await untilIdle(visitor, earlier);
    await page.waitForTimeout(flush_ms);
    const all = visitor.requests.map((each) => `${each.method()} ${each.url()} ${withoutNames(each.postData() ?? '')}`);
    assert.ok(all.some((each) => each.includes('/v1/consents')) && all.some((each) => each.includes('/v1/events')), 'something is sent');
    seen.add(all.sort().join('\n'));
    await visitor.close();
  }
  assert.equal(seen.size, 1, [...seen].join('\n\n'));
});

test('a slot that the page removes while its content is on the way breaks nothing', async () => {
  const visitor = await arrive();
  const { page } = visitor;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/packs/*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(shop.collector.origin);
  await tell(visitor, { party: 'family' });
  const asks = page.waitForRequest('**/packs/*');
  await visitor.click('assent-banner', 'accept');
  await asks;
  await page.evaluate(() => document.querySelectorAll('#offers, .hero-slot').forEach((each) => each.remove()));
  release();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  assert.equal(await page.locator('[data-assent-slot]').count(), 2);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('a polluted Object.prototype injects nothing into a slot and opens no closed root', async () => {
  const visitor = await arrive();
  const { page } = visitor;
  await page.addInitScript(() => {
    const bad = {
      nodes: 'x', edits: [{ select: '*', change: 'text', name: '', value: 'polluted' }], attributes: ['age'], variant: 'x', texts: ['polluted'], key: 'polluted/',
      mode: 'open', serializable: true, clonable: true, delegatesFocus: true, by_visitor: true, withheld: false, late: 'fade_in', opacity: [1, 1], hero: 'polluted',
      used: true, stale: false,
    };
    for (const [name, value] of Object.entries(bad)) Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true, enumerable: false });
  });
  await page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'accept');
  await tell(visitor, { loyalty: 7 });
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' })); // a browser comes back to where it was left
  await page.reload();
  await untilText(visitor, 'offers', /Good to see you again/);
  const html = await page.evaluate(() => document.documentElement.getHTML?.({ serializableShadowRoots: true }) ?? document.documentElement.outerHTML);
  assert.ok(!html.includes('polluted') && !html.includes('<bdi>'), 'nothing of it is in the page');
  assert.equal(await page.evaluate(() => document.querySelector('assent-value').shadowRoot), null);
  await visitor.close();
});
