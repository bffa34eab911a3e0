// An hour of busy browsing under the example's whole policy, told to the widget as the shop tells it: whatever it keeps in
// the browser for all of that stays small, at each moment.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './support/collector.mjs';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const most_bytes = 32 * 1024;
const hour_ms = 3_600_000;
const view_ms = 10_000;
const views = hour_ms / view_ms;
const views_a_load = 8; // the others are a single-page app's
const least_events = 20;

const shop = useShop();
const attributes = JSON.parse(readFileSync(join(root, 'policies/aurora-travel/attributes.json'), 'utf8'));
const trips = ['aurora', 'alps', 'fjord', 'desert', 'city', 'sea'];
const long_search = 'the longest words that the search field of the shop lets a';

/** Pins the page's clock, which goes on through loads as the name of its window does. */
function pinClock() {
  const began_ms = Date.now() - 2 * 3_600_000; // the collector takes no word from the future
  window.name ||= '0';
  Date.now = () => began_ms + Number(window.name);
}

/** Bytes of all that is ours in the browser, by where it lies. */
async function ourBytes() {
  const bytes = (text) => new TextEncoder().encode(text).length;
  const isOurs = (name) => /assent/i.test(name);
  const inArea = (area) => Object.entries(area).filter(([name]) => isOurs(name)).reduce((sum, [name, text]) => sum + bytes(name) + bytes(text), 0);
  const request = (asked) => new Promise((done, fail) => Object.assign(asked, { onsuccess: () => done(asked.result), onerror: () => fail(asked.error) }));
  // Keys cannot be read, and take about what their algorithm says; all else is as long as it is told.
  const sizeOf = (value) => {
    if (value instanceof CryptoKey) return 100;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
    if (value && typeof value === 'object') return Object.entries(value).reduce((sum, [name, each]) => sum + bytes(name) + sizeOf(each), 0);
    return bytes(String(value));
  };
  let indexed = 0;
  for (const { name } of (await indexedDB.databases()).filter((each) => isOurs(each.name))) {
    const database = await request(indexedDB.open(name));
    for (const table of database.objectStoreNames)
      for (const value of await request(database.transaction(table).objectStore(table).getAll())) indexed += sizeOf(value);
    database.close();
  }
  const cookies = document.cookie.split('; ').filter(isOurs).reduce((sum, each) => sum + bytes(each), 0);
  return { local: inArea(localStorage), session: inArea(sessionStorage), indexed, cookies, caches: (await caches.keys()).filter(isOurs).length };
}

/** What the shop's scripts do on one view; the clock goes on, and whoever leaves a view has what changed sent. */
function browse({ view, trip, search, told, ms, is_app }) {
  window.name = String(Number(window.name) + ms);
  if (is_app) history.pushState(null, '', `/trips/${trip}.html?view=${view}`);
  window.assent.push(({ profile }) => {
    profile.observe('view-category', trip);
    profile.observe('view-trip', 1);
    if (search) profile.observe('search', search);
    for (const [name, value] of told) profile.set(name, value);
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** A value that a declared attribute takes, another one each time. */
function valueOf({ type, choices, range }, turn) {
  if (choices) return choices[turn % choices.length];
  if (type === 'number') return range ? range[0] + (turn % (range[1] - range[0])) : turn;
  if (type === 'boolean') return turn % 2 === 0;
  if (type === 'date') return `2027-0${1 + (turn % 9)}-11`;
  return `${20_000 + turn}`;
}
const declared = Object.entries(attributes).filter(([, { source, type, from }]) => source === 'declared' && !from && type !== 'any');

async function allowAll(visitor) {
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'accept');
  await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === 'accessible-trips', 'the switch of accessible trips');
  for (const name of ['personalization', 'measurement', 'marketing'])
    await visitor.clickWhere((node, given) => node.localName === 'input' && given.name === name, `the switch of ${name}`);
  await visitor.click('assent-preferences', 'save');
}

async function load(visitor, path) {
  await visitor.page.goto(shop.collector.origin + path);
  await visitor.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
}

/** One hour; what lay in the browser after each view. */
async function anHour(visitor) {
  const sizes = [];
  for (let view = 0; view < views; ++view) {
    const is_app = view % views_a_load !== 0;
    const trip = trips[Math.floor(view / 2) % trips.length];
    if (!is_app) await load(visitor, view % (3 * views_a_load) ? `/trips/${trip}.html` : `/?campaign=${view % 2 ? 'lights' : 'none'}`);
    const told = view % 3 === 0 ? declared.map(([name, of], at) => [name, valueOf(of, view + at)]) : [];
    const search = view % 5 === 0 ? `${long_search}${view}` : undefined;
    await visitor.page.evaluate(browse, { view, trip, search, told, ms: view_ms, is_app });
    sizes.push(await visitor.page.evaluate(ourBytes));
  }
  return sizes;
}

test('an_hour_of_browsing_keeps_at_most_32_KB_in_the_browser', async () => {
  const visitor = await visit(shop.browser);
  await visitor.context.addInitScript(pinClock);
  await load(visitor, '/');
  await allowAll(visitor);
  const sizes = await anHour(visitor);
  const sums = sizes.map(({ local, session, indexed, cookies }) => local + session + indexed + cookies);
  const most = Math.max(...sums);
  console.log(`${views} views in an hour: at most ${most} B at once, ${sums.at(-1)} B at the end`, sizes[sums.indexOf(most)]);
  assert.ok(most <= most_bytes, `${most} B, over the bound of ${most_bytes}`);
  assert.ok(sizes.every(({ caches }) => caches === 0));
  // The hour took place: something was kept, and told to the collector.
  assert.ok(sums.at(-1) > 500, `${sums.at(-1)} B kept`);
  await visitor.until(() => shop.collector.rows('SELECT count(*) AS n FROM events')[0].n >= least_events, 'events at the collector');
  assert.equal(await visitor.page.evaluate(() => Number(window.name)), hour_ms);
  await visitor.close();
});
