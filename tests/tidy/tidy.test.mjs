// The tidy test's own test: each rule catches what was planted for it and lets its near miss pass.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from './rules.mjs';
import { codeOnly, withoutComments } from './source.mjs';
import { violations } from './tidy.mjs';

for (const rule of rules) {
  test(`${rule.id} catches what is planted`, () => {
    for (const [file, text] of Object.entries(rule.planted)) {
      assert.notEqual(violations(file, text, [rule]).length, 0, `${file}: ${text}`);
    }
  });
  test(`${rule.id} lets the near miss pass`, () => {
    for (const [file, text] of Object.entries(rule.fine)) {
      assert.deepEqual(violations(file, text, [rule]), [], `${file}: ${text}`);
    }
  });
}

test('every rule has an id of its own and a reason', () => {
  assert.equal(new Set(rules.map(rule => rule.id)).size, rules.length);
  for (const rule of rules) assert.ok(rule.reason.length > 20, rule.id);
});

test('a place is the line in the file', () => {
  const [found] = violations('web/src/a.ts', '// A.\n/* two\nlines */ fetch(1);\n', rules);
  assert.equal(found.line, 3);
});

test('comments and strings are told apart', () => {
  assert.equal(withoutComments('a("//b"); // c'), 'a("//b");     ');
  assert.equal(codeOnly("a('try'); /* try */ b"), 'a(     );           b');
  assert.equal(codeOnly('x = /["\']/g; y = "try"'), 'x =       g; y =      ');
});
