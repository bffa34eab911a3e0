// The second-layer document: who loads it and when, and what goes on where it cannot be loaded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { isLoaded, isSecondLayer, requestsOfSecondLayer, visit, withoutPanel } from './support/visitor.mjs';

const shop = useShop();
const settled_ms = 800; // what loads when the browser has time has been asked for by then

/** Until `mend` is called the document has one byte changed. Counts the times it was asked for. */
async function breakDocument(visitor) {
  const broken = { times: 0, mend: () => visitor.page.unrouteAll({ behavior: 'wait' }) };
  await visitor.page.route('**/packs/*', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    if (!isSecondLayer(body)) return route.fulfill({ response });
    broken.times++;
    await route.fulfill({ contentType: 'application/json', body: body.replace('"title"', '"tltle"') });
  });
  return broken;
}

const says = (visitor, reason) => visitor.until(() => visitor.problems.some((text) => text.includes(reason)), 'the console to say ' + reason);
const hero = (visitor) => visitor.page.locator('[data-assent-slot="home.hero"]').innerText();

test('who has not chosen does not load it, and who opens the preference center does so once', async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  await visitor.page.goto(shop.collector.origin);
  await visitor.part('assent-banner', 'accept');
  await visitor.page.waitForTimeout(settled_ms);
  assert.deepEqual(await requestsOfSecondLayer(visitor), []);
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.page.keyboard.press('Escape');
  await visitor.page.waitForTimeout(settled_ms);
  await visitor.click('assent-banner', 'choose');
  await visitor.click('assent-preferences', 'accept');
  await visitor.page.waitForTimeout(settled_ms);
  const [request, ...more] = await requestsOfSecondLayer(visitor);
  assert.deepEqual(more, []);
  assert.match((await request.response()).headers()['cache-control'], /immutable/);
  assert.equal(request.headers().cookie, undefined);
  await visitor.close();
});

test('who refuses does not load it', async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'reject');
  await visitor.until(() => visitor.posts().some(({ path }) => path === '/v1/consents'), 'the refusal');
  await visitor.page.waitForTimeout(settled_ms);
  assert.deepEqual(await requestsOfSecondLayer(visitor), []);
  await visitor.close();
});

test('a damaged one opens no preference center, the console says why, and the next click tries again', async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  const broken = await breakDocument(visitor);
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'choose');
  await says(visitor, 'layers_hash');
  assert.equal(await visitor.partNow('assent-preferences', 'save'), undefined);
  assert.equal(broken.times, 1);
  await broken.mend();
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  await visitor.close();
});

test('with a damaged one default content stays, and an answer to the banner is delivered all the same', async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  const broken = await breakDocument(visitor);
  await visitor.page.goto(shop.collector.origin);
  const before = await hero(visitor);
  const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/v1/consents'));
  await visitor.click('assent-banner', 'accept');
  assert.equal((await answered).ok(), true);
  await says(visitor, 'layers_hash');
  await visitor.page.waitForTimeout(settled_ms);
  assert.ok(broken.times > 0);
  assert.equal(await hero(visitor), before);
  await visitor.close();
});

test('once something is allowed the preference center opens without a network', async () => {
  const visitor = await withoutPanel(await visit(shop.browser));
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await requestsOfSecondLayer(visitor)).length, 'the document');
  await visitor.until(() => isLoaded(visitor, '/preferences-'), 'its module, which loads beside it');
  await visitor.context.setOffline(true);
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'purpose');
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(async () => (await visitor.stored()).databases.length === 0, 'the key to go');
  await visitor.close();
});
