// What the page writes is what the core reads: a value of every type, by the page's own record writer, through core.wasm.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { coreFile, examplePack } from '../support/example.mjs';
import { page } from '../web/bundle.mjs';

const { openCore } = await page('core.ts');
const records = await page('records.ts');
const { toValue } = await page('api.ts');

const core = await openCore(readFileSync(coreFile), examplePack());
core.step(records.start({
  seeds: new Uint8Array(16).fill(7), gpc: false, region: 'DE', pack_hash: 'a'.repeat(64), token: 'token',
  facts: core.symbols.context.map(() => ''), snapshot: new Uint8Array(),
}));

/** What my data shows of an attribute once the page has set it. */
function shown(id, given) {
  const index = core.symbols.attributes.findIndex(attribute => attribute.id === id);
  const effects = core.step(records.set(index, toValue(given, core.symbols.attributes[index].type)));
  assert.deepEqual(effects.filter(effect => effect.do === 'refused'), []);
  return effects.find(effect => effect.do === 'view').view.data.find(row => row.id === id).value;
}

test('a_record_that_the_core_cannot_read_is_refused_and_the_core_goes_on', () => {
  assert.deepEqual(core.step({ kind: 99, fields: [] }), [{ do: 'refused', code: 0 }]);
  assert.equal(shown('age', 41), 41);
});

test('a_value_of_every_type_is_read_as_the_page_wrote_it', () => {
  assert.equal(shown('mobility', true), true);
  assert.equal(shown('age', 34.5), 34.5);
  assert.equal(shown('home', 'Zürich'), 'Zürich');
  assert.deepEqual(shown('interests', ['alps', 'sea']), ['alps', 'sea']);
  assert.deepEqual(shown('interests', []), []);
  assert.equal(shown('departure', '2026-11-23'), '2026-11-23');
});
