// What a visitor downloads has exactly the size that the budget says, so that no byte is added without being seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgetFiles, measure, readBudget } from './measure.mjs';

const remedy = file => `If the change is meant, run ./dev test --update-sizes, read git diff ${file}, and say in the commit why.`;

for (const budgetFile of budgetFiles) {
  for (const [pattern, expected] of Object.entries(readBudget(budgetFile))) {
    test(`${pattern} has exactly its expected bytes`, () => {
      const now = measure(pattern);
      assert.deepEqual(now, { raw: expected.raw, brotli: expected.brotli },
        `${pattern} is ${now.raw} B, ${now.brotli} B brotli; ${budgetFile} expects ${expected.raw} and ${expected.brotli}. ${remedy(budgetFile)}`);
    });
    if (expected.ceiling === undefined) continue;
    test(`${pattern} is at most ${expected.ceiling} B brotli`, () => {
      const { brotli } = measure(pattern);
      assert.ok(brotli <= expected.ceiling, `${pattern} is ${brotli} B brotli, over its ceiling of ${expected.ceiling}: take something out.`);
    });
  }
}
