// The doctor's report for people: what was seen by service, the gated elements, and the findings. Prints names, origins
// and counts; never a value.
import { explain } from './explain.mjs';
import { phases, verdictsOf } from './judge.mjs';

const width = (rows, column) => Math.max(...rows.map((row) => row[column].length));

function table(rows) {
  const widths = rows[0].map((_, column) => width(rows, column));
  return rows.map((row) => ('  ' + row.map((cell, column) => cell.padEnd(widths[column] + 2)).join('')).trimEnd());
}

const counted = (count, one) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What was seen, one row an owner and place: { owner, kind, name, phases }. */
export function listSeen(looks, { around, services }) {
  const rows = new Map();
  const add = (owner, kind, name, phase) => {
    const key = JSON.stringify([kind, name]);
    const row = rows.get(key) ?? { owner: explain.nameOf(owner), kind, name, phases: {} };
    row.phases[phase] = (row.phases[phase] ?? 0) + 1;
    rows.set(key, row);
  };
  for (const { phase, requests, cookies = [], keys = [] } of looks) {
    for (const { address } of requests) add(explain.ownerOfRequest(address, around, services), 'request', explain.withoutQuery(address), phase);
    for (const { name, domain } of cookies) add(explain.ownerOfCookie(name, domain, around, services), 'cookie', `${name} (${domain})`, phase);
    for (const { kind, name, origin } of keys) add(explain.ownerOfKey(name, origin, around, services), kind, `${name} (${origin})`, phase);
  }
  const owners = [...rows.values()];
  return owners.sort((one, other) => one.owner.localeCompare(other.owner) || one.kind.localeCompare(other.kind) || one.name.localeCompare(other.name));
}

/** Requests of one owner as one line an origin; everything else as it is. */
function shorten(seen) {
  const lines = new Map();
  for (const { owner, kind, name, phases: when } of seen) {
    const what = kind === 'request' ? new URL(name).origin : name;
    const key = JSON.stringify([owner, kind, what]);
    const line = lines.get(key) ?? { owner, kind, what, phases: {} };
    for (const [phase, count] of Object.entries(when)) line.phases[phase] = (line.phases[phase] ?? 0) + count;
    lines.set(key, line);
  }
  return [...lines.values()];
}

function seenLines(seen) {
  const names = Object.keys(phases);
  const rows = shorten(seen).map(({ owner, kind, what, phases: when }) => [
    owner,
    kind,
    what,
    ...names.map((name) => (when[name] ? (kind === 'request' ? String(when[name]) : 'yes') : '-')),
  ]);
  return table([['explained by', 'kind', 'name', ...names], ...rows]);
}

const nameOf = ({ tag, service, address }) => `<${tag}> ${service} ${address || '(inline)'}`;

/** Each gated element at the end of each phase; a script that was released stands in the page as another element. */
function elementLines(looks, context) {
  const last = (phase) => looks.findLast((look) => look.phase === phase && look.elements);
  const at_first = (last('before')?.elements ?? []).map(nameOf);
  const lines = ['before', 'reject', 'accept'].map(last).flatMap((each) => {
    if (!each) return [];
    const look = { ...each, granted: each.granted ?? context.necessary };
    const here = verdictsOf(look, context).map(([element, verdict]) => `${nameOf(element)}: ${explain.inWords(verdict)}`);
    const gone = at_first.filter((name) => !look.elements.some((element) => nameOf(element) === name));
    return [...here, ...gone.map((name) => `${name}: Released.`)].map((line) => `  ${phases[look.phase]}: ${line}`);
  });
  return lines.length ? lines : ['  none in the page'];
}

function findingLines({ level, code, place, what, advice, phases: when }) {
  const seen = when.length ? ` (${when.map((phase) => phases[phase]).join(', ')})` : '';
  return [`  ${level.padEnd(8)}${code}  ${place}`, `          ${what}${seen}`, `          -> ${advice}`, ''];
}

/** The whole report as lines. */
export function reportLines({ address, looks, findings, dropped }, context) {
  const seen = listSeen(looks, context);
  const count = (level) => findings.filter((each) => each.level === level).length;
  return [
    `doctor: ${address}`,
    context.policy ? `policy: ${context.policy.folder}, ${counted(context.services.length, 'service')}` : 'policy: none',
    '',
    'What was seen',
    ...seenLines(seen),
    ...(dropped ? [`  and ${dropped} requests past the limit, which are not listed`] : []),
    '',
    'Gated elements',
    ...elementLines(looks, context),
    '',
    'Findings',
    ...(findings.length ? findings.flatMap(findingLines) : ['  none', '']),
    `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}, ${count('info')} for your information`,
  ];
}
