// The built core and the example policy's English pack, compiled by the command that shops use. For tests only.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The core that knows every form; the small one that a page begins with is beside it. */
export const coreFile = join(root, 'build/wasm/full.wasm');

export function examplePack() {
  const folder = mkdtempSync(join(tmpdir(), 'assent-example-'));
  try {
    execFileSync(join(root, 'build/native/assent'), ['pack', join(root, 'policies/aurora-travel'), '-o', folder], { stdio: 'ignore' });
    const { packs } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
    return readFileSync(join(folder, readdirSync(folder).find(name => name === `${packs.en}.pack`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
