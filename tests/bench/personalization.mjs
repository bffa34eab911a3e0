// ./dev bench personalization: what a decision costs in the shipped module, beside GrowthBook's SDK and three rule
// engines, in Node and in Chromium. Every result is read; the exit code is 1 where somebody gets another variation than
// from GrowthBook, and never for a time.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GrowthBookClient } from '@growthbook/growthbook';
import { build } from 'esbuild';
import { root } from '../browser/support/collector.mjs';
import { startBrowser } from '../browser/support/visitor.mjs';
import { Workshop } from '../conformance/growthbook-policy.mjs';
import { brotliBytes } from '../size/measure.mjs';
import { payload } from './support/personalization-cases.mjs';

const ours = 'Assent';
const busy_ratio = 1.5;
const titles = {
  one: 'one decision: 4 conditions (one $in of 20), split in halves',
  hundred: '100 rules of 4 conditions each, of which only the last can hold',
};
const asked = { one: { at_most_us: 0.25, at_least_times: 20 }, hundred: { at_most_us: 10, at_least_times: 60 } };

/** A script as a page would load it: one file, minified, for production. */
async function bundle(options) {
  const { outputFiles } = await build({
    bundle: true, write: false, minify: true, format: 'esm', platform: 'browser', target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' }, ...options,
  });
  return Buffer.from(outputFiles[0].contents);
}
const bundled = (contents) => bundle({ stdin: { contents, resolveDir: import.meta.dirname } });

async function inNode(script, wasm, pack) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-bench-'));
  try {
    const file = join(folder, 'turns.mjs');
    writeFileSync(file, script);
    const { run } = await import(pathToFileURL(file).href);
    return await run(wasm, pack, GrowthBookClient);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs in the page: what it is given came as text. */
async function runInPage({ script, wasm, pack }) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const { run } = await import(URL.createObjectURL(new Blob([bytes(script)], { type: 'text/javascript' })));
  return run(bytes(wasm), bytes(pack));
}

async function inChromium(script, wasm, pack) {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const [script_text, wasm_text, pack_text] = [script, wasm, pack].map((bytes) => bytes.toString('base64'));
    return { version: browser.version(), results: await page.evaluate(runInPage, { script: script_text, wasm: wasm_text, pack: pack_text }) };
  } finally {
    await browser.close();
  }
}

function packOf() {
  const workshop = new Workshop();
  try {
    return workshop.pack(payload);
  } finally {
    workshop.close();
  }
}

/** What is printed of one case in one environment; `peer` is the fastest of GrowthBook's ways. */
function judged(kind, { counts, engines }) {
  const us = engines.find(({ name }) => name === ours).us;
  const peer = engines.filter(({ name }) => name.startsWith('GrowthBook')).toSorted((one, other) => one.us - other.us)[0];
  return { kind, counts, engines, us, peer: peer.name, times: peer.us / us, asked: asked[kind] };
}

function print(environment, rounds, { kind, counts, engines, us, peer, times, asked: target }) {
  console.log(`\n${environment}: ${titles[kind]}; µs a decision, median and least of ${rounds}`);
  console.log(`  visitors: ${Object.entries(counts).map(([value, count]) => `${count} get ${value}`).join(', ')}`);
  for (const each of engines)
    console.log(`  ${each.name.padEnd(42)}${each.us.toFixed(3).padStart(10)}${each.least_us.toFixed(3).padStart(10)}${`${(each.us / us).toFixed(1)} x`.padStart(10)}  ${each.checks ? 'same variations' : 'OTHER VARIATIONS'}`);
  console.log(`  ${us.toFixed(3)} µs (asked: at most ${target.at_most_us}); ${times.toFixed(1)} x ${peer}, the fastest of its ways (asked: at least ${target.at_least_times})`);
  const restless = engines.filter((each) => each.us > busy_ratio * each.least_us).length;
  if (restless > 0) console.log(`  the machine was busy: ${restless} medians are more than ${busy_ratio} times the least; measure again`);
}

async function sizes() {
  const wasm = (name) => readFileSync(join(root, 'build/wasm', name));
  const files = {
    'core.wasm': wasm('core.wasm'),
    'full.wasm': wasm('full.wasm'),
    'what writes its records': await bundled("export * from '../../web/src/records'; export * from '../../web/src/tree';"),
    'GrowthBook, class GrowthBook alone': await bundled("export { GrowthBook } from '@growthbook/growthbook';"),
    'GrowthBook, all exports': await bundled("export * from '@growthbook/growthbook';"),
  };
  return Object.entries(files).map(([name, bytes]) => ({ name, raw: bytes.length, brotli: brotliBytes(bytes) }));
}

async function main() {
  const as_json = process.argv.includes('--json');
  const script = await bundle({ entryPoints: [join(import.meta.dirname, 'support/personalization-turns.mjs')] });
  const wasm = readFileSync(join(root, 'build/wasm/full.wasm'));
  const pack = packOf();
  const node = await inNode(script, wasm, pack);
  const chromium = await inChromium(script, wasm, pack);
  const wrong = [];
  for (const [environment, results] of [[`Node ${process.versions.node}`, node], [`Chromium ${chromium.version}`, chromium.results]])
    for (const kind of Object.keys(titles)) {
      const verdict = judged(kind, results[kind]);
      for (const { name, checks } of verdict.engines) if (!checks) wrong.push(`${name}, ${environment}, ${kind}`);
      if (as_json) console.log(JSON.stringify({ bench: 'personalization', environment, rounds: results.rounds, ...verdict }));
      else print(environment, results.rounds, verdict);
    }
  const measured = await sizes();
  if (as_json) for (const each of measured) console.log(JSON.stringify({ bench: 'personalization', ...each }));
  else explain(measured);
  for (const each of wrong) console.error(`WRONG CHECKSUM: ${each} gives other variations than GrowthBook`);
  if (wrong.length > 0) process.exitCode = 1;
}

function explain(measured) {
  console.log(`
1,024 visitors of five attributes take turns, a different one each call; every value is read and its checksum compared with GrowthBook's. Sessions,
attributes and instances are made before; all sessions share one copy of the pack, as GrowthBook's visitors share one payload. "An attribute set
before" also steps a set record of one attribute through the session in each call. All scripts are one bundle, minified for production; in Node
GrowthBook is also taken as its package has it, not bundled.
* has no split: the conditions are its own, the hash and the halves are the same few lines of JavaScript for the three.
`);
  for (const { name, raw, brotli } of measured) console.log(`${name.padEnd(42)}${String(raw).padStart(9)} B ${String(brotli).padStart(8)} B brotli 11`);
}

await main();
