// ./dev prove: runs the prover on the core as it is and on the builds with a planted leak, two at a time, and draws up
// one table. Exit code 1 where a pair differs, the module disagrees, a leak is not caught or too few pairs could tell.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const leaks = ['value', 'length', 'order', 'presence', 'id'];
/** Cases of each claim; most make two pairs. */
const quick_cases = { native: 24_000, decision: 6_000, wasm: 2_400, leak: 5_000 };
const full_factor = 8;

const { values: options } = parseArgs({
  options: {
    build: { type: 'string' },
    wasm: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});
// The quick run is the same each time; the long one draws new cases unless it is told which.
const seed = options.seed ?? (options.quick ? '1' : String(Date.now()));
const cases = name => String(quick_cases[name] * (options.quick ? 1 : full_factor));

/** Runs one program to its end; what it told, or why it could not. */
function run(program, args) {
  return new Promise(done => {
    const child = spawn(join(options.build, 'tests/prove', program), args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let words = '';
    child.stdout.on('data', chunk => (out += chunk));
    child.stderr.on('data', chunk => (words += chunk));
    child.on('error', error => done({ broken: error.message }));
    child.on('close', (code, signal) =>
      done(code === 0 ? JSON.parse(out) : { broken: `${program} ended with ${signal ?? code}: ${words.trim()}` }));
  });
}

const jobs = [
  { name: 'native', program: 'prove', args: ['--cases', cases('native')] },
  { name: 'wasm', program: 'prove', args: ['--cases', cases('wasm'), '--wasm', options.wasm] },
  { name: 'decision', program: 'prove', args: ['--cases', cases('decision'), '--claim', 'decision'] },
  ...leaks.map(leak => ({ name: leak, program: `prove_leak_${leak}`, args: ['--cases', cases('leak')] })),
];

async function runAll() {
  const told = {};
  const waiting = [...jobs];
  const worker = async () => {
    for (let job; (job = waiting.shift()) !== undefined; )
      told[job.name] = await run(job.program, [...job.args, '--seed', seed]);
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return told;
}

const count = number => number.toLocaleString('en');
const tooFew = told => (told.shares ?? []).filter(({ count: had, minimum }) => had < minimum * told.pairs);

/** One line of the table: whether a run kept the claim whose failure is named `what`. `good` decides the exit code. */
function claim(words, method, told, what, counted) {
  const line = (result, good = false) => ({ words, method, counted: told.broken ? '' : counted(told), result, good });
  if (told.broken) return line('NOT RUN');
  // What stopped the run early is another line's failure, but then this line has not been shown either.
  if (!told.holds) return line(told.failure.what === what ? 'BROKEN' : 'CUT SHORT');
  return tooFew(told).length > 0 ? line('TOO FEW') : line('holds', true);
}

function leakLine(leak, told) {
  const words = `planted leak: ${leak}`;
  if (told.broken) return { words, method: 'native step', counted: '', result: 'NOT RUN', good: false };
  const caught = !told.holds && told.failure.what === 'leak';
  const counted = caught ? `${count(told.failure.after.pairs)} pairs` : `${count(told.pairs)} pairs`;
  return { words, method: 'native step', counted, result: caught ? 'caught' : 'NOT CAUGHT', good: caught };
}

function lines({ native, wasm, decision, ...leaky }) {
  const pairs = told => `${count(told.pairs)} pairs`;
  const nothing = 'no byte that leaves shows what is not approved';
  return [
    claim(nothing, 'native step', native, 'leak', pairs),
    claim(nothing, 'core.wasm', wasm, 'leak', pairs),
    claim('what may leave as a decision shows in no attribute', 'native step', decision, 'leak', pairs),
    claim('approval is what the policy says', 'native gate', native, 'gate', told => `${count(told.cases)} cases`),
    claim('core.wasm answers as native does', 'effects text', wasm, 'disparity', told => `${count(told.steps)} steps`),
    ...leaks.map(leak => leakLine(leak, leaky[leak])),
  ];
}

function printTable(rows) {
  const head = { words: 'claim', method: 'method', counted: 'cases', result: 'result' };
  const width = key => Math.max(...[head, ...rows].map(row => row[key].length));
  for (const row of [head, ...rows])
    console.log(['words', 'method', 'counted', 'result'].map(key => row[key].padEnd(width(key))).join('  ').trimEnd());
}

function printShares(title, told) {
  if (!told.shares) return;
  console.log(`\nshares of ${count(told.pairs)} pairs, ${title} (seed ${seed}, ${told.seconds.toFixed(0)} s; ` +
    `${count(told.without_secrets)} of ${count(told.cases)} cases had nothing secret)`);
  for (const { name, minimum, count: had } of told.shares) {
    const share = (100 * had) / told.pairs;
    console.log(`  ${name.padEnd(42)}${share.toFixed(1).padStart(5)} %  at least ${(100 * minimum).toFixed(0)} %` +
      (had < minimum * told.pairs ? '  TOO FEW' : ''));
  }
}

function printFailure(title, told) {
  if (told.broken) console.log(`\n${title}: ${told.broken}`);
  if (!told.failure) return;
  console.log(`\n${title} (seed ${seed}, shrunk from case ${told.failure.after.cases})\n${told.failure.words.trimEnd()}`);
}

const began = Date.now();
const told = await runAll();
for (const leak of leaks) printFailure(`the pair that caught the planted leak "${leak}"`, told[leak]);
printShares('native step', told.native);
printShares('core.wasm', told.wasm);
printShares('as a decision', told.decision);
for (const name of ['native', 'wasm', 'decision']) printFailure(`WRONG in ${name}`, told[name]);
const rows = lines(told);
console.log();
printTable(rows);
const bad = rows.filter(row => !row.good).length;
const verdict = bad === 0 ? 'all of it holds' : `${bad} of ${rows.length} lines do not hold`;
console.log(`\nseed ${seed}, ${((Date.now() - began) / 1000).toFixed(0)} s; ${verdict}`);
process.exitCode = bad === 0 ? 0 : 1;
