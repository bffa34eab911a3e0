// What a run of the prover consists of: programs, how much of each, and the leaks that tests/prove/leaks.txt names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Cases of the programs that draw policies (most make two pairs), and pairs of the others. */
const amounts = {
  quick: { native: 39_000, decision: 8_400, core: 5_000, full: 5_000, step_leak: 5_000, collector: 24, collector_leak: 24, page: 0, redirect: 0 },
  full: { native: 120_000, decision: 24_000, core: 12_000, full: 12_000, step_leak: 20_000, collector: 120, collector_leak: 60, page: 201, page_leak: 60, redirect: 12 },
};

/** `{name, place}` of every leak that can be planted. */
export const leaks = readFileSync(join(here, 'leaks.txt'), 'utf8')
  .split('\n')
  .filter((line) => /^\w/.test(line))
  .map((line) => line.split(/ +/, 2))
  .map(([name, place]) => ({ name, place }));

export const leaksAt = (place) => leaks.filter((leak) => leak.place === place).map(({ name }) => name);

/** Programs and their arguments by name, the longest first. `seed` is a number: each program draws from its own. */
export function jobs({ build, wasm, quick, seed }) {
  const amount = quick ? amounts.quick : amounts.full;
  const built = (name) => join(build, 'tests/prove', name);
  const draw = (offset) => ['--seed', String(seed + offset)];
  const page = (pairs, ...more) => ['node', join(here, 'page/main.mjs'), '--pairs', String(pairs), ...draw(0), ...more];
  const step = (program, cases, offset, ...more) => [built(program), '--cases', String(cases), ...draw(offset), ...more];
  const collector = (program, pairs, ...more) => [built(program), 'pairs', '--cases', String(pairs), ...draw(0), ...more];
  const of_leaks = (place, command) => leaksAt(place).map((leak) => [leak, command(leak)]);
  const of_pages = (place, pairs, site) =>
    of_leaks(place, (leak) => page(pairs, '--site', site, '--workers', '1', '--web', join(build, '../planted', leak)));
  return Object.fromEntries([
    ...(quick ? [] : [['page', page(amount.page)], ['redirect', page(amount.redirect, '--site', 'redirect')]]),
    ['native', step('prove', amount.native, 0)],
    ['core', step('prove', amount.core, 1, '--core', 'small', '--wasm', join(wasm, 'core.wasm'))],
    ['full', step('prove', amount.full, 3, '--core', 'full', '--wasm', join(wasm, 'full.wasm'))],
    ['decision', step('prove', amount.decision, 2, '--claim', 'decision')],
    ['collector', collector('prove_collector', amount.collector)],
    ['gate', [built('prove_gate')]],
    ...of_leaks('step', (leak) => step('prove_leaky', amount.step_leak, 0, '--leak', leak)),
    ...of_leaks('collector', (leak) => collector('prove_collector_leaky', amount.collector_leak, '--leak', leak)),
    ...(quick ? [] : of_pages('page', amount.page_leak, 'example')),
    ...(quick ? [] : of_pages('page_redirect', amount.redirect, 'redirect')),
  ]);
}
