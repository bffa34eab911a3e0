// The built core and the example policy's English pack, compiled by the command that shops use. For tests only.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The core that knows every form; the small one that a page begins with is beside it. */
export const coreFile = join(root, 'build/wasm/full.wasm');

/** The pack and its second-layer document, as bytes. */
export function examplePolicy() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-example-'));
  try {
    execFileSync(join(root, 'build/native/assent'), ['pack', join(root, 'policies/aurora-travel'), '-o', folder], { stdio: 'ignore' });
    const { packs, contents } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
    const [layers] = Object.entries(contents).find(([, path]) => path === 'layers/en.json');
    return { pack: readFileSync(join(folder, packs.en + '.pack')), layers: readFileSync(join(folder, layers + '.json')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const examplePack = () => examplePolicy().pack;
