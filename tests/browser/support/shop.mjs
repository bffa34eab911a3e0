// The demo shop for one test file, seen from Germany: a browser and a real collector that start before its tests.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startCollector } from './collector.mjs';
import { startBrowser } from './visitor.mjs';

/** `browser` and `collector` of what it gives are there while the file's tests run; `options` go to the collector. */
export function useShop(options = { attributes: 'data-region="DE"' }) {
  const shop = {};
  before(async () => {
    shop.browser = await startBrowser();
    shop.collector = await startCollector(options);
  });
  after(async () => {
    await shop.browser?.close();
    assert.equal(await shop.collector?.stop(), 0, 'the collector ends cleanly on SIGTERM');
  });
  return shop;
}
