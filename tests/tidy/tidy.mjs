// The tidy test: every rule over every file of the repository. Prints one line a violation, with the reason, and exits
// 1 when there is one. Reads only.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rules } from './rules.mjs';

/** What `rule` finds in a file, as { file, line, what, rule }. */
export function violations(file, text, chosen = rules) {
  return chosen.filter(rule => rule.applies(file)).flatMap(rule =>
    rule.find(text, file).map(({ line, what }) => ({ file, line, what, rule })));
}

/** The files that are or would be committed, without pictures and fonts. */
function repositoryFiles(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return listed.split('\0').filter(file => file !== '' && existsSync(resolve(root, file)) &&
    !/\.(png|jpg|jpeg|webp|avif|ico|woff2|pack|wasm|snapshot)$/.test(file));
}

function main() {
  const root = resolve(import.meta.dirname, '../..');
  const found = repositoryFiles(root).flatMap(file => violations(file, readFileSync(resolve(root, file), 'utf8')));
  for (const { file, line, what, rule } of found) {
    console.log(`${file}:${line}: ${rule.id}: ${what.slice(0, 80)}\n    ${rule.reason}`);
  }
  if (found.length > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main();
