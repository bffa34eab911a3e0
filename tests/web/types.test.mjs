// What `assent types` writes compiles under the page's own compiler options, fits the page's API, and makes a wrong name
// or value an error of the page that says it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const example = join(root, 'policies/aurora-travel');
const folder = mkdtempSync(join(tmpdir(), 'assent-types-'));
after(() => rmSync(folder, { recursive: true }));

const write = (file, text) => writeFileSync(join(folder, file), text);
const assent = (...words) => spawnSync(join(root, 'build/native/assent'), words, { encoding: 'utf8' });

/** Writes the types of a policy as `file`. */
function writeTypes(policy, file) {
  const { status, stderr } = assent('types', '--policy', policy, '--out', join(folder, file));
  assert.equal(status, 0, stderr);
}

/** The example with features and with an attribute of any type. */
function policyWithFeatures() {
  const site = join(folder, 'policies/aurora-travel');
  mkdirSync(join(folder, 'policies'), { recursive: true });
  cpSync(example, site, { recursive: true });
  cpSync(join(root, 'policies/regimes'), join(folder, 'policies/regimes'), { recursive: true });
  const attributes = JSON.parse(readFileSync(join(site, 'attributes.json'), 'utf8'));
  const any = { title: 'Company', type: 'any', source: 'declared', purposes: ['personalization'], retention: 'P1M', leaves: {} };
  writeFileSync(join(site, 'attributes.json'), JSON.stringify({ ...attributes, company: any, kept: any }));
  const features = {
    'it\'s "\\new"\u2028': { defaultValue: 'a\nb', rules: [{ force: "*/ '" }] },
    größe: { defaultValue: 1, rules: [{ force: -2.5 }, { force: 1e21 }] },
    sale: { defaultValue: false, rules: [{ condition: { company: 'a' }, force: true }] },
    layout: { defaultValue: { columns: 2 }, rules: [{ force: [1, null] }] },
    perhaps: { rules: [{ force: true }] },
    __proto__x: { defaultValue: 'x' },
  };
  writeFileSync(join(site, 'features.json'), JSON.stringify({ purpose: 'personalization', keeps: 'kept', features }));
  return site;
}

/** What tsc says of `file`, line by line. */
function said(file) {
  const files = [file, join(root, 'web/src/built.d.ts')];
  write('tsconfig.json', JSON.stringify({ extends: join(root, 'web/tsconfig.json'), files, include: [] }));
  const { stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder, '--pretty', 'false'], { encoding: 'utf8', cwd: folder });
  assert.equal(stderr, '');
  return stdout.split('\n').filter(Boolean);
}

/** Compiles `text`: the lines that end with "// error" have one, and no other line has. */
function compiles(file, text) {
  write(file, text);
  const found = said(file);
  const lines = new Set(found.map((line) => /^(.+?)\((\d+),\d+\): error/.exec(line)).filter(Boolean).map(([, name, at]) => `${name}:${at}`));
  const expected = text.split('\n').flatMap((line, at) => (line.endsWith('// error') ? [`${file}:${at + 1}`] : []));
  assert.deepEqual([...lines].sort(), expected.sort(), found.join('\n'));
}

const api = join(root, 'web/src/api');

test('a_page_says_the_names_and_values_of_its_policy_and_no_others', () => {
  writeTypes(example, 'aurora.ts');
  compiles(
    'page.ts',
    `import type { Assent } from '${api}';
import type { AssentAttributes, AssentPurpose, AssentQueue, AssentService } from './aurora';

((window.assent ??= []) as AssentQueue<Assent>).push((assent) => {
  assent.profile.set('party', 'family');
  assent.profile.set('party', 'everyone'); // error
  assent.profile.set('partie', 'family'); // error
  assent.profile.set('age', 34);
  assent.profile.set('age', '34'); // error
  assent.profile.set('mobility', true);
  assent.profile.set('mobility', 1); // error
  assent.profile.set('interests', ['alps', 'sea']);
  assent.profile.set('interests', ['moon']); // error
  assent.profile.set('departure', '2026-11-26');
  assent.profile.set('departure', new Date());
  assent.profile.set('departure', 'tomorrow'); // error
  assent.profile.set('home', '10115');
  assent.profile.set('home', null); // error
  assent.profile.forget('age');
  assent.profile.forget();
  assent.profile.forget('agee'); // error
  assent.profile.observe('view-trip', 1);
  assent.profile.observe('view-trip', 'one'); // error
  assent.profile.observe('view-category', 'alps');
  assent.profile.observe('view-category', ['alps']);
  assent.profile.observe('view-category', 'moon'); // error
  assent.profile.observe('view-trips', 1); // error
  const experience: string | null | undefined = assent.decide('hero')?.experience;
  assent.decide('home.hero');
  assent.decide('home.heroes'); // error
  assent.explain('offers')?.trace.map((factor) => factor.code);
  assent.explain('offer'); // error
  assent.consent.update({ marketing: false, measurement: false });
  assent.consent.update({ marketing: true }); // error
  assent.consent.update({ market: false }); // error
  assent.consent.onChange(({ granted }) => granted.join(experience ?? ''));
  assent.subject.withdraw(['marketing']);
  assent.subject.withdraw(['market']); // error
  assent.subject.contact('offers', 'email').then(({ contact }) => contact);
  assent.subject.contact('offers', 'fax'); // error
  assent.subject.contact('jokes', 'email'); // error
  assent.subject.export();
  assent.features.get('sale'); // error
  assent.features.onChange(() => undefined);
  assent.preferences.open();
  assent.push((again) => again.profile.set('party', 'nobody')); // error
  assent.nothing(); // error
});
export const purposes: AssentPurpose[] = ['necessary', 'measurement', 'market']; // error
export const services: AssentService[] = ['analytics', 'video', 'fonts']; // error
export const known: AssentAttributes['style'] = 'easygoing';
`,
  );
});

test('features_have_the_types_of_what_they_give', () => {
  writeTypes(policyWithFeatures(), 'featured.ts');
  compiles(
    'features.ts',
    `import type { Assent } from '${api}';
import type { AssentAttributes, AssentOf } from './featured';

declare const assent: Assent;
const { features, profile } = assent as AssentOf<Assent>;
const feature = features.get;
profile.set('company', { name: 'a', sites: ['b', null] });
profile.set('company', () => 1); // error
profile.set('kept', []); // error
features.explain('perhaps')?.conditions.map((each) => each.code);
features.explain('maybe'); // error
export const texts: 'a\\nb' | "*/ '" = feature('it\\'s "\\\\new"\\u2028');
export const only: 'a\\nb' = feature('it\\'s "\\\\new"\\u2028'); // error
export const size: 1 | -2.5 | 1e21 = feature('größe');
export const sizes: 1 | 2 = feature('größe'); // error
export const sale: boolean = feature('sale');
export const sold: true = feature('sale'); // error
export const perhaps: true | null = feature('perhaps');
export const surely: true = feature('perhaps'); // error
export const x: 'x' = feature('__proto__x');
const layout = feature('layout');
export const columns = 'columns' in layout ? layout['columns'] : layout.length;
export const rows: string = feature('layout'); // error
feature('sales'); // error
export const companies: AssentAttributes['company'][] = [null, 1, 'a', [true, [null]], { name: 'a', staff: [{ age: 1 }] }];
export const company: AssentAttributes['company'] = { hire: () => 1 }; // error
export const since: AssentAttributes['company'] = new Date(); // error
`,
  );
});

test('equal_policies_give_equal_texts_printed_or_in_a_file', () => {
  writeTypes(example, 'first.ts');
  writeTypes(example, 'second.ts');
  const first = readFileSync(join(folder, 'first.ts'), 'utf8');
  assert.equal(readFileSync(join(folder, 'second.ts'), 'utf8'), first);
  assert.equal(assent('types', '--policy', example).stdout, first);
  assert.ok(!first.includes(root));
});

test('a_policy_with_an_error_leaves_no_types', () => {
  const { status, stderr } = assent('types', '--policy', join(folder, 'nowhere'), '--out', join(folder, 'none.ts'));
  assert.equal(status, 1);
  assert.match(stderr, /there is no such folder/);
  const site = policyWithFeatures();
  writeFileSync(join(site, 'features.json'), JSON.stringify({ purpose: 'nothing', features: { a: {} } }));
  const refused = assent('types', '--policy', site, '--out', join(folder, 'none.ts'));
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /there is no purpose "nothing"/);
  assert.ok(!existsSync(join(folder, 'none.ts')));
});
