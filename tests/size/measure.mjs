// The sizes that a visitor downloads, as exact bytes: each budget file names the built files beside their expected raw
// and brotli bytes. Measures; judges nothing.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const budgetFiles = ['wasm/size-budget.json', 'web/size-budget.json'];

export const readBudget = file => JSON.parse(readFileSync(join(root, file), 'utf8'));

/**
 * The bytes that brotli leaves at its highest quality, as the collector serves them. Debian's encoder is the one that
 * the collector links; Node brings another with each version, and they differ by some bytes.
 */
export function brotliBytes(bytes) {
  return execFileSync('brotli', ['--quality=11', '--lgwin=22', '--stdout'], { input: bytes }).length;
}

/** The built file that a budget means; `*` stands for the hash in a chunk's name, and only one file may match. */
export function builtFile(pattern) {
  const folder = join(root, dirname(pattern));
  const [before, after] = basename(pattern).split('*');
  const matches = readdirSync(folder).filter(name =>
    after === undefined ? name === before : name.startsWith(before) && name.endsWith(after));
  if (matches.length !== 1) throw new Error(`${pattern} is ${matches.length} files; ./dev build makes one`);
  return join(folder, matches[0]);
}

export function measure(pattern) {
  const bytes = readFileSync(builtFile(pattern));
  return { raw: bytes.length, brotli: brotliBytes(bytes) };
}
