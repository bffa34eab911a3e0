// docs/regimes.md, rendered: the facts of every preset with their sources, and what the engine does under each in every
// situation. Prints it; `--write` puts it in its place. A test compares the two.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const file = join(root, 'docs/regimes.md');
const models = { 'opt-in': 'asks first', 'opt-out': 'tells, and lets people object', notice: 'tells' };
const sensitive = {
  'explicit-consent': 'explicit consent, in an act of its own',
  consent: 'consent',
  limit: 'may be used until a person limits it',
  notice: 'no rule of its own',
};
const units = { Y: 'year', M: 'month', W: 'week', D: 'day' };

const duration = (iso) => {
  const [, count, unit] = /^P([0-9]+)([YMWD])$/.exec(iso);
  return `${count} ${units[unit]}${count === '1' ? '' : 's'}`;
};
const cell = (text) => String(text).replaceAll('|', '\\|');
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

function readPresets() {
  const folder = join(root, 'policies/regimes');
  const order = Object.keys(models);
  return readdirSync(folder)
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
    .sort((one, other) => order.indexOf(one.model) - order.indexOf(other.model) || (one.id < other.id ? -1 : 1));
}

/** Rows of the table that the engine is tested with, by regime. */
function readSituations() {
  const lines = readFileSync(join(root, 'tests/regimes/situations.csv'), 'utf8').trim().split('\n').slice(1);
  const groups = new Map();
  for (const row of lines.map((line) => line.split(','))) groups.set(row[0], [...(groups.get(row[0]) ?? []), row]);
  return groups;
}

const facts = ({ model, gpc, sensitive: rule, age, validity, reask, controls, exemptions, regions }) => ({
  model: `${model}: ${models[model]}`,
  gpc: gpc ? 'Global Privacy Control is an opt-out' : 'no duty to honour Global Privacy Control',
  sensitive: sensitive[rule],
  age: age === 'none' ? 'no rule' : `a visitor's own answer counts from ${age.from} years; ${age.ask ? 'asked' : 'asked where the site says so'}`,
  validity: duration(validity),
  reask: `after ${duration(reask.accepted)} where everything was accepted, ${duration(reask.partly)} where some was, ${duration(reask.refused)} where nothing was`,
  controls: controls.join(', '),
  ...(exemptions && { exemptions: Object.keys(exemptions).map((name) => `${name} (${exemptions[name] ? 'on' : 'off'})`).join(', ') }),
  regions: regions.join(' ') || 'none: a site names them',
});

function renderPreset(preset, situations) {
  const stated = Object.entries(facts(preset)).map(([fact, text]) => [fact, text, preset.source[fact]]);
  return [
    `## ${preset.title}`,
    `\`${preset.id}\``,
    table(['fact', 'preset', 'source'], stated),
    table(['situation', 'the visitor stands as', 'asked because', 'offered', 'permitted'], situations.map((row) => row.slice(1))),
  ].join('\n\n');
}

const overview = (presets) =>
  table(
    ['regime', 'model', 'GPC', 'sensitive data', 'age', 'nothing again after a refusal for', 'facts unreviewed'],
    presets.map(({ id, title, model, gpc, sensitive: rule, age, reask, source }) => [
      `\`${id}\` ${title}`,
      model,
      gpc ? 'yes' : 'no',
      rule,
      age === 'none' ? '–' : age.from,
      duration(reask.refused),
      `${Object.values(source).filter((text) => text === 'unreviewed').length} of ${Object.keys(source).length}`,
    ]),
  );

export function render() {
  const presets = readPresets();
  const situations = readSituations();
  return `# Regimes

Presets of rules by jurisdiction, and what the widget does under each. **They are presets that a site's counsel confirms**:
a fact whose source says *unreviewed* has been confirmed by nobody, and \`assent check --release\` lists it. A site picks
presets in its \`site.json\`, the strictest first, and writes over what its counsel decides otherwise.

This page is rendered from \`policies/regimes\` and \`tests/regimes/situations.csv\` (\`node tools/regimes-doc.mjs --write\`). The
same table is a test: every row runs through the engine. Its site has five purposes: *necessary* (strictly necessary);
*personalization*, *measurement* and *marketing* (consent where the model is opt-in, otherwise legitimate interest;
marketing is what *do not sell or share* and Global Privacy Control are about); *sensitive* (explicit consent, for data of a
special category).

${overview(presets)}

${presets.map((preset) => renderPreset(preset, situations.get(preset.id))).join('\n\n')}
`;
}

if (process.argv[2] === '--write') writeFileSync(file, render());
else if (process.argv[1] === import.meta.filename) process.stdout.write(render());
