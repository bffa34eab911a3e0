// ./dev bench page-decide: what it takes on a slow device from a visitor's act to a page of twenty changed places, beside
// GrowthBook's visual changes on the same page. The exit code is 1 where somebody sees other texts than with GrowthBook, and
// never for a time.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startBrowser, visit } from '../browser/support/visitor.mjs';
import { places } from './support/decide-cases.mjs';
import { startSite } from './support/decide-site.mjs';

const slow_cpu = 4;
const rounds = 7;
const turns_a_round = 5;
const warm_turns = 6;
const stride = 89; // through the visitors, so that neighbouring turns have little in common
const asked_ms = 2;
const busy_ratio = 1.5;
const peer = 'GrowthBook';

/** A script as a page would load it: one file, minified, for production; its exports are `bench`. */
async function bundled(name) {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'support', name)],
    bundle: true, write: false, minify: true, format: 'iife', globalName: 'bench', platform: 'browser', target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Buffer.from(outputFiles[0].contents).toString();
}

/** Isolated pages have clocks that tell 5 µs apart, and others 100. */
async function isolate(page) {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const isolation = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
    await route.fulfill({ response, headers: { ...response.headers(), ...isolation } });
  });
}

/** Accepts, and waits until all that follows from it is there. */
async function accept({ page, requests, click, until }, core) {
  await click('assent-banner', 'accept');
  await page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
  const loaded = (pattern, count) => () => requests.filter((each) => pattern.test(each.url())).length >= count;
  await until(loaded(/\/packs\//, places), 'the contents');
  if (core === 'full') await until(loaded(/\/assent\/full-[0-9a-f]+\.wasm$/, 1), 'the full core');
  await page.waitForLoadState('networkidle');
}

/** Opens the page for a taker of turns. */
async function open(browser, { name, core, site, path, side }, script) {
  const visitor = await visit(browser);
  await isolate(visitor.page);
  await visitor.page.goto(site.origin + path);
  if (core) await accept(visitor, core);
  await visitor.page.addScriptTag({ content: script });
  await visitor.page.evaluate((given) => window.bench.begin(given), side);
  return { name, visitor, results: [] };
}

async function takeTurns({ visitor: { page, cdp } }, from, count) {
  const results = [];
  await page.bringToFront();
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow_cpu });
  for (let turn = from; turn < from + count; ++turn)
    results.push(await page.evaluate((number) => window.bench.turn(number), turn * stride));
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return results;
}

async function measure(takers) {
  for (const taker of takers) await takeTurns(taker, 0, warm_turns);
  for (let round = 0; round < rounds; ++round)
    for (let turn = 0; turn < takers.length; ++turn) {
      const taker = takers[(round + turn) % takers.length];
      taker.results.push(...(await takeTurns(taker, warm_turns + round * turns_a_round, turns_a_round)));
    }
}

async function run() {
  const growthbook = await bundled('decide-growthbook.mjs');
  const script = await bundled('decide-page.mjs');
  const [core, full] = [await startSite('core', growthbook), await startSite('full', growthbook)];
  const browser = await startBrowser();
  try {
    const takers = [];
    for (const each of [
      { name: 'Assent, core.wasm', core: 'core', site: core, path: '/', side: 'assent' },
      { name: 'Assent, full.wasm', core: 'full', site: full, path: '/', side: 'assent' },
      { name: peer, site: core, path: '/growthbook.html', side: 'growthbook' },
    ])
      takers.push(await open(browser, each, script));
    await measure(takers);
    return { version: browser.version(), takers };
  } finally {
    await browser.close();
    await core.stop();
    await full.stop();
  }
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const columns = ['act_ms', 'changed_ms', 'laid_out_ms', 'back_ms', 'waited_ms'];

function judged({ name, results }, reference) {
  const of = (column) => results.map((each) => each[column]);
  return {
    name,
    turns: results.length,
    ...Object.fromEntries(columns.map((column) => [column, median(of(column))])),
    least_ms: Math.min(...of('changed_ms')),
    checks: checksum(results) === reference,
  };
}

/** Of all that visitors saw, in the order of their turns. */
function checksum(results) {
  const hash = createHash('sha256');
  for (const { seen } of results) hash.update(seen).update('\0');
  return hash.digest('hex');
}

function print(version, verdicts) {
  const { laid_out_ms: of_peer } = verdicts.at(-1);
  console.log(`Chromium ${version}, ${slow_cpu}x CPU: ${places} places change at once; ms, medians of ${verdicts[0].turns} turns`);
  const row = (first, ...cells) => console.log(first.padEnd(20) + cells.map((cell) => String(cell).padStart(11)).join(''));
  row('', 'act', 'changed', 'least', 'laid out', 'back', 'with waits', 'ratio');
  for (const { name, act_ms, changed_ms, least_ms, laid_out_ms, back_ms, waited_ms, checks } of verdicts) {
    const cells = [act_ms, changed_ms, least_ms, laid_out_ms, back_ms, waited_ms].map((ms) => ms.toFixed(2));
    row(name, ...cells, `${(of_peer / laid_out_ms).toFixed(2)} x`, checks ? ' same texts' : ' OTHER TEXTS');
  }
  for (const { name, changed_ms } of verdicts.slice(0, -1))
    console.log(`${name}: ${changed_ms.toFixed(2)} ms, ${changed_ms <= asked_ms ? 'held' : 'MISSED'} (asked: at most ${asked_ms} ms)`);
  if (verdicts.some(({ changed_ms, least_ms }) => changed_ms > busy_ratio * least_ms))
    console.log(`the machine was busy: a median is more than ${busy_ratio} times the least; measure again`);
  console.log(`
act: the call that tells an attribute; changed: until every place has its other content, contents being at hand and without waits for a
frame, and with Assent the page's layout, for nothing may move; laid out: and until the layout is known, with what is to run in that frame:
of this the ratio; back: the same act back to the default
contents; with waits: as a visitor's clock has it. Assent decides, keeps the profile and tells the page's listeners, and after the change
its exposures; GrowthBook decides and makes its visual changes.
Each place has two contents for two audiences, each by four conditions: ${places} slots, and ${2 * places} visual experiments.`);
}

const { version, takers } = await run();
const reference = checksum(takers.at(-1).results);
const verdicts = takers.map((taker) => judged(taker, reference));
if (process.argv.includes('--json')) for (const each of verdicts) console.log(JSON.stringify({ bench: 'page-decide', slow_cpu, ...each }));
else print(version, verdicts);
for (const { name, checks } of verdicts)
  if (!checks) {
    console.error(`WRONG CHECKSUM: ${name} shows other texts than ${peer}`);
    process.exitCode = 1;
  }
