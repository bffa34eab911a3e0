// Visits that are not like others: crawlers, pages rendered ahead, pages without scripts, paper, calls in any order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();

const nothing = { local: {}, session: {}, databases: [], cookies: '', caches: [] };
const paths = (visitor) => visitor.requests.map((request) => new URL(request.url()).pathname);
const isOurs = (path) => /^\/(assent\/|v1\/|packs\/)/.test(path);

test('a crawler gets the page as it is: no banner, no storage, nothing of ours but the script', async () => {
  for (const agent of [
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0)',
  ]) {
    const visitor = await visit(shop.browser, { userAgent: agent });
    await visitor.page.goto(shop.collector.origin, { waitUntil: 'networkidle' });
    assert.deepEqual(paths(visitor).filter(isOurs), [], agent);
    assert.equal(await visitor.page.locator('assent-banner').count(), 0);
    assert.match(await visitor.page.locator('[data-assent-slot="home.hero"]').innerText(), /Take the seat by the window/);
    assert.deepEqual(await visitor.stored(), nothing);
    await visitor.close();
  }
});

test('a phone whose name ends like that of a crawler is a visitor', async () => {
  const visitor = await visit(shop.browser, { userAgent: 'Mozilla/5.0 (Linux; Android 7.0; CUBOT X18 Plus) Chrome/120 Mobile' });
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  await visitor.close();
});

test('a page that is rendered ahead waits until somebody looks', async () => {
  const visitor = await visit(shop.browser);
  await visitor.page.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'prerendering', { get: () => !window.seen, configurable: true });
  });
  await visitor.page.goto(shop.collector.origin, { waitUntil: 'networkidle' });
  assert.equal(await visitor.partNow('assent-banner', 'accept'), undefined);
  assert.deepEqual(visitor.posts(), []);
  assert.deepEqual(await visitor.stored(), nothing);
  await visitor.page.evaluate(() => {
    window.seen = true;
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  await visitor.part('assent-banner', 'accept');
  await visitor.close();
});

test('without scripts the default content stays and nothing gated loads', async () => {
  const visitor = await visit(shop.browser, { javaScriptEnabled: false });
  await visitor.page.goto(shop.collector.origin, { waitUntil: 'networkidle' });
  assert.deepEqual(paths(visitor).filter((path) => isOurs(path) || /analytics|video\.html/.test(path)), []);
  assert.match(await visitor.page.locator('[data-assent-slot="home.hero"]').innerText(), /Take the seat by the window/);
  await visitor.close();
});

test('nothing of ours is printed', async () => {
  const visitor = await visit(shop.browser);
  await visitor.page.goto(shop.collector.origin);
  const banner = await visitor.part('assent-banner', 'accept');
  assert.ok((await visitor.boxOf(banner)).width > 0);
  await visitor.page.emulateMedia({ media: 'print' });
  assert.equal(await visitor.page.evaluate(() => getComputedStyle(document.querySelector('assent-banner')).display), 'none');
  await visitor.close();
});

test('calls wait for the widget in their order, and none of them grants', async () => {
  const visitor = await visit(shop.browser);
  await visitor.page.addInitScript(() => {
    window.order = [];
    window.assent = [
      (assent) => window.order.push(['first', assent.consent.get().granted]),
      () => {
        throw new Error('a page that throws');
      },
      (assent) => {
        assent.consent.update({ measurement: true, nonsense: false });
        assent.profile.forget();
        window.order.push(['third', assent.consent.get().granted, assent.profile.set('nonsense', 1), assent.decide('nonsense')]);
      },
    ];
  });
  await visitor.page.goto(shop.collector.origin);
  await visitor.until(() => visitor.page.evaluate(() => window.order.length === 2), 'the callbacks');
  assert.deepEqual(await visitor.page.evaluate(() => window.order), [
    ['first', ['necessary']],
    ['third', ['necessary'], false, undefined],
  ]);
  await visitor.page.evaluate(() => window.assent.push(() => window.order.push('after')));
  assert.equal(await visitor.page.evaluate(() => window.order.at(-1)), 'after');
  await visitor.part('assent-banner', 'accept');
  await visitor.close();
});
