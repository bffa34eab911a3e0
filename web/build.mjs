// Builds web/dist: assent.js, head.js, and under their hashes core.wasm, full.wasm and the modules that load later. Writes no
// absolute path and no host into what it builds.
//
// usage: node web/build.mjs [--wasm build/wasm] [--out web/dist]
//        node web/build.mjs --plant-leak NAME --out FOLDER   for ./dev prove alone: a bundle with a deliberate leak

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { css } from './css-plugin.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    wasm: { type: 'string', default: join(here, '../build/wasm') },
    out: { type: 'string', default: join(here, 'dist') },
    'plant-leak': { type: 'string', default: '' },
  },
});
const leak = options['plant-leak'];
const is_product = resolve(options.out) === join(here, 'dist');
if (leak && is_product) throw new Error('web/dist is the product: a bundle with a planted leak takes another --out');
const planted = leak ? [(await import('../tests/prove/page/planted/plugin.mjs')).plantedLeaks] : [];

const sha256 = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);
const integrity = (bytes) => 'sha256-' + sha256(bytes, 'base64');
const named = (name, bytes, ending) => `${name}-${sha256(bytes, 'hex').slice(0, 8)}.${ending}`;

async function bundle(entry, format, define = {}, options = {}) {
  const result = await build({
    entryPoints: [join(here, 'src', entry)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: 'es2022',
    define: Object.fromEntries(Object.entries(leak ? { ...define, PLANTED_LEAK: leak } : define).map(([name, value]) => [name, JSON.stringify(value)])),
    plugins: [css, ...planted],
    legalComments: 'none',
    charset: 'utf8',
    ...options,
  });
  // esbuild does not look over a statement's edge; what terser still finds is one byte in twenty.
  const { code } = await minify(result.outputFiles[0].text, { module: format === 'esm', ecma: 2020, compress: { passes: 3 } });
  return Buffer.from(code);
}

const written = [];

/** What loads the modules knows them as X_FILE and X_INTEGRITY. */
const defines = {};
async function module(name, entry) {
  const bytes = await bundle(entry, 'esm', defines);
  const file = named(name, bytes, 'js');
  defines[name.toUpperCase() + '_FILE'] = file;
  defines[name.toUpperCase() + '_INTEGRITY'] = integrity(bytes);
  written.push([join('assent', file), bytes]);
}

for (const name of ['core', 'full']) {
  const wasm = readFileSync(join(options.wasm, name + '.wasm'));
  const file = named(name, wasm, 'wasm');
  defines[name.toUpperCase() + '_FILE'] = file;
  defines[name.toUpperCase() + '_SHA256'] = sha256(wasm, 'hex');
  written.push([join('assent', file), wasm]);
}
// Every byte counts in the head, so it goes without a directive; pages hold it inline, byte for byte.
const head = await bundle('head/head.ts', 'iife', {}, { tsconfigRaw: {} });
written.push(['head.js', head]);
await module('preferences', 'elements/preferences/preferences.ts');
await module('why', 'elements/why/why.ts');
await module('observe', 'observe/observe.ts');
await module('allowed', 'allowed.ts'); // which loads the three before it
await module('gates', 'gates/gates.ts');
await module('bundle', 'bundle/bundle.ts');
await module('sharing', 'sharing/sharing.ts');
await module('migration', 'migration/migration.ts');
await module('debug', 'debug/debug.ts');
await module('rights', 'rights/rights.ts');
await module('features', 'features/features.ts');
await module('rest', 'rest.ts'); // which loads the six before it
written.push(['assent.js', await bundle('main.ts', 'iife', defines)]);

rmSync(options.out, { recursive: true, force: true });
mkdirSync(join(options.out, 'assent'), { recursive: true });
for (const [name, bytes] of written) {
  writeFileSync(join(options.out, name), bytes);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(`${name}  ${bytes.length} B, brotli ${brotli.length} B`);
}
// The same hash serves inline (script-src of the content security policy) and outside (the integrity attribute).
console.log(`head.js  script-src '${integrity(head)}'  integrity="${integrity(head)}"`);
