// ./dev prove: runs the provers on the product as it is and on the builds with a planted leak, two at a time, and draws
// up one table. Exit code 1 where a pair differs, the module disagrees, the gate decides otherwise than the policy's
// words, a leak is not caught or too few pairs could tell.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { jobs, leaksAt } from './jobs.mjs';
import { claimLine, count, leakLine, printFailure, printNumbers, printShares, printTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    build: { type: 'string' },
    wasm: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});
// The quick run is the same each time; the long one draws new cases unless it is told which.
const seed = Number(options.seed ?? (options.quick ? 1 : Date.now() % 1_000_000));
/** Pairs through the shipped `step` that a run must have, natively and in wasm together. */
const least_step_pairs = 100_000;

/** Runs one program to its end; what it told, or why it could not. */
function run([program, ...args]) {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let words = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (words += chunk));
    child.on('error', (error) => done({ broken: error.message }));
    child.on('close', (code, signal) =>
      done(code === 0 ? JSON.parse(out) : { broken: `${program} ended with ${signal ?? code}: ${words.trim()}` }));
  });
}

async function runAll(commands) {
  const told = {};
  const waiting = Object.entries(commands);
  const worker = async () => {
    for (let job; (job = waiting.shift()) !== undefined; ) told[job[0]] = await run(job[1]);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return told;
}

/** Seconds of CPU that the programs took which have ended, and theirs: fields 16 and 17 of proc(5), stat. */
function cpuSeconds() {
  const ticks_per_s = 100;
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticks_per_s;
}

const pairs = (told) => `${count(told.pairs)} pairs`;
const nothing = 'no byte that leaves shows what is not approved';

function claims(told) {
  const { native, core, full, decision, gate, collector, page, redirect } = told;
  return [
    claimLine(nothing, 'native step', native, pairs),
    claimLine(nothing, 'core.wasm', core, pairs),
    claimLine(nothing, 'full.wasm', full, pairs),
    claimLine('what may leave as a decision shows in no attribute', 'native step', decision, pairs),
    ...[core, full].map((module, at) =>
      claimLine(`${at ? 'full' : 'core'}.wasm answers as native does`, 'effects text', module, ({ steps }) => `${count(steps)} steps`, 'disparity')),
    claimLine('approval is what the policy says', 'native gate', native, ({ cases }) => `${count(cases)} cases`, 'gate'),
    claimLine('nothing stands without a valid grant', 'exhaustive', gate, ({ visitors }) => `${count(visitors.states)} states`),
    claimLine('the gate permits what stands, and no more', 'exhaustive', gate, ({ drafts }) => `${count(drafts.states)} drafts`),
    claimLine('nothing kept or told shows what was refused', 'collector', collector, pairs),
    ...(page ? [claimLine('no request and no store shows what is not approved', 'Chromium', page, pairs)] : []),
    ...(redirect ? [claimLine('no redirect shows what may not be told', 'Chromium', redirect, pairs)] : []),
  ];
}

const methods = { step: 'native step', collector: 'collector', page: 'Chromium', page_redirect: 'Chromium' };

/** One line for each leak that this run has planted. */
const leakLines = (told) =>
  Object.entries(methods).flatMap(([place, method]) =>
    leaksAt(place).filter((leak) => told[leak]).map((leak) => leakLine(leak, method, told[leak])));

function enoughLine({ native, core, full, decision }) {
  const had = [native, core, full, decision].reduce((sum, told) => sum + (told.pairs ?? 0), 0);
  const good = had >= least_step_pairs;
  return { words: 'pairs through the shipped step', method: 'all of them', counted: pairs({ pairs: had }), result: good ? 'holds' : 'TOO FEW', good };
}

function print(told) {
  for (const place of Object.keys(methods))
    for (const leak of leaksAt(place)) printFailure(`the pair that caught the planted leak "${leak}"`, told[leak] ?? {});
  printShares('native step', told.native);
  printShares('core.wasm', told.core);
  printShares('full.wasm', told.full);
  printShares('as a decision', told.decision);
  printNumbers('rules that refused something at the collector', told.collector.rules);
  printNumbers('pairs through the page', told.page?.notes);
  for (const name of ['native', 'core', 'full', 'decision', 'gate', 'collector', 'page', 'redirect']) printFailure(`WRONG in ${name}`, told[name] ?? {});
  for (const half of [told.gate.visitors, told.gate.drafts]) if (half?.wrong) console.log(`\nWRONG decision: ${half.wrong}`);
}

const began = Date.now();
const told = await runAll(jobs({ ...options, seed }));
print(told);
const rows = [...claims(told), enoughLine(told), ...leakLines(told)];
console.log();
printTable(rows);
const bad = rows.filter((row) => !row.good).length;
const verdict = bad === 0 ? 'all of it holds' : `${bad} of ${rows.length} lines do not hold`;
console.log(`\nseed ${seed}, ${((Date.now() - began) / 1000).toFixed(0)} s, ${cpuSeconds().toFixed(0)} s of CPU; ${verdict}`);
process.exitCode = bad === 0 ? 0 : 1;
