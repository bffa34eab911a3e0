// The core module can call nothing and offers only what was reviewed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './measure.mjs';

let module;
before(async () => {
  module = await WebAssembly.compile(readFileSync(join(root, 'build/wasm/core.wasm')));
});

test('the core module imports nothing', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});


test('the core module exports memory, _initialize and the reviewed list', () => {
  const reviewed = readFileSync(join(root, 'wasm/core.exports'), 'utf8').split('\n').filter(line => /^\w/.test(line));
  const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.deepEqual(exported.sort(), [...reviewed, 'memory', '_initialize'].sort(),
    'wasm/core.exports is what was reviewed: change it on purpose, or keep the module to it');
});

test('the core module carries no names and no debug sections', () => {
  assert.deepEqual(['name', '.debug_info', 'sourceMappingURL', 'producers'].filter(
    section => WebAssembly.Module.customSections(module, section).length > 0), []);
});
