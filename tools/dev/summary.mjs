// Reads what the layers of ./dev test left behind, prints the table by layer, what failed and what was skipped, and
// closes with one plain line. Exits 1 when a test failed or none ran. Never runs a test itself.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const order = ['check', 'dev', 'tidy', 'unit', 'must_not_compile', 'conformance', 'parity', 'prove', 'size', 'openapi', 'web', 'browser'];

const unescape = text => text.replace(/&(lt|gt|quot|apos|amp);/g,
  (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]);

const attribute = (tag, name) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

// An attribute may hold a bare ">", so what is quoted is taken whole.
const testcase = /<testcase\b((?:"[^"]*"|[^">])*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g;

/** CTest also calls a test "skipped" that it could not run; only one that skips itself, or is disabled, is. */
const couldNotRun = (head, skipped) =>
  /\bstatus="notrun"/.test(head) && !attribute(skipped, 'message').startsWith('SKIP_');

/** The test cases of a JUnit file: name, what came of it, why it was skipped, and what it printed. */
export function junitCases(xml) {
  return [...xml.matchAll(testcase)].map(([, head, body = '']) => {
    const skipped = /<skipped\b[^>]*>/.exec(body)?.[0];
    const failed = /<(failure|error)\b/.test(body) || (skipped !== undefined && couldNotRun(head, skipped));
    return {
      name: attribute(head, 'name'),
      result: failed ? 'failed' : skipped === undefined ? 'passed' : 'skipped',
      why: skipped === undefined ? '' : attribute(skipped, 'message'),
      output: unescape(/<system-out>([\s\S]*?)<\/system-out>/.exec(body)?.[1] ?? ''),
    };
  });
}

/** Boost.Test's own count of an executable's cases, null where it printed none. */
export function boostCounts(output) {
  const module = /^Test module "[^"]*" (?:has|was) [\s\S]*?(?=^\S|(?![\s\S]))/m.exec(output)?.[0];
  if (module === undefined) return null;
  const count = what => Number(new RegExp(`(\\d+) test cases? out of \\d+ ${what}`).exec(module)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

class Layers {
  layers = new Map();
  failed = [];
  skipped = [];

  add(layer, result, count = 1) {
    if (!this.layers.has(layer)) this.layers.set(layer, { passed: 0, failed: 0, skipped: 0 });
    this.layers.get(layer)[result] += count;
  }

  note(layer, result, name, why, count = 1) {
    this.add(layer, result, count);
    if (result === 'failed') this.failed.push(`${layer}: ${name}${count > 1 ? `: ${count} cases` : ''}`);
    if (result === 'skipped') this.skipped.push(`${layer}: ${name}: ${why || 'no reason given'}`);
  }

  /** One CTest test: an executable of many Boost cases counts as those, any other as one. */
  ctest(layer, test) {
    const boost = test.result === 'skipped' ? null : boostCounts(test.output);
    if (boost === null) return this.note(layer, test.result, test.name, test.why);
    for (const result of ['passed', 'failed', 'skipped']) this.add(layer, result, boost[result]);
    if (boost.failed > 0) this.failed.push(`${layer}: ${test.name}: ${boost.failed} cases`);
    if (boost.skipped > 0) this.skipped.push(`${layer}: ${test.name}: ${boost.skipped} cases: disabled in the source`);
    // Every case passed and yet the executable failed: a crash or a sanitizer's word at its end.
    if (boost.failed === 0 && test.result === 'failed') this.note(layer, 'failed', `${test.name}: its exit`);
  }

  sorted() {
    const place = name => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...this.layers].sort(([a], [b]) => place(a) - place(b));
  }
}

/** The label of each CTest test, which names its layer. */
function labels(json) {
  return new Map(JSON.parse(json).tests.map(test =>
    [test.name, test.properties?.find(property => property.name === 'LABELS')?.value[0] ?? 'other']));
}

function read(folder) {
  const found = new Layers();
  const text = file => readFileSync(join(folder, file), 'utf8');
  for (const file of readdirSync(folder).sort()) {
    const layer = file.split('.')[0];
    if (file.endsWith('.tsv')) {
      for (const line of text(file).trimEnd().split('\n')) {
        const [result, name, why, count] = line.split('\t');
        found.note(layer, result, name, why, Number(count));
      }
    } else if (file.endsWith('.ctest.xml')) {
      const labelOf = labels(text(file.replace('.xml', '.json')));
      for (const test of junitCases(text(file))) {
        found.ctest(layer === 'native' ? labelOf.get(test.name) : `${labelOf.get(test.name)} (${layer})`, test);
      }
    } else if (file.endsWith('.node.xml')) {
      for (const test of junitCases(text(file))) found.note(layer, test.result, test.name, test.why);
    }
  }
  return found;
}

function main(folder, seconds) {
  const found = read(folder);
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log(`${'layer'.padEnd(20)} passed  failed  skipped`);
  for (const [name, counts] of found.sorted()) {
    const cells = Object.keys(total).map(key => String(counts[key]).padStart(key.length));
    console.log(`${name.padEnd(20)} ${cells.join('  ')}`);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (seconds) console.log(`in ${seconds} s`);
  for (const name of found.skipped) console.log(`skipped: ${name}`);
  for (const name of found.failed) console.log(`failed: ${name}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main(process.argv[2], process.argv[3]);
