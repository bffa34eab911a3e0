// A bundle with a planted leak is the prover's alone: what is served holds none, and the build refuses to put one there.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const build = join(root, 'web/build.mjs');
/** What each leak of tests/prove/page/planted writes by. */
const mark = /planted.?leak/i;

const marked = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && mark.test(readFileSync(join(entry.parentPath ?? entry.path, entry.name), 'latin1')))
    .map(({ name }) => name);

test('web/dist holds no planted leak', () => {
  assert.deepEqual(marked(join(root, 'web/dist')), []);
});

test('a bundle with a planted leak is known by its mark, so that web/dist would be too', () => {
  const out = mkdtempSync(join(tmpdir(), 'assent-planted-'));
  try {
    execFileSync('node', [build, '--plant-leak', 'offline_queue', '--out', out]);
    assert.notDeepEqual(marked(out), []);
  } finally {
    rmSync(out, { recursive: true });
  }
});

test('web/dist is refused to a planted leak', () => {
  const { status, stderr } = spawnSync('node', [build, '--plant-leak', 'offline_queue'], { encoding: 'utf8' });
  assert.notEqual(status, 0);
  assert.match(stderr, /web\/dist is the product/);
});
