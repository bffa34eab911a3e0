// The count that closes ./dev test must be right, above all when something failed in an unusual way.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { boostCounts, junitCases } from '../../tools/dev/summary.mjs';

const script = new URL('../../tools/dev/summary.mjs', import.meta.url).pathname;

/** Runs the summary over files given as { name: text }. */
function summarize(files) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-summary-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { status, lines: stdout.trimEnd().split('\n') };
}

const ctestJson = JSON.stringify({ tests: [{ name: 'unit_base', properties: [{ name: 'LABELS', value: ['unit'] }] }] });
const ctestXml = (status, body) =>
  `<testsuite><testcase name="unit_base" classname="unit_base" time="0.1" status="${status}">${body}</testcase></testsuite>`;
const boost = (verdict, lines) => `<system-out>Running 3 test cases...\n\nTest module &quot;assent&quot; has ${verdict} with:\n${lines}</system-out>`;

test('a name with an angle bracket keeps its failure', () => {
  const cases = junitCases('<testcase name="a -> b" time="0"><failure message="no"/></testcase><testcase name="c"/>');
  assert.deepEqual(cases.map(one => [one.name, one.result]), [['a -> b', 'failed'], ['c', 'passed']]);
});

test('a skipped test is counted and named with its reason', () => {
  const { status, lines } = summarize({
    'web.node.xml': '<testcase name="one"/><testcase name="two"><skipped type="skipped" message="no browser"/></testcase>',
  });
  assert.equal(status, 0);
  assert.ok(lines.includes('skipped: web: two: no browser'));
  assert.equal(lines.at(-1), '1 passed, 0 failed, 1 skipped');
});

test('the cases of a Boost executable are counted one by one', () => {
  assert.deepEqual(boostCounts('Test module "a" has failed with:\n  3 test cases out of 6 passed\n  2 test cases out of 6 failed\n' +
    '  1 test case out of 6 skipped\n  1 test case out of 6 aborted\n'), { passed: 3, failed: 2, skipped: 1 });
  const { lines } = summarize({
    'native.ctest.json': ctestJson,
    'native.ctest.xml': ctestXml('run', boost('passed', '  3 test cases out of 3 passed\n')),
  });
  assert.equal(lines.at(-1), '3 passed, 0 failed, 0 skipped');
});

test('an executable that fails after its cases passed is a failure', () => {
  const { status, lines } = summarize({
    'native.ctest.json': ctestJson,
    'native.ctest.xml': ctestXml('fail', `<failure message=""/>${boost('passed', '  3 test cases out of 3 passed\n')}`),
  });
  assert.equal(status, 1);
  assert.equal(lines.at(-1), '3 passed, 1 failed, 0 skipped');
});

test('an executable that dies before it reports is a failure', () => {
  const { status, lines } = summarize({
    'native.ctest.json': ctestJson,
    'native.ctest.xml': ctestXml('fail', '<failure message="SEGFAULT"/><system-out>Running 3 test cases...</system-out>'),
  });
  assert.equal(status, 1);
  assert.equal(lines.at(-1), '0 passed, 1 failed, 0 skipped');
});

test('an executable that is missing is a failure, one that skips itself is not', () => {
  const skipped = message => ({ 'native.ctest.json': ctestJson, 'native.ctest.xml': ctestXml('notrun', `<skipped message="${message}"/>`) });
  assert.equal(summarize(skipped('Unable to find executable')).lines.at(-1), '0 passed, 1 failed, 0 skipped');
  assert.equal(summarize(skipped('SKIP_RETURN_CODE=77')).lines.at(-1), '0 passed, 0 failed, 1 skipped');
});

test('a run without tests is a failure', () => {
  const { status, lines } = summarize({});
  assert.equal(status, 1);
  assert.equal(lines.at(-1), '0 passed, 0 failed, 0 skipped');
});
