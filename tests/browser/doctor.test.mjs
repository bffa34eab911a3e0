// ./dev doctor in front of real pages: the demo shop is clean, each planted violation is named, and a page without them
// is not accused of any.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findDomains } from '../../tools/doctor/browser.mjs';
import { root, startCollector } from './support/collector.mjs';
import { startPlanted } from './support/planted.mjs';
import { desktop, phone, startBrowser, visit } from './support/visitor.mjs';

const shop = {};
let planted;
before(async () => {
  shop.browser = await startBrowser();
  shop.collector = await startCollector({ attributes: 'data-region="DE"' });
  planted = await startPlanted(shop.collector);
});
after(async () => {
  planted?.stop();
  await shop.browser?.close();
  await shop.collector?.stop();
});

/** Runs the doctor: { code, output, errors }. */
function doctor(...args) {
  const child = spawn(process.execPath, [join(root, 'tools/doctor/main.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const read = async (stream) => (await stream.toArray()).join('');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return Promise.all([ended, read(child.stdout), read(child.stderr)]).then(([code, output, errors]) => ({ code, output, errors }));
}

/** The findings about a page with these plants. */
async function findings(names, ...args) {
  const { code, output, errors } = await doctor(planted.at(names), '--policy', planted.policy, '--json', ...args);
  assert.equal(errors, '');
  const { findings: found, seen } = JSON.parse(output);
  return { code, found, seen, bad: found.filter(({ level }) => level !== 'info') };
}

const named = ({ code, place }) => `${code} ${place}`;

test('who registered a domain is what the browser knows of public suffixes', async () => {
  const hosts = ['a.b.shop.co.uk', 'me.github.io', 'www.shop.example', 'shop.example', 'co.uk', '127.0.0.1', 'localhost'];
  const domains = await findDomains(shop.browser, hosts);
  assert.deepEqual(hosts.map((host) => domains.get(host)), ['shop.co.uk', 'me.github.io', 'shop.example', 'shop.example', 'co.uk', '127.0.0.1', 'localhost']);
});

/** What each plant is found as. */
const expected = {
  'early request': () => `request_early ${planted.third}`,
  'undeclared cookie': () => 'cookie_undeclared tracker_1 (127.0.0.1)',
  'real src': () => 'element_loads_at_once <iframe data-assent-service="video"> /video.html',
  'unsafe inline': () => 'csp_unsafe_inline Content-Security-Policy header',
  'early key': () => `storage_early vid:seen (local storage of ${new URL(planted.at([])).origin})`,
};

// A run mostly waits.
const runs_at_once = 3;

describe('the doctor', { concurrency: runs_at_once }, () => {
  test('the demo shop is clean', async () => {
    const { code, output, errors } = await doctor(shop.collector.origin, '--json');
    assert.equal(errors, '');
    const { findings: found, seen } = JSON.parse(output);
    assert.deepEqual(found.filter(({ level }) => level !== 'info'), []);
    assert.equal(code, 0);
    // It has looked: after accept something is stored that was not before.
    const key = seen.find(({ kind, owner }) => kind === 'database' && owner === 'Assent');
    assert.deepEqual(Object.keys(key.phases), ['accept']);
  });

  test('a page without plants has no findings', async () => {
    const { code, bad } = await findings([]);
    assert.deepEqual([code, bad], [0, []]);
  });

  test('five planted violations are named, all five and no sixth', async () => {
    const out = join(planted.out, 'five');
    const { code, bad } = await findings(Object.keys(expected), '--out', out);
    assert.deepEqual(new Set(bad.map(named)), new Set(Object.values(expected).map((name) => name())));
    assert.equal(code, 1);
    for (const { what, advice } of bad) assert.ok(what.length > 20 && advice.length > 10, 'what is wrong and what to do');

    const missing = JSON.parse(readFileSync(join(out, 'services.missing.json'), 'utf8'));
    assert.deepEqual(Object.values(missing).map(({ cookies, origins }) => [Object.keys(cookies), origins]), [[['tracker_1'], undefined]]);
  });

  describe('each violation alone is named alone', { concurrency: 1 }, () => {
    for (const [name, wanted] of Object.entries(expected))
      test(name, async () => {
        const { code, bad } = await findings([name]);
        assert.deepEqual(bad.map(named), [wanted()]);
        assert.equal(code, bad[0].level === 'error' ? 1 : 0);
      });

    test('without wasm-unsafe-eval the widget stays closed, and the doctor says what to add', async () => {
      const { code, bad } = await findings(['no wasm']);
      assert.deepEqual(bad.map((each) => each.code), ['widget_failed', 'csp_wasm']);
      assert.match(bad[1].advice, /'wasm-unsafe-eval'/);
      assert.equal(code, 1);
    });

    test('what remains after withdrawal', async () => {
      const { bad } = await findings(['left behind']);
      assert.deepEqual(bad.map((each) => [named(each), each.phases]), [['cookie_remains _visits_1 (127.0.0.1)', ['withdraw']]]);
    });

    test('a third party that no service declares', async () => {
      const { bad } = await findings(['undeclared request']);
      assert.deepEqual(bad.map((each) => [named(each), each.phases]), [[`request_undeclared ${planted.other}`, ['before', 'reject', 'accept', 'withdraw']]]);
    });

    test('a name that the policy does not have', async () => {
      const { bad } = await findings(['unknown service']);
      assert.deepEqual(bad.map(named), ['element_unknown_service <script data-assent-service="heatmap"> /analytics.js']);
    });

    test('a second consent manager', async () => {
      const { bad } = await findings(['second manager']);
      assert.deepEqual(bad.map(({ code, what }) => [code, /Cookiebot/.test(what)]), [['other_manager', true]]);
    });
  });

  test('the region that is asked for holds: an opt-out is clicked in California', async () => {
    const { code, seen, bad } = await findings([], '--region', 'US-CA');
    assert.deepEqual([code, bad], [0, []]);
    const counted = seen.find(({ name }) => name.endsWith('/analytics.js'));
    assert.deepEqual(Object.keys(counted.phases).includes('before'), true, 'an opt-out regime lets it run before a choice');
  });

  test('no finding tells a query', async () => {
    const { output } = await doctor(planted.at(['early request']), '--policy', planted.policy);
    assert.ok(output.includes(planted.third) && !output.includes('visitor=7'), output);
  });

  for (const [what, args, sentence] of [
    ['a page that nobody serves', ['http://127.0.0.1:9/'], /^doctor: http:\/\/127\.0\.0\.1:9\/ cannot be reached: ERR_/],
    ['no URL', ['shop'], /^doctor: "shop" is no URL/],
    ['another scheme', ['file:///etc/hosts'], /^doctor: file: is not what pages come by/],
    ['a folder that is none', ['http://127.0.0.1:9/', '--policy', '/nowhere'], /^doctor: there is no folder \/nowhere/],
    ['a region that is none', ['http://127.0.0.1:9/', '--region', 'Bavaria'], /^doctor: "Bavaria" is no region/],
  ])
    test(`${what} ends with one sentence and exit code 2`, async () => {
      const { code, output, errors } = await doctor(...args);
      assert.deepEqual([code, output], [2, '']);
      assert.match(errors, sentence);
      assert.equal(errors.trim().split('\n').length, 1, errors);
    });

  test('a page that never comes to rest does not hold it up', async () => {
    const { code, output, errors } = await doctor(planted.at(['endless script']));
    assert.deepEqual([code, output], [2, '']);
    assert.match(errors, /^doctor: \S+ does not answer: one of its scripts may never end$/m);
  });

  test('what is no page is said to be none', async () => {
    const { code, errors } = await doctor(shop.collector.origin + '/art/mark.svg');
    assert.equal(code, 2);
    assert.match(errors, /is image\/svg\+xml, and no HTML page/);
  });

  test('the cookie declaration: each language, no script, nothing wider than the screen', async () => {
    const out = join(planted.out, 'declaration');
    await findings(['undeclared cookie', 'left behind'], '--out', out);
    const read = (name) => readFileSync(join(out, name), 'utf8');
    assert.match(read('cookies.html'), /<html lang="en">[^]*<code>_visits\*<\/code>[^]*Counts visits\.[^]*6 months/);
    assert.match(read('cookies.de.html'), /<html lang="de">[^]*<code>_visits\*<\/code>[^]*6 Monate/);
    for (const name of ['cookies.html', 'cookies.de.html']) assert.doesNotMatch(read(name), /<script|<link|javascript:| style=/);
    for (const [size, viewport] of Object.entries({ desktop, phone }))
      for (const colorScheme of ['light', 'dark']) {
        const visitor = await visit(shop.browser, { viewport, colorScheme });
        await visitor.page.goto('file://' + join(out, 'cookies.html'));
        await visitor.screenshot(`cookies-${size}-${colorScheme}`);
        assert.equal(await visitor.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        await visitor.close();
      }
  });
});
