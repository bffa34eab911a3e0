// Runs a file of GrowthBook's SDK cases: `node growthbook.mjs FILE`. What decides goes through the shipped wasm modules,
// each case as a policy of its own; helpers that the modules have no use for by themselves run beside them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Workshop } from './growthbook-policy.mjs';
import { groups } from './growthbook-groups.mjs';

const root = join(import.meta.dirname, '../..');

const moduleBytes = (name) => readFileSync(join(root, 'build/wasm', name));
const arithmetic = ['hash', 'getBucketRange', 'chooseVariation', 'getEqualWeights'];

function main(file) {
  const cases = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of ['core.wasm', 'full.wasm'])
    console.log(`${name}  SHA-256 ${createHash('sha256').update(moduleBytes(name)).digest('hex')}`);
  const tools = { workshop: new Workshop(), wasm: new WebAssembly.Module(moduleBytes('full.wasm')) };
  const count = { passed: 0, failed: 0 };
  try {
    for (const [group, run] of Object.entries(groups)) {
      const before = { ...count };
      (cases[group] ?? []).forEach((each, at) => {
        const wrong = failure(() => run(each, tools));
        ++count[wrong ? 'failed' : 'passed'];
        if (wrong) console.log(`FAILED ${group} ${at} ${JSON.stringify(each[0])}: ${wrong}`);
      });
      console.log(`${group.padEnd(24)} ${count.passed - before.passed} passed, ${count.failed - before.failed} failed`);
    }
  } finally {
    tools.workshop.close();
  }
  addHelpers(file, count);
  for (const [group, rows] of Object.entries(cases).filter(([name]) => !(name in groups || arithmetic.includes(name) || name === 'specVersion'))) {
    console.log(`FAILED ${group}: nothing here knows this group of ${rows.length ?? 'no'} cases`);
    count.failed += rows.length ?? 1;
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  if (count.failed > 0 || count.passed === 0) process.exitCode = 1;
}

/** The arithmetic, which `assent` counts. */
function addHelpers(file, count) {
  const { stdout } = spawnSync(join(root, 'build/native/assent'), ['conformance', 'growthbook', file], { encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1)) ?? [0, 0, 1];
  for (const line of lines.slice(0, -1)) console.log(line);
  console.log(`${'arithmetic'.padEnd(24)} ${passed} passed, ${failed} failed`);
  count.passed += Number(passed);
  count.failed += Number(failed);
}

/** What is wrong with a case that gives [what came, what was expected]; nothing where they are equal. */
function failure(run) {
  try {
    const [came, expected] = run();
    const same = isDeepStrictEqual(came, expected);
    return same ? '' : `came ${JSON.stringify(came)}, expected ${JSON.stringify(expected)}`;
  } catch (error) {
    return String(error.message).trim();
  }
}

main(process.argv[2]);
