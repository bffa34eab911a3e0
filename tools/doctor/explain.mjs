// The page's own module of explanations, bundled for Node and, as a text, for a page. Writes no file.
import { join } from 'node:path';
import { build } from 'esbuild';

const entry = join(import.meta.dirname, '../../web/src/explain/explain.ts');

async function bundle(format) {
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format, target: 'es2022', globalName: 'explained' });
  return result.outputFiles[0].text;
}

/** What web/src/explain exports. */
export const explain = await import('data:text/javascript;base64,' + Buffer.from(await bundle('esm')).toString('base64'));

/** The same as a script that defines `explained`. */
export const explain_script = await bundle('iife');
