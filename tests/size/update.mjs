// Writes the sizes just built into the size budgets. Ceilings stay as they are: a person changes them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgetFiles, measure, readBudget, root } from './measure.mjs';

for (const budgetFile of budgetFiles) {
  const budget = readBudget(budgetFile);
  for (const [pattern, expected] of Object.entries(budget)) {
    const now = measure(pattern);
    if (now.raw !== expected.raw || now.brotli !== expected.brotli) {
      console.log(`${pattern}: ${expected.raw} -> ${now.raw} B, ${expected.brotli} -> ${now.brotli} B brotli`);
    }
    Object.assign(expected, now);
  }
  writeFileSync(join(root, budgetFile), `${JSON.stringify(budget, null, 2)}\n`);
}
