// docs/regimes.md shows the presets and the table as they are.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { render } from '../../tools/regimes-doc.mjs';

test('the page of regimes is rendered from the presets and the table', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/regimes.md'), 'utf8');
  assert.equal(page, render(), 'run: node tools/regimes-doc.mjs --write');
});
