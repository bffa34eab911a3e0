// The first load: how many bytes the widget's own files take until the banner is visible.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const first_load_bound_bytes = 24_000;
const boot_budget_bytes = 6_000;

const shop = useShop();

const isOurs = (url) => /\/assent\.js$|\/assent\/|\/v1\/|\/packs\//.test(new URL(url).pathname);

test('the first load stays within its bound', async () => {
  const visitor = await visit(shop.browser);
  await visitor.page.addInitScript(() => {
    const banner = () => document.querySelector('assent-banner') && (window.banner_ms ??= performance.now());
    new MutationObserver(banner).observe(document, { childList: true, subtree: true });
  });
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  // What loads when the browser has time, after the banner, is no part of it.
  const early = await visitor.page.evaluate(() =>
    performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= window.banner_ms).map(({ name }) => name),
  );
  let sum = 0;
  for (const request of visitor.requests.filter((each) => isOurs(each.url()) && early.includes(each.url()))) {
    const { responseBodySize } = await request.sizes();
    const { pathname } = new URL(request.url());
    console.log(`${String(responseBodySize).padStart(7)} B  ${pathname}`);
    if (pathname.endsWith('/boot')) assert.ok(responseBodySize <= boot_budget_bytes, `boot answer: ${responseBodySize} B`);
    sum += responseBodySize;
  }
  console.log(`${String(sum).padStart(7)} B  encoded bodies until the banner is visible; at most ${first_load_bound_bytes}`);
  assert.ok(sum > 10_000, 'the network log has the widget in it');
  assert.ok(sum <= first_load_bound_bytes, `${sum} B, over the bound of ${first_load_bound_bytes}`);
  await visitor.close();
});
