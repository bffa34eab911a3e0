// Pairs of visits through the page in Chromium, told as one JSON object:
// `node main.mjs [--site example|redirect] [--pairs N] [--seed S] [--web DIST] [--workers N]`.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, startCollector } from '../../browser/support/collector.mjs';
import { startBrowser } from '../../browser/support/visitor.mjs';
import { example } from './example.mjs';
import { sides } from './plan.mjs';
import { redirect } from './redirect.mjs';
import { watch } from './run.mjs';

const { values: options } = parseArgs({
  options: {
    site: { type: 'string', default: 'example' },
    pairs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    web: { type: 'string', default: join(root, 'web/dist') },
    workers: { type: 'string', default: '2' },
  },
});
const { shop, draw, describe, play, notes } = { example, redirect }[options.site];
const wanted = Number(options.pairs);
const seed = Number(options.seed);

/** A notice token names its window: a pair that meets the next one is run again. */
const token_window_ms = 600_000;
const windowNow = () => Math.floor(Date.now() / token_window_ms);

const pins = {
  start_ms: Date.now() - 3_600_000, // in the past for the collector, however far the page's clock is moved
  key: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
};

/** Both runs have the same subject and ids, so the collector must know nothing of the run before. */
function forget(collector) {
  const tables = collector.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => name);
  execFileSync('sqlite3', [join(collector.data, 'assent.sqlite3'), '.timeout 5000', ...tables.map((name) => `DELETE FROM ${name}`)]);
}

/** What differs between two runs, in words; undefined where nothing does. */
function difference(one, other) {
  for (let at = 0; at < Math.max(one.length, other.length); ++at) {
    if (one[at]?.bytes === other[at]?.bytes && one[at]?.what === other[at]?.what) continue;
    const texts = [one[at]?.bytes ?? 'nothing', other[at]?.bytes ?? 'nothing'];
    let same = 0;
    while (same < texts[0].length && texts[0][same] === texts[1][same]) ++same;
    const [mine, theirs] = texts.map((text) => text.slice(Math.max(0, same - 60), same + 80));
    return `  ${one[at]?.what ?? other[at].what} differs\n    one:   ${mine}\n    other: ${theirs}\n`;
  }
  return undefined;
}

async function playCase(browser, collector, plan, quiet_looks) {
  for (;;) {
    const began = windowNow();
    const runs = [];
    for (let side = 0; side < sides; ++side) {
      forget(collector);
      const act = (run) => play(run, plan, side);
      runs.push(await watch(browser, collector.origin + plan.path, plan.seed, { ...pins, quiet_looks }, act));
    }
    if (windowNow() === began) return runs;
  }
}

/** The first difference between neighbours; undefined where all runs are equal. */
function firstDifference(runs) {
  for (let at = 1; at < runs.length; ++at) {
    const found = difference(runs[at - 1], runs[at]);
    if (found) return found;
  }
  return undefined;
}

const told = { holds: true, pairs: 0, seen: 0, posts: 0, seed, notes: {} };
const note = (name, holds) => (told.notes[name] = (told.notes[name] ?? 0) + (holds ? 1 : 0));
let next = 0;

function count(plan, seen) {
  const posts = seen.filter(({ what }) => what.startsWith('POST')).length;
  told.pairs++;
  told.seen += seen.length;
  told.posts += posts;
  for (const [name, holds] of Object.entries(notes(plan, posts))) note(name, holds);
}

function fail(plan, wrong) {
  if (!told.holds) return;
  told.holds = false;
  told.failure = { what: 'leak', words: `  visit\n${describe(plan)}\n${wrong}`, after: { pairs: told.pairs, cases: next } };
}

/** How often in a row nothing goes on where the page counts as at rest: in a first play, and in those that judge it. */
const quiet_looks = { first: 3, judging: [30, 30] };

/** What differs each time that a plan is played anew; undefined where it once does not. A leak shows each time. */
async function judge(play) {
  let wrong;
  for (const looks of quiet_looks.judging) {
    wrong = firstDifference(await play(looks));
    if (!wrong) return undefined;
  }
  return wrong;
}

/** Plays one plan and counts it. Throws where it cannot be played twice in a row; chance is noted and told. */
async function prove(browser, collector, plan) {
  const playAll = (looks) => playCase(browser, collector, plan, looks);
  const runs = await playAll(quiet_looks.first).catch((error) => {
    console.error(`played again: ${error.message}\n${describe(plan)}`);
    note('played again', true);
    return playAll(quiet_looks.judging[0]);
  });
  for (let at = 1; at < runs.length; ++at) count(plan, runs[at]);
  if (!firstDifference(runs)) return;
  const wrong = await judge(playAll);
  if (wrong) fail(plan, wrong);
  else note('differed once and not each time', true);
}

let broken; // what ended a worker: the others end too, with their collectors and browsers

async function work() {
  const collector = await startCollector({ ...shop, attributes: 'data-region="DE"', web: options.web });
  const browser = await startBrowser();
  try {
    while (!broken && told.holds && told.pairs < wanted) await prove(browser, collector, draw(seed * 100_003 + next++));
  } catch (error) {
    broken ??= error;
  } finally {
    await browser.close();
    await collector.stop();
  }
}

const began_ms = Date.now();
await Promise.all(Array.from({ length: Number(options.workers) }, work));
if (broken) throw broken;
told.seconds = (Date.now() - began_ms) / 1000;
console.log(JSON.stringify(told));
