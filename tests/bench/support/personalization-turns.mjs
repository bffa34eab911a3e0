// Times the engines of the personalization bench against each other, in turns, in the process or page that it runs in.
import { cases, visitors } from './personalization-cases.mjs';
import { engines, peers } from './personalization-engines.mjs';

const rounds = 9;
const turn_ms = 100;
const warm_ms = 400;
const least_calls = 64;
const most_calls = 1 << 20;
const mask = visitors.length - 1;

const code_of = (value) => (value === 'a' ? 1 : value === 'b' ? 2 : 3);
/** Reads a result into the sum: each place has a weight of its own. */
const read = (sum, at, value) => (sum + Math.imul(code_of(value), 2 * at + 1)) | 0;

function timed(decide, calls) {
  const began = performance.now();
  let sum = 0;
  for (let call = 0; call < calls; ++call) sum = read(sum, call & mask, decide(call & mask));
  return { us: ((performance.now() - began) * 1_000) / calls, sum };
}

async function timedAsync(decide, calls) {
  const began = performance.now();
  let sum = 0;
  for (let call = 0; call < calls; ++call) sum = read(sum, call & mask, await decide(call & mask));
  return { us: ((performance.now() - began) * 1_000) / calls, sum };
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Runs an engine until it is warm; the calls of a turn, and the engine with no turn taken. */
async function ready([name, { make, asynchronous }], kind) {
  const decide = make(kind);
  const time = asynchronous ? timedAsync : timed;
  let calls = least_calls;
  const began = performance.now();
  do {
    const { us } = await time(decide, calls);
    calls = Math.min(most_calls, Math.max(least_calls, Math.round((turn_ms * 1_000) / us)));
  } while (performance.now() - began < warm_ms);
  return { name, decide, time, calls, times: [], checks: true };
}

/** What `calls` in a row sum up to where each visitor gets what `decide` gives. */
function expected(decide, calls) {
  let sum = 0;
  for (let call = 0; call < calls; ++call) sum = read(sum, call & mask, decide(call & mask));
  return sum;
}

async function measure(kind, all) {
  const takers = [];
  for (const each of all) takers.push(await ready(each, kind));
  const reference = takers.find(({ name }) => name === peers.all);
  const given = visitors.map((_, at) => reference.decide(at));
  for (const each of takers) each.expected = expected((at) => given[at], each.calls);
  for (let round = 0; round < rounds; ++round)
    for (let turn = 0; turn < takers.length; ++turn) {
      const taker = takers[(round + turn) % takers.length];
      const { us, sum } = await taker.time(taker.decide, taker.calls);
      taker.times.push(us);
      taker.checks &&= sum === taker.expected;
    }
  const counts = Object.fromEntries(['a', 'b', 'none'].map((value) => [value, given.filter((each) => each === value).length]));
  const every = expected((at) => given[at], visitors.length);
  for (const each of takers) each.checks &&= (await each.time(each.decide, visitors.length)).sum === every;
  return { counts, engines: takers.map(({ name, times, calls, checks }) => ({ name, us: median(times), least_us: Math.min(...times), calls, checks })) };
}

/** { rounds, one, hundred }, each of the two with what visitors get and the engines' medians. */
export async function run(module_bytes, pack, unbundled) {
  const wasm = await WebAssembly.compile(module_bytes);
  const all = engines(wasm, pack, unbundled);
  const results = { rounds };
  for (const kind of Object.keys(cases)) results[kind] = await measure(kind, all);
  return results;
}
