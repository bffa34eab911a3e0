// The sizes that a visitor downloads, as exact bytes: each budget file names the built files beside their expected raw
// and brotli bytes. Measures; judges nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

export const root = resolve(import.meta.dirname, '../..');
export const budgetFiles = ['wasm/size-budget.json', 'web/size-budget.json'];

export const readBudget = file => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** The bytes that brotli leaves at its highest quality, as the collector serves them. */
export function brotliBytes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
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
