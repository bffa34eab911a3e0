// Runs a code block of the documentation, so that what people copy is what was tested. For tests only.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './collector.mjs';

/** What the code block exports that begins with `// NAME` in a Markdown file. */
export async function documented(file, name) {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  const code = blocks.find((each) => each.startsWith(`// ${name}`));
  if (!code) throw new Error(`${file} has no block that begins with "// ${name}"`);
  const folder = mkdtempSync(join(tmpdir(), 'assent-docs-'));
  try {
    const written = join(folder, name);
    writeFileSync(written, code);
    return await import(pathToFileURL(written).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
