// policies/schema/policy.schema.json, with which editors look over a policy, agrees with the shipped policies and, on
// features files, with what `assent check` says of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';

const root = join(import.meta.dirname, '../..');
const json = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const example = join(root, 'policies/aurora-travel');

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addSchema(json(root, 'policies/schema/policy.schema.json'), 'policy');
const is = (kind) => ajv.compile({ $ref: kind ? `policy#/$defs/${kind}` : 'policy' });
const isFeatures = is('features');

const folder = mkdtempSync(join(tmpdir(), 'assent-schema-'));
after(() => rmSync(folder, { recursive: true }));
const site = join(folder, 'aurora-travel');
cpSync(example, site, { recursive: true });
cpSync(join(root, 'policies/regimes'), join(folder, 'regimes'), { recursive: true });
const any = { title: 'What features ask', type: 'any', source: 'declared', purposes: ['personalization'], retention: 'P1M', leaves: {} };
writeFileSync(
  join(site, 'attributes.json'),
  JSON.stringify({ ...json(site, 'attributes.json'), id: any, kept: any, company: { ...any, path: 'company.name' }, tags: any }),
);

/** What `assent check` finds in features.json, and whether it counts as an error. */
function check(features) {
  writeFileSync(join(site, 'features.json'), JSON.stringify(features));
  const { status, stdout, stderr } = spawnSync(join(root, 'build/native/assent'), ['check', site], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, stderr);
  return { sound: status === 0, said: stdout };
}

const rich = {
  $schema: '../schema/policy.schema.json#/$defs/features',
  $comment: 'Everything that may stand here',
  purpose: 'personalization',
  exposes: [],
  keeps: 'kept',
  features: {
    $comment: 'Features',
    told: { defaultValue: 1, exposes: ['collector'] },
    flag: { defaultValue: false, rules: [{ condition: { id: 'u1' }, force: true }] },
    'a "key"': {
      purpose: 'personalization',
      defaultValue: { deep: [1, null] },
      rules: [
        {
          id: 'fr_1', force: null, coverage: 0.5, hashVersion: 2, seed: 's', filters: [{ seed: 'f', ranges: [[0, 0.5]], hashVersion: 2, attribute: 'id' }],
          parentConditions: [{ id: 'flag', condition: { value: { $eq: true } }, gate: true }],
          condition: {
            $or: [{ 'company.name': { $in: ['a', 1, null], $nin: [] } }, { tags: { $elemMatch: { $gt: 1 } } }, { tags: { $elemMatch: { name: 'a' } } }],
            $and: [{ id: { $not: { $regex: '^a', $regexi: 'b$' } } }, { id: ['a'] }, { id: { a: 1 } }, { id: {} }],
            $nor: [{ tags: { $all: ['a', { $gt: 1 }], $alli: ['B'], $size: { $gte: 1 } } }, { id: { $type: 'string', $exists: true } }],
            $not: { $savedGroup: { id: 'named', attributeKey: 'id' } },
            id: { $ne: 'x', $ini: ['X'], $nini: ['Y'], $lt: 1, $lte: 'b', $gt: 1, $gte: 1, $inGroup: 'list', $notInGroup: 'list' },
            'company.name': { $veq: '1.0', $vne: 2, $vgt: '0', $vgte: '0', $vlt: '9', $vlte: '9' },
          },
        },
        {
          key: 'trial', variations: ['a', null, { b: 1 }], weights: [0.2, 0.3, 0.5], coverage: 1, hashAttribute: 'id', fallbackAttribute: 'company.name',
          namespace: ['n', 0, 0.5], meta: [{ key: 'control', passthrough: true, name: 'Control' }], bucketVersion: 1, minBucketVersion: 0,
          disableStickyBucketing: false, phase: '3',
        },
        { force: 1, range: [0, 0.1], coverage: null },
        { ranges: [[0, 0.5], [0.5, 1]], contextualVariations: [1, 2], contextualBanditRef: 'bandit', weights: null },
      ],
    },
  },
  experiments: [
    {
      key: 'redirect', variations: [{}, { urlRedirect: 'https://a.example' }], status: 'running', active: true, force: 1, persistQueryString: true, purpose: 'personalization',
      exposes: [], urlPatterns: [{ type: 'simple', pattern: '/a/*', include: true }, { type: 'regex', pattern: '^b', include: false }],
    },
  ],
  savedGroups: { list: ['a', 1], named: { type: 'list', attributeKey: 'id', values: ['b'] }, asked: { type: 'condition', condition: { id: 'c' } } },
  contextualBandits: { bandit: { banditVersion: 1, contexts: [{ leafId: 1, condition: { id: 'a' }, weights: [0.1, 0.9] }] } },
  dateUpdated: '2026-11-26T12:00:00Z',
};

const feature = (feature) => ({ purpose: 'personalization', features: { probe: feature } });
const rule = (rule) => feature({ rules: [rule] });
const condition = (condition) => rule({ condition, force: 1 });
const experiment = (experiment) => ({ purpose: 'personalization', experiments: [experiment] });
const list = (length) => Array.from({ length }, () => 1);

/** Each within its limits, and all that may be left out. */
const sound = {
  'an empty file': {},
  'nothing but null': { purpose: null, exposes: null, keeps: null, features: null, experiments: null, savedGroups: null, contextualBandits: null },
  'a key at its limit': { purpose: 'personalization', features: { ['k'.repeat(256)]: {} } },
  'a member that nobody reads': feature({ description: ['a'] }),
  'as many variations as may be': rule({ variations: list(256) }),
  'as many weights as may be': rule({ variations: [1, 2], weights: list(256) }),
  'the highest bucket version': rule({ variations: [1, 2], bucketVersion: 1_000_000 }),
  'empty texts, which count as absent': rule({ force: 1, seed: '', hashAttribute: '', id: '' }),
  'no condition': condition(null),
};

const unsound = {
  'a list in place of features': { purpose: 'personalization', features: [] },
  'a text in place of experiments': { purpose: 'personalization', experiments: 'a' },
  'no key': { purpose: 'personalization', features: { '': {} } },
  'a key past its limit': { purpose: 'personalization', features: { ['k'.repeat(257)]: {} } },
  'a purpose that is no text': { purpose: 1, features: { probe: {} } },
  'exposes that are no list': { purpose: 'personalization', exposes: 'crm', features: { probe: {} } },
  'exposes of a feature that name no id': feature({ exposes: ['The CRM'] }),
  'a destination that is exposed twice': feature({ exposes: ['crm', 'crm'] }),
  'keeps that name no id': { purpose: 'personalization', keeps: 'What was given', features: { probe: {} } },
  'rules that are no list': feature({ rules: {} }),
  'more variations than may be': rule({ variations: list(257) }),
  'more weights than may be': rule({ variations: [1, 2], weights: list(257) }),
  'weights that are texts': rule({ variations: [1, 2], weights: ['0.5', '0.5'] }),
  'a range of one number': rule({ force: 1, range: [0] }),
  'ranges of three numbers': rule({ variations: [1, 2], ranges: [[0, 0.5, 1]] }),
  'a coverage that is a text': rule({ force: 1, coverage: '1' }),
  'a namespace without an end': rule({ variations: [1, 2], namespace: ['n', 0] }),
  'a bucket version past its limit': rule({ variations: [1, 2], bucketVersion: 1_000_001 }),
  'half a bucket version': rule({ variations: [1, 2], bucketVersion: 0.5 }),
  'sticky buckets that are a text': rule({ variations: [1, 2], disableStickyBucketing: 'no' }),
  'a seed of spaces': rule({ force: 1, seed: '  ' }),
  'a seed with a control character': rule({ force: 1, seed: 'a\tb' }),
  'a hash attribute that is a number': rule({ force: 1, coverage: 0.5, hashAttribute: 1 }),
  'a gate that is a text': rule({ force: 1, parentConditions: [{ id: 'probe', gate: 'yes' }] }),
  'meta that is no list': rule({ variations: [1, 2], meta: {} }),
  'a condition that is a list': condition([]),
  'alternatives that are no list': condition({ $or: {} }),
  'an alternative that is a text': condition({ $and: ['a'] }),
  'an element that matches a number': condition({ tags: { $elemMatch: 1 } }),
  'an operator without a path': condition({ $gt: 1 }),
  'the old way to target pages': experiment({ key: 'a', variations: [1, 2], url: '^/a' }),
  'a function that includes': experiment({ key: 'a', variations: [1, 2], include: 'f' }),
  'a query that persists for a while': experiment({ key: 'a', variations: [1, 2], persistQueryString: 'a while' }),
  'a force that is a text': experiment({ key: 'a', variations: [1, 2], force: '1' }),
  'a leaf that is a text': {
    ...rule({ variations: [1, 2], contextualBanditRef: 'b' }),
    contextualBandits: { b: { contexts: [{ leafId: 'a' }] } },
  },
};

test('a_features_file_with_everything_is_sound_to_schema_and_check', () => {
  assert.ok(isFeatures(rich), JSON.stringify(isFeatures.errors));
  const { sound, said } = check(rich);
  assert.ok(sound, said);
});

for (const [name, features] of Object.entries(sound))
  test(`sound: ${name}`, () => {
    assert.ok(isFeatures(features), JSON.stringify(isFeatures.errors));
    const { sound, said } = check(features);
    assert.ok(sound, said);
  });

for (const [name, features] of Object.entries(unsound))
  test(`not sound: ${name}`, () => {
    assert.ok(!isFeatures(features));
    const { sound, said } = check(features);
    assert.ok(!sound, said);
    assert.match(said, /features\.json#\S*: error/);
  });

test('what_matches_nobody_is_a_mistake_to_an_editor_alone', () => {
  for (const question of [{ $in: 'a' }, { $type: 'undefined' }, { $regex: 1 }, { $inGroup: [] }, { $all: 'a' }]) {
    assert.ok(!isFeatures(condition({ id: question })), JSON.stringify(question));
    assert.ok(check(condition({ id: question })).sound, JSON.stringify(question));
  }
});

const in_saved_group = {
  ...condition({ $savedGroup: { id: 'g' } }),
  savedGroups: { g: { type: 'condition', condition: { id: { $near: 1 } } } },
};
const further_down = condition({ tags: { $elemMatch: { id: { $not: { $near: 1 } } } } });
test('an_operator_that_nobody_knows_is_a_mistake_to_an_editor_and_check_warns_of_it', () => {
  for (const features of [condition({ id: { $near: 1 } }), further_down, in_saved_group]) {
    assert.ok(!isFeatures(features));
    const { sound, said } = check(features);
    assert.ok(sound, said);
    assert.match(said, /features\.json#\S*: warning: unknown operator "\$near"/);
  }
});

test('an_attribute_may_be_of_any_type_and_only_such_a_one_has_a_path', () => {
  const isAttribute = is('attribute');
  for (const each of [any, { ...any, path: 'a.b' }, { ...any, path: 'p'.repeat(256) }])
    assert.ok(isAttribute(each), JSON.stringify(isAttribute.errors));
  for (const wrong of [{ path: '' }, { path: 'p'.repeat(257) }, { path: 1 }, { path: 'a', type: 'text' }])
    assert.ok(!isAttribute({ ...any, ...wrong }), JSON.stringify(wrong));
});

test('every_file_of_the_example_is_of_its_kind_and_of_some_kind', () => {
  const files = readdirSync(example, { recursive: true }).filter((file) => file.endsWith('.json'));
  assert.ok(files.length > 8);
  const of_some_kind = is();
  for (const file of files) {
    const [first, ...rest] = file.split('/');
    const kind = rest.length ? { maps: 'map', slots: 'slot', texts: 'texts' }[first] : first.replace('.json', '');
    const of_kind = is(kind);
    assert.ok(of_kind(json(example, file)), `${file}: ${JSON.stringify(of_kind.errors)}`);
    assert.ok(of_some_kind(json(example, file)), file);
  }
  assert.ok(of_some_kind(rich), JSON.stringify(of_some_kind.errors));
  assert.ok(!of_some_kind({ purpose: 'personalization', rules: [] }));
});
