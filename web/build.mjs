// Builds web/dist: assent.js, head.js, and under their hashes core.wasm and the modules that load later. Writes no
// absolute path and no host into what it builds.
//
// usage: node web/build.mjs [--wasm build/wasm/core.wasm] [--out web/dist]

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { css } from './css-plugin.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    wasm: { type: 'string', default: join(here, '../build/wasm/core.wasm') },
    out: { type: 'string', default: join(here, 'dist') },
  },
});

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
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    plugins: [css],
    legalComments: 'none',
    charset: 'utf8',
    ...options,
  });
  return result.outputFiles[0].contents;
}

const wasm = readFileSync(options.wasm);
// Every byte counts in the head, so it goes without a directive and a line break; pages hold it inline, byte for byte.
const head = Buffer.from(Buffer.from(await bundle('head/head.ts', 'iife', {}, { tsconfigRaw: {} })).toString().trim());
const migration = await bundle('migration/migration.ts', 'esm');
const preferences = await bundle('elements/preferences/preferences.ts', 'esm');
const debug = await bundle('debug/debug.ts', 'esm');
const core_file = named('core', wasm, 'wasm');
const migration_file = named('migration', migration, 'js');
const preferences_file = named('preferences', preferences, 'js');
const debug_file = named('debug', debug, 'js');
const allowed = await bundle('allowed.ts', 'esm', { DEBUG_FILE: debug_file, DEBUG_INTEGRITY: integrity(debug) });
const allowed_file = named('allowed', allowed, 'js');
const entry = await bundle('main.ts', 'iife', {
  CORE_FILE: core_file,
  CORE_SHA256: sha256(wasm, 'hex'),
  ALLOWED_FILE: allowed_file,
  ALLOWED_INTEGRITY: integrity(allowed),
  MIGRATION_FILE: migration_file,
  MIGRATION_INTEGRITY: integrity(migration),
  PREFERENCES_FILE: preferences_file,
  PREFERENCES_INTEGRITY: integrity(preferences),
});

rmSync(options.out, { recursive: true, force: true });
mkdirSync(join(options.out, 'assent'), { recursive: true });
for (const [name, bytes] of [
  ['assent.js', entry],
  ['head.js', head],
  [join('assent', core_file), wasm],
  [join('assent', allowed_file), allowed],
  [join('assent', migration_file), migration],
  [join('assent', preferences_file), preferences],
  [join('assent', debug_file), debug],
]) {
  writeFileSync(join(options.out, name), bytes);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(`${name}  ${bytes.length} B, brotli ${brotli.length} B`);
}
// The same hash serves inline (script-src of the content security policy) and outside (the integrity attribute).
console.log(`head.js  script-src '${integrity(head)}'  integrity="${integrity(head)}"`);
