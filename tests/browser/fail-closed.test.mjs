// When anything is wrong, the page keeps its own content, what is gated stays locked and nothing is sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf } from './support/hash.mjs';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const shop = useShop();

/** Answers what `pattern` matches with one byte changed at `at` (from the end where negative). */
const tamper = (visitor, pattern, at) =>
  visitor.page.route(pattern, async (route) => {
    const response = await route.fetch();
    const body = Buffer.from(await response.body());
    body[at < 0 ? body.length + at : at] ^= 1;
    const headers = { ...response.headers() };
    delete headers['content-encoding'];
    delete headers['content-length'];
    await route.fulfill({ status: 200, headers, body });
  });

const broken = {
  'core.wasm has one byte changed': (visitor) => tamper(visitor, '**/assent/core-*.wasm', 200),
  'the signed line of the boot answer has one byte changed': (visitor) => tamper(visitor, '**/boot*', 100),
  'the pack has one byte changed': (visitor) => tamper(visitor, '**/boot*', -40),
  'the collector is away': (visitor) => visitor.page.route('**/boot*', (route) => route.abort()),
  'the page forbids wasm': (visitor) =>
    visitor.page.route(/\/$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "script-src 'self'" } });
    }),
};

for (const [what, breakIt] of Object.entries(broken))
  test(`${what}: default content, locked scripts, nothing sent`, async () => {
    const visitor = await visit(shop.browser);
    await visitor.page.addInitScript(() => {
      window.failures = [];
      document.addEventListener('assent:failed', (event) => window.failures.push(event.detail.reason));
    });
    await breakIt(visitor);
    await visitor.page.goto(shop.collector.origin);
    await visitor.until(() => visitor.page.evaluate(() => window.failures.length > 0), 'the widget to say that it failed');
    assert.equal(await visitor.partNow('assent-banner', 'accept'), undefined);
    assert.ok((await visitor.page.locator('[data-assent-slot="home.hero"]').innerText()).length > 20, 'default content stands');
    assert.equal(await visitor.page.locator('script[data-assent-service]').first().getAttribute('type'), 'text/plain');
    assert.deepEqual(visitor.posts(), []);
    assert.deepEqual((await visitor.stored()).local, {});
    assert.ok(visitor.problems.some((text) => /assent/i.test(text)), 'a developer sees why');
    await visitor.close();
  });

test('a strict content security policy is not violated', async () => {
  const visitor = await visit(shop.browser);
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' '${hashOf('head.js')}'`, // the head stub stands inline
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
  ].join('; ');
  await visitor.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await visitor.page.route(/\/$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await visitor.page.goto(shop.collector.origin);
  await visitor.click('assent-banner', 'choose');
  await visitor.click('assent-preferences', 'accept');
  await visitor.part('assent-banner', 'reopen');
  assert.deepEqual(await visitor.page.evaluate(() => window.violations), []);
  await visitor.close();
});
