// The modules can call nothing and offer only what was reviewed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './measure.mjs';

for (const name of ['core', 'full']) {
  const module = new WebAssembly.Module(readFileSync(join(root, `build/wasm/${name}.wasm`)));

  test(`${name}.wasm imports nothing`, () => {
    assert.deepEqual(WebAssembly.Module.imports(module), []);
  });

  test(`${name}.wasm exports memory, _initialize and the reviewed list`, () => {
    const reviewed = readFileSync(join(root, `wasm/${name}.exports`), 'utf8').split('\n').filter(line => /^\w/.test(line));
    const exported = WebAssembly.Module.exports(module).map(({ name }) => name);
    assert.deepEqual(exported.sort(), [...reviewed, 'memory', '_initialize'].sort(),
      `wasm/${name}.exports is what was reviewed: change it on purpose, or keep the module to it`);
  });

  test(`${name}.wasm carries no names and no debug sections`, () => {
    assert.deepEqual(['name', '.debug_info', 'sourceMappingURL', 'producers'].filter(
      section => WebAssembly.Module.customSections(module, section).length > 0), []);
  });
}
