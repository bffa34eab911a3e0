// The prover's table and what stands above it. It decides nothing but how a run's words become a line; a line that is not
// good makes the run fail.

const headings = { words: 'claim', method: 'method', counted: 'cases', result: 'result' };

export const count = (number) => number.toLocaleString('en');
const tooFew = (told) => (told.shares ?? []).filter(({ count: had, minimum }) => had < minimum * told.pairs);

/** One line of the table: whether a run kept the claim whose failure is named `what`. `good` decides the exit code. */
export function claimLine(words, method, told, counted, what = 'leak') {
  const line = (result, good = false) => ({ words, method, counted: told.broken ? '' : counted(told), result, good });
  if (told.broken) return line('NOT RUN');
  // What stopped the run early is another line's failure, but then this line has not been shown either.
  if (!told.holds) return line((told.failure?.what ?? 'leak') === what ? 'BROKEN' : 'CUT SHORT');
  return tooFew(told).length > 0 ? line('TOO FEW') : line('holds', true);
}

/** One line for a planted leak: caught, after how many pairs. */
export function leakLine(leak, method, told) {
  const line = (counted, result, good = false) => ({ words: `planted leak: ${leak}`, method, counted, result, good });
  if (told.broken) return line('', 'NOT RUN');
  const caught = !told.holds && told.failure.what === 'leak';
  const pairs = caught ? told.failure.after.pairs : told.pairs;
  return line(`${count(pairs)} ${pairs === 1 ? 'pair' : 'pairs'}`, caught ? 'caught' : 'NOT CAUGHT', caught);
}

export function printTable(rows) {
  const width = (key) => Math.max(...[headings, ...rows].map((row) => row[key].length));
  for (const row of [headings, ...rows])
    console.log(Object.keys(headings).map((key) => row[key].padEnd(width(key))).join('  ').trimEnd());
}

/** Of how many pairs there was what it takes to show a leak. */
export function printShares(title, told) {
  if (!told.shares) return;
  console.log(`\nshares of ${count(told.pairs)} pairs, ${title} (seed ${told.seed}, ${told.seconds.toFixed(0)} s; ` +
    `${count(told.without_secrets)} of ${count(told.cases)} cases had nothing secret)`);
  for (const { name, minimum, count: had } of told.shares) {
    const share = (100 * had) / told.pairs;
    console.log(`  ${name.padEnd(42)}${share.toFixed(1).padStart(5)} %  at least ${(100 * minimum).toFixed(0)} %` +
      (had < minimum * told.pairs ? '  TOO FEW' : ''));
  }
}

/** Numbers by name, for runs that count something of their own. */
export function printNumbers(title, numbers) {
  if (!numbers) return;
  console.log(`\n${title}`);
  for (const [name, number] of Object.entries(numbers)) console.log(`  ${name.padEnd(42)}${count(number).padStart(8)}`);
}

export function printFailure(title, told) {
  if (told.broken) console.log(`\n${title}: ${told.broken}`);
  if (told.failure) console.log(`\n${title} (seed ${told.seed}, case ${told.failure.after.cases})\n${told.failure.words.trimEnd()}`);
}
