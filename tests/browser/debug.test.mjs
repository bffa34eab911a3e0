// The overlay of ?assent-debug: says live what is locked and why, flags what is undeclared or early, keeps out of the
// page's way, stores nothing, and comes only where it is asked for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCollector } from './support/collector.mjs';
import { hashOf } from './support/hash.mjs';
import { startPlanted } from './support/planted.mjs';
import { desktop, phone, startBrowser, visit } from './support/visitor.mjs';

let browser;
let collector;
let planted;
before(async () => {
  browser = await startBrowser();
  collector = await startCollector({ attributes: 'data-region="DE"' });
  planted = await startPlanted(collector);
});
after(async () => {
  planted?.stop();
  await browser?.close();
  await collector?.stop();
});

const textBelow = (visitor, node) => [...visitor.nodesBelow(node)].map((each) => (each.nodeType === 3 ? each.nodeValue : '')).join(' ');

/** The overlay's words, section by section: { title: [row, …] }. */
async function overlay(visitor) {
  const { result } = await visitor.cdp.send('Runtime.evaluate', { expression: "document.querySelector('assent-debug')" });
  if (!result.objectId) return undefined;
  const { node } = await visitor.cdp.send('DOM.describeNode', { objectId: result.objectId, depth: -1, pierce: true });
  const below = (from, name) => [...visitor.nodesBelow(from)].filter((each) => each.localName === name);
  const sections = below(node, 'details').map((section) => {
    const title = textBelow(visitor, below(section, 'summary')[0]).replace(/\s+\d*\s*$/, '').trim();
    return [title, below(section, 'li').map((row) => textBelow(visitor, row).replace(/\s+/g, ' ').trim())];
  });
  return Object.fromEntries(sections);
}

async function open(address, options) {
  const visitor = await visit(browser, options);
  await visitor.page.goto(address + (address.includes('?') ? '&' : '?') + 'assent-debug');
  await visitor.until(async () => (await overlay(visitor))?.Requests?.length > 1, 'the overlay to have looked');
  return visitor;
}

const until = (visitor, section, wanted) =>
  visitor.until(async () => (await overlay(visitor))?.[section]?.some((row) => wanted.test(row)), `${wanted} in ${section}`);

test('it does not come unasked', async () => {
  const visitor = await visit(browser);
  await visitor.page.goto(collector.origin);
  await visitor.part('assent-banner', 'accept');
  await visitor.page.waitForTimeout(500);
  assert.equal(await overlay(visitor), undefined);
  assert.deepEqual(visitor.requests.map((request) => request.url()).filter((url) => url.includes('/debug-')), []);
  await visitor.close();
});

test('before a choice it says what is locked, and stores nothing', async () => {
  const visitor = await open(collector.origin + '/');
  const shown = await overlay(visitor);
  assert.deepEqual(shown['Gated elements'], [
    '<iframe> video /video.html Locked: not granted marketing.',
    '<script> analytics /analytics.js Locked: not granted measurement.',
  ]);
  assert.ok(shown['What stands'].includes('See what helps measurement, not granted'), shown['What stands'].join('; '));
  assert.deepEqual(shown.Findings, ['Nothing is undeclared, early or wrongly marked up.']);
  assert.deepEqual(await visitor.stored(), { local: {}, session: {}, databases: [], cookies: '', caches: [] });
  assert.deepEqual(visitor.posts(), []);
  assert.deepEqual(visitor.problems, []);
  await visitor.screenshot('debug-desktop');
  await visitor.close();
});

test('it follows a choice, and shows what is stored and which events came', async () => {
  const visitor = await open(collector.origin + '/');
  await visitor.click('assent-banner', 'accept');
  await until(visitor, 'What stands', /^See what helps measurement, granted$/);
  await until(visitor, 'Gated elements', /^<iframe> video \/video\.html Loaded/);
  await until(visitor, 'Cookies and storage', /^assent:aurora-travel local storage, Assent$/);
  await until(visitor, 'Events', /^consent \d+ ms act: accept_all, granted: /);
  assert.deepEqual((await overlay(visitor)).Findings, ['Nothing is undeclared, early or wrongly marked up.']);
  await visitor.close();
});

test('what the visitor told is not in it', async () => {
  const visitor = await open(collector.origin + '/');
  await visitor.click('assent-banner', 'accept');
  await visitor.page.evaluate(() => window.assent.push(({ profile }) => (profile.set('age', 47), profile.observe('search', 'zanzibar'))));
  await until(visitor, 'Events', /^consent/);
  await visitor.page.waitForTimeout(1_500);
  const words = JSON.stringify(await overlay(visitor));
  assert.ok(!words.includes('zanzibar') && !/\b47\b(?! ms)/.test(words), words);
  await visitor.close();
});

test('it flags what no service declares and what is there too early', async () => {
  const visitor = await open(planted.at(['undeclared request', 'real src', 'early key']));
  await until(visitor, 'Findings', new RegExp(`^undeclared ${planted.other} no service, 1×$`));
  await until(visitor, 'Findings', /^markup <iframe> video \/video\.html Not gated: it has src/);
  // The served policy does not know this key; the doctor's own does.
  await until(visitor, 'Findings', /^undeclared vid:seen local storage, no service$/);
  await visitor.screenshot('debug-findings-desktop');
  await visitor.close();
});

for (const [name, viewport] of Object.entries({ desktop, phone }))
  test(`on a ${name} it takes no room in the page and lets the banner be`, async () => {
    const sizes = (visitor) => visitor.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
    const plain = await visit(browser, { viewport });
    await plain.page.goto(collector.origin);
    await plain.part('assent-banner', 'accept');
    const visitor = await open(collector.origin + '/', { viewport });
    await visitor.part('assent-banner', 'accept');
    assert.deepEqual(await sizes(visitor), await sizes(plain));
    await visitor.screenshot(`debug-folded-or-not-${name}`);
    if (name === 'phone') await visitor.click('assent-debug', 'handle');
    await visitor.page.waitForTimeout(300);
    await visitor.screenshot(`debug-open-${name}`);
    await visitor.click('assent-banner', 'accept'); // a click that arrives was not covered
    await until(visitor, 'What stands', /marketing, granted$/);
    await Promise.all([plain.close(), visitor.close()]);
  });

test('a strict policy of the page, with Trusted Types, is not violated', async () => {
  const visitor = await visit(browser);
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '${hashOf('head.js')}'; ` +
    "style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "require-trusted-types-for 'script'; trusted-types assent";
  await visitor.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await visitor.page.route(/\/\?assent-debug$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await visitor.page.goto(collector.origin + '/?assent-debug');
  await visitor.until(async () => (await overlay(visitor))?.Requests?.length > 1, 'the overlay to have looked');
  assert.deepEqual(await visitor.page.evaluate(() => window.violations), []);
  await visitor.close();
});

test('forced colours leave flags and the fold mark to be seen', async () => {
  const visitor = await visit(browser, { forcedColors: 'active', colorScheme: 'dark' });
  await visitor.page.goto(planted.at(['undeclared request']) + '&assent-debug');
  await until(visitor, 'Findings', /^undeclared /).catch(() => assert.fail('no finding is shown'));
  await visitor.screenshot('debug-forced-colours');
  await visitor.close();
});

test('by keyboard it folds and unfolds, and Escape folds it', async () => {
  const visitor = await open(collector.origin + '/');
  const folded = async () => {
    const { attributes } = await visitor.part('assent-debug', 'handle');
    return attributes[attributes.indexOf('aria-expanded') + 1] === 'false';
  };
  const handle = await visitor.part('assent-debug', 'handle');
  await visitor.cdp.send('DOM.focus', { backendNodeId: handle.backendNodeId });
  assert.equal(await folded(), false);
  await visitor.page.keyboard.press('Enter');
  assert.equal(await folded(), true);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.keyboard.press('Tab');
  await visitor.page.keyboard.press('Escape');
  assert.equal(await folded(), true);
  await visitor.close();
});
