// The guard under the real widget: a tag that asks nobody calls out and sets a cookie as soon as it runs. What becomes
// of that is the visitor's choice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCollector } from './support/collector.mjs';
import { putInHead, stubOf } from './support/head.mjs';
import { startOrigin } from './support/origins.mjs';
import { startBrowser, visit } from './support/visitor.mjs';

let browser;
let tracker;
let collector;
const page = () => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Guarded</title>
<link rel="icon" href="/art/mark.svg"><!-- assent:snippet --></head>
<body><h1>Guarded</h1><iframe data-assent-service="tracker" data-src="${tracker.origin}/film.html" title="Film" width="560" height="315"></iframe></body></html>`;
before(async () => {
  [browser, tracker] = await Promise.all([startBrowser(), startOrigin()]);
  const tracked = {
    title: 'Tracker',
    purposes: ['marketing'],
    origins: [tracker.origin],
    cookies: { 'track_*': { explain: '@service.video' } },
    guard: true,
  };
  collector = await startCollector({
    attributes: 'data-region="DE"',
    policy: { 'services.json': (as_it_is) => ({ ...as_it_is, tracker: tracked }) },
    pages: { 'guarded.html': page() },
  });
});
after(async () => {
  await browser?.close();
  await collector?.stop();
  await tracker?.close();
});

/** What the tag does each time it runs, in the page. */
function track(to) {
  document.cookie = 'track_id=1; path=/; max-age=9999';
  navigator.sendBeacon(to + '/beacon');
  fetch(to + '/fetch').catch(() => (window.dropped = true));
  new Image().src = to + '/pixel.svg';
}
const calls = ['/beacon', '/fetch', '/pixel.svg'];

async function come() {
  tracker.arrived.length = 0;
  // A page that the test has changed counts as one from elsewhere, which may not reach this machine unasked.
  const visitor = await visit(browser, { permissions: ['local-network-access'] });
  await putInHead(visitor, stubOf(collector) + `<script>(${track})(${JSON.stringify(tracker.origin)})</script>`);
  const open = () => visitor.page.goto(collector.origin + '/guarded.html');
  await open();
  return {
    ...visitor,
    open,
    arrived: () => tracker.arrived.map((line) => line.split(' ')[1]).filter((path) => path !== '/film.html'),
    cookie: () => visitor.page.evaluate('document.cookie'),
    track: () => visitor.page.evaluate(track, tracker.origin),
    taken: () => visitor.page.waitForFunction(() => !('assentHead' in window)),
  };
}

test('nothing arrives before a choice, and everything once in order after it', async () => {
  const visitor = await come();
  await visitor.part('assent-banner', 'accept');
  await visitor.taken();
  assert.deepEqual([visitor.arrived(), await visitor.cookie()], [[], '']);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => visitor.arrived().length === calls.length, 'what was held');
  const asked = visitor.requests.map((each) => new URL(each.url())).filter(({ origin, pathname }) => origin === tracker.origin && calls.includes(pathname));
  // In the order of the calls; but a beacon is another process's, and is told of when that gets to it.
  const told = asked.map(({ pathname }) => pathname);
  assert.deepEqual(told.filter((path) => path !== '/beacon'), ['/fetch', '/pixel.svg']);
  assert.deepEqual([...told].sort(), calls);
  assert.equal(await visitor.cookie(), 'track_id=1');

  await visitor.open();
  await visitor.until(() => visitor.arrived().length === 2 * calls.length, 'what a returning visitor’s page calls');

  await visitor.page.evaluate(() => window.assent.push((assent) => assent.consent.update({ marketing: false })));
  await visitor.until(async () => !(await visitor.cookie()), 'the cookie to be cleared, past the guard');
  await visitor.track();
  await visitor.page.waitForFunction('window.dropped');
  assert.equal(visitor.arrived().length, 2 * calls.length, 'nothing arrives after a withdrawal');
  assert.equal(await visitor.cookie(), '');
  await visitor.close();
});

test('after a refusal nothing ever arrives', async () => {
  const visitor = await come();
  await visitor.click('assent-banner', 'reject');
  await visitor.page.waitForFunction('window.dropped');
  await visitor.open();
  await visitor.page.waitForFunction('window.dropped');
  await visitor.page.waitForLoadState('networkidle');
  assert.deepEqual([visitor.arrived(), await visitor.cookie()], [[], '']);
  await visitor.close();
});

test('a frame that the visitor loads once comes through the guard, and nothing else does', async () => {
  const visitor = await come();
  await visitor.click('assent-banner', 'reject');
  await visitor.click('assent-placeholder', 'load-once');
  await visitor.until(() => tracker.arrived.includes('GET /film.html'), 'the film');
  await visitor.track();
  await visitor.page.waitForLoadState('networkidle');
  assert.deepEqual([visitor.arrived(), await visitor.cookie()], [[], '']);
  await visitor.close();
});
