// Builds web/openfeature/dist, the package's module and types. The SDK stays outside, and nothing is minified: who uses
// the package bundles it.

import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const root = join(here, '../..');
const out = join(here, 'dist');

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: [join(here, 'src/index.ts')],
  outfile: join(out, 'index.js'),
  bundle: true,
  packages: 'external',
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
});
execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(here, 'tsconfig.build.json')], { stdio: 'inherit' });
copyFileSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
console.log('web/openfeature/dist');
