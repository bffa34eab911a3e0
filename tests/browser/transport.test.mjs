// The queue under bad conditions, in a real browser with a real collector: offline for an hour, a crashed tab, a collector
// that asks for time, two tabs, a page that is left, a storage that takes nothing. Nothing is lost, nothing is taken twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { isLoaded, requestsOfSecondLayer, startBrowser, visit } from './support/visitor.mjs';

const shop = useShop();

const rows = (query) => shop.collector.rows(query);
const count = (table) => rows(`SELECT count(*) AS n FROM ${table}`)[0].n;
const sent = (visitor, path) => visitor.posts().filter((post) => post.path === path);
const eventIds = (posts) => posts.flatMap(({ body }) => JSON.parse(body).map(({ id }) => id));

async function shopper({ browser = shop.browser, ...options } = {}) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(shop.collector.origin);
  return visitor;
}
const set = (visitor, attribute, value) =>
  visitor.page.evaluate(
    ([name, to]) => new Promise((done) => window.assent.push((assent) => done(assent.profile.set(name, to)))),
    [attribute, value],
  );

/** Grants everything, and waits until the collector has record and attributes, and the page what it takes to take it back. */
async function granter(options) {
  const visitor = await shopper(options);
  await visitor.part('assent-banner', 'accept');
  await set(visitor, 'party', 'family');
  const before = count('attributes');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => count('attributes') > before && waiting(visitor).then((list) => !list.length), 'the attributes');
  await visitor.until(() => isLoaded(visitor, '/preferences-'), 'the preference center, which loads at idle');
  await visitor.until(async () => (await requestsOfSecondLayer(visitor)).length, 'the document that it draws');
  return visitor;
}
async function waiting(visitor) {
  return JSON.parse((await visitor.stored()).local['assent:aurora-travel:queue'] ?? '[]');
}
const emptied = (visitor, timeout_ms) =>
  visitor.until(async () => (await waiting(visitor)).length === 0, 'the queue to be empty', timeout_ms);
async function withdraw(visitor) {
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
}

test('an hour offline loses nothing, costs few attempts, and what waited arrives once', async (context) => {
  const visitor = await visit(shop.browser);
  // The page's clock begins an hour behind, so that it is right when the hour is over.
  await visitor.page.clock.install({ time: Date.now() - 3_600_000 });
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.clock.resume();
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => sent(visitor, '/v1/consents').length === 1, 'the grant');
  await visitor.until(() => sent(visitor, '/v1/events').length > 0, 'the first events');
  await emptied(visitor);

  await visitor.context.setOffline(true);
  await set(visitor, 'party', 'family');
  await visitor.until(async () => (await waiting(visitor)).length > 0, 'something to wait');
  const before = { events: count('events'), posts: visitor.posts().length };
  for (let minute = 0; minute < 60; minute++) await visitor.page.clock.runFor(60_000);
  const attempts = visitor.posts().length - before.posts;
  context.diagnostic(`${attempts} attempts in an hour offline`);
  assert.ok(attempts >= 5 && attempts < 40, `${attempts} attempts`);
  assert.equal(count('events'), before.events);
  const ids = (await waiting(visitor)).map(({ id }) => id);
  await visitor.context.setOffline(false);
  await visitor.page.clock.runFor(1_000);
  await emptied(visitor, 20_000);
  for (const id of ids) assert.equal(count(`events WHERE id = '${id}'`), 1);
  await visitor.close();
});

test('what was withdrawn offline never leaves, and the collector hears of the withdrawal first', async () => {
  const visitor = await granter();
  await visitor.context.setOffline(true);
  await set(visitor, 'party', 'couple');
  await set(visitor, 'home', '80');
  await visitor.until(async () => (await waiting(visitor)).some(({ route }) => route === 'events'), 'an event to wait');
  const before = visitor.posts().length;
  await withdraw(visitor);
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go, offline');
  assert.deepEqual([...new Set((await waiting(visitor)).map(({ route }) => route))], ['consents']);
  await visitor.page.waitForTimeout(6_000); // one flush interval
  await visitor.context.setOffline(false);
  await emptied(visitor, 20_000);
  const later = visitor.posts().slice(before);
  assert.ok(later.some(({ path }) => path === '/v1/consents'));
  // Attempts of before the withdrawal reached nobody.
  assert.equal(count("attributes WHERE value LIKE '%couple%'"), 0);
  assert.ok(later.findLastIndex(({ path }) => path === '/v1/events') < later.findIndex(({ path }) => path === '/v1/consents'));
  await visitor.close();
});

test('a crashed tab loses nothing that waits, and the next one sends it once', async () => {
  const visitor = await granter();
  await visitor.page.route('**/v1/events', (route) => route.abort());
  await set(visitor, 'party', 'couple');
  await visitor.until(async () => (await waiting(visitor)).length > 0, 'something to wait');
  const ids = (await waiting(visitor)).map(({ id }) => id);
  const crashed = visitor.page.waitForEvent('crash');
  visitor.cdp.send('Page.crash').catch(() => {}); // nobody is there to answer
  await crashed;
  const next = await visit(shop.browser, { context: visitor.context });
  await next.page.goto(shop.collector.origin);
  await next.until(() => ids.every((id) => count(`events WHERE id = '${id}'`) === 1), 'what waited', 20_000);
  await emptied(next);
  assert.equal(eventIds(sent(next, '/v1/events')).filter((id) => ids.includes(id)).length, ids.length);
  await visitor.close();
});

test('a tab that crashes while it sends is followed by one that sends again, and the collector takes it once', async () => {
  const visitor = await granter();
  let held;
  const reached = new Promise((resolve) => {
    void visitor.page.route('**/v1/events', async (route) => {
      held ??= route.fetch(); // it arrives, and its answer does not
      await held;
      resolve();
    });
  });
  await set(visitor, 'party', 'couple');
  await reached;
  const ids = eventIds(sent(visitor, '/v1/events').slice(-1));
  for (const id of ids) assert.equal(count(`events WHERE id = '${id}'`), 1);
  const crashed = visitor.page.waitForEvent('crash');
  visitor.cdp.send('Page.crash').catch(() => {});
  await crashed;
  const next = await visit(shop.browser, { context: visitor.context });
  await next.page.goto(shop.collector.origin);
  await next.until(() => sent(next, '/v1/events').length > 0, 'the second sending', 20_000);
  await emptied(next);
  for (const id of ids) assert.equal(count(`events WHERE id = '${id}'`), 1);
  await visitor.close();
});

test('the collector that asks for time gets it, and a withdrawal meanwhile is complete here', async () => {
  const visitor = await granter();
  await visitor.page.route('**/v1/{consents,events}', (route) =>
    route.fulfill({ status: 429, headers: { 'retry-after': '8', 'access-control-allow-origin': '*' }, body: '{}' }),
  );
  await set(visitor, 'party', 'couple');
  const before = visitor.posts().length;
  await visitor.until(() => visitor.posts().length > before, 'the refused attempt', 20_000);
  const refused_at = Date.now();
  await withdraw(visitor);
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go');
  await visitor.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await visitor.page.unroute('**/v1/{consents,events}');
  await emptied(visitor, 30_000);
  assert.ok(Date.now() - refused_at >= 8_000, 'sent before its time');
  assert.deepEqual(visitor.posts().slice(before + 1).map(({ path }) => path), ['/v1/consents']);
  await visitor.close();
});

test('what a page that has sent nothing yet records offline goes once it is online', async () => {
  const visitor = await shopper();
  await visitor.part('assent-banner', 'accept');
  await visitor.context.setOffline(true);
  const before = count('consents');
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.consent.update({ personalization: false })));
  // The part that delivers cannot load.
  await visitor.until(() => visitor.requests.some((each) => each.failure() !== null), 'an attempt offline');
  assert.equal(count('consents'), before);
  await visitor.context.setOffline(false);
  // An attempt that was under way may fail after the news: then the next one follows after a while.
  await visitor.until(() => count('consents') > before, 'the record', 30_000);
  await visitor.close();
});

test('where the part that delivers could not be loaded it is tried again, without any news of the network', async () => {
  const visitor = await shopper();
  await visitor.part('assent-banner', 'accept');
  let failures = 0;
  await visitor.page.route('**/assent/allowed-*.js', (route) => (failures++ ? route.continue() : route.abort()));
  const before = count('consents');
  await visitor.page.evaluate(() => window.assent.push((assent) => assent.consent.update({ personalization: false })));
  await visitor.until(() => count('consents') > before, 'the record', 30_000);
  assert.equal(failures, 2);
  await visitor.close();
});

test('two tabs send what waits, and nothing twice', async () => {
  const visitor = await granter();
  const other = await visit(shop.browser, { context: visitor.context });
  await other.page.goto(shop.collector.origin);
  await other.part('assent-banner', 'reopen');
  const couples = () => count("attributes WHERE value = '\"couple\"'");
  const before = couples();
  await visitor.context.setOffline(true);
  await set(visitor, 'party', 'couple');
  await visitor.until(async () => (await waiting(visitor)).length > 0, 'something to wait');
  await visitor.context.setOffline(false); // both tabs are told, and both want to send
  await visitor.until(() => couples() > before, 'what waited', 20_000);
  await emptied(visitor, 20_000);
  await visitor.page.waitForTimeout(1_000);
  // An attempt offline reached nobody. Which tab's event arrives is theirs to settle: either may write the queue first.
  const reached = [visitor, other].flatMap(({ requests }) => requests.filter((each) => each.failure() === null));
  const posts = reached.filter((each) => each.method() === 'POST' && each.url().endsWith('/v1/events'));
  const arrived = eventIds(posts.map((each) => ({ body: each.postData() })));
  assert.deepEqual(arrived, [...new Set(arrived)]);
  await visitor.close();
});

test('a page that is hidden sends what it may at once, and one that is left loses nothing', async () => {
  const visitor = await granter();
  await set(visitor, 'party', 'couple');
  // Seen from the page, a tab in the background.
  await visitor.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await visitor.until(() => count("attributes WHERE value = '\"couple\"'") > 0, 'what was hidden with', 2_500);
  await visitor.page.reload();
  await visitor.part('assent-banner', 'reopen');
  await set(visitor, 'party', 'friends');
  await visitor.page.goto('about:blank');
  await visitor.page.goto(shop.collector.origin);
  await visitor.until(() => count("attributes WHERE value = '\"friends\"'") > 0, 'what the left page knew');
  await visitor.close();
});

test('what changed goes while the next page is on its way', async () => {
  const visitor = await granter();
  const next = shop.collector.origin.replace('127.0.0.1', 'localhost') + '/slow';
  await visitor.page.route('**/slow', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.fulfill({ contentType: 'text/html', body: 'another site' });
  });
  await visitor.page.evaluate((address) => {
    window.assent.push((assent) => assent.profile.set('party', 'solo'));
    window.location.href = address;
  }, next);
  await visitor.page.waitForURL(next);
  assert.equal(count("attributes WHERE value = '\"solo\"'"), 1);
  await visitor.close();
});

test('a page that was left comes back from the back/forward cache and goes on sending', async () => {
  const browser = await startBrowser({ with_back_forward_cache: true });
  const visitor = await granter({ browser });
  await visitor.page.evaluate(() => addEventListener('pageshow', ({ persisted }) => (window.persisted = persisted)));
  await visitor.page.goto(shop.collector.origin.replace('127.0.0.1', 'localhost'));
  await visitor.page.goBack({ waitUntil: 'commit' }); // nothing loads
  assert.equal(await visitor.page.evaluate(() => window.persisted), true);
  await set(visitor, 'party', 'solo');
  const before = sent(visitor, '/v1/events').length;
  await visitor.until(() => sent(visitor, '/v1/events').length > before, 'the next events', 20_000);
  await emptied(visitor);
  await browser.close();
});

test('the browser keeps alive what a batch may hold, and refuses what is larger', async () => {
  const visitor = await shopper();
  const status = (bytes) =>
    visitor.page.evaluate(
      (length) => fetch('/v1/events', { method: 'POST', keepalive: true, body: 'x'.repeat(length) }).then((answer) => answer.status, () => 0),
      bytes,
    );
  assert.ok((await status(61_000)) >= 400);
  assert.equal(await status(64 * 1024 + 1), 0);
  await visitor.close();
});

test('where the browser stores nothing the visitor is still heard, for this page', async () => {
  const visitor = await visit(shop.browser);
  await visitor.page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  await set(visitor, 'party', 'family');
  const before = count('consents');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => sent(visitor, '/v1/events').length > 0, 'the events');
  assert.equal(count('consents'), before + 1);
  await withdraw(visitor);
  await visitor.until(() => count('consents') === before + 2, 'the withdrawal');
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go');
  assert.deepEqual((await visitor.stored()).local, {});
  await visitor.close();
});
