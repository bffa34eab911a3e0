// The table of limits in docs/http.md has the values of src/collector/limits.hpp, and none that it does not have.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { document, root } from './support/document.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const guide = read('docs/http.md');
const sources = read('src/collector/limits.hpp');
const units = { KiB: 1024, s: 1000 };

/** The number that a constant or member is set to: products and digit separators are resolved. */
function valueOf(name) {
  const [, text] = new RegExp(`\\b${name}\\b(?: = |\\{)([0-9'* ]+)`).exec(sources) ?? [];
  assert.ok(text, `limits.hpp has no ${name}`);
  return text.replaceAll("'", '').split('*').reduce((product, factor) => product * Number(factor), 1);
}

const rows = guide.split('## Limits')[1].split('\n## ')[0].split('\n').filter((line) => line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6)
  .map(([, , value, name]) => ({ value, name: name.replaceAll('`', '') }))
  .filter(({ name }) => /^\w+$/.test(name));

test('limits_of_the_guide_are_those_of_the_sources', () => {
  assert.ok(rows.length >= 18, `${rows.length} rows`);
  for (const { value, name } of rows.filter((row) => row.value !== 'as the head')) {
    const [, number, unit] = /^(\d+) ?(\S+)?/.exec(value);
    assert.equal(Number(number) * (units[unit] ?? 1), valueOf(name), name);
  }
});

test('every_limit_of_a_connection_is_in_the_guide', () => {
  const members = /struct Limits \{(.*?)\n\};/s.exec(sources)[1];
  for (const [, name] of members.matchAll(/^ {2}\S+ (\w+)(?: = |\{)/gm))
    assert.ok(rows.some((row) => row.name === name), `docs/http.md does not say ${name}`);
});

test('problems_of_the_guide_are_those_of_the_document', () => {
  const named = new Set([...document['x-problems'], ...Object.values(document.paths).flatMap((path) =>
    Object.values(path).flatMap((operation) => operation['x-problems'] ?? []))]);
  for (const [, name] of guide.matchAll(/\| ?\d{3} `([a-z-]+)`/g)) assert.ok(named.has(name), name);
});
