// Brings a TypeScript module of the page into Node, bundled as the build does it. For tests only.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { css } from '../../web/css-plugin.mjs';

const source = resolve(import.meta.dirname, '../../web/src');

/** Of the bytes "wasm", which stand for full.wasm. */
const full_sha256 = createHash('sha256').update('wasm').digest('hex');

/** What `file` (under web/src) exports. */
export async function page(file) {
  const result = await build({
    entryPoints: [join(source, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [css],
    define: { CORE_FILE: '"core.wasm"', CORE_SHA256: '"00"', FULL_FILE: '"full.wasm"', FULL_SHA256: JSON.stringify(full_sha256) },
  });
  const folder = mkdtempSync(join(tmpdir(), 'assent-'));
  try {
    const bundle = join(folder, 'bundle.mjs');
    writeFileSync(bundle, result.outputFiles[0].contents);
    return await import(pathToFileURL(bundle).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One text in memory, as the page's storage cells are. */
export function memoryCell(text = null) {
  return {
    read: () => text,
    write(next) {
      text = next;
    },
  };
}
