// The consent defaults of the head stub, as a tag that reads them sees them: before any tag, by region, as configured,
// and everything denied where the configuration is not good.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagFor, types } from './support/fake-tag.mjs';
import { open, useOrigins, withStub } from './support/head.mjs';

const origins = useOrigins();

/** What a page with this in its head has afterwards. */
async function look(inHead) {
  const visitor = await open(origins, inHead);
  const found = await visitor.run(() => {
    const plain = (entry) => Array.from(entry, (part) => (part && typeof part === 'object' ? { ...part } : part));
    return {
      moments: window.moments,
      google: window.dataLayer?.map(plain),
      uet: window.uetq && [...window.uetq],
      clarity: window.clarity?.q?.map(plain),
      is_arguments: [...(window.dataLayer ?? []), ...(window.clarity?.q ?? [])].map((entry) => Object.prototype.toString.call(entry)),
    };
  });
  await visitor.close();
  return { ...found, problems: visitor.problems };
}
const momentsOf = async (config, region) => (await look(withStub(config) + tagFor(region))).moments;

const everything = (state) => Object.fromEntries(types.map((type) => [type, state]));
const googleWith = (...list) => ({ google: { default: list, set: {} } });

test('without the stub a tag takes everything for granted', async () => {
  assert.deepEqual((await look(tagFor('DE'))).moments, [types]);
});

test('each default is queued as the vendors queue it, before anything else', async () => {
  const config = {
    google: {
      default: [{ ad_storage: 'denied', region: ['US-CA'], wait_for_update: 500 }, { ad_storage: 'denied', analytics_storage: 'granted' }],
      set: { ads_data_redaction: true, url_passthrough: false },
    },
    uet: { ad_storage: 'denied' },
    clarity: { ad_Storage: 'denied', analytics_Storage: 'granted' },
  };
  const { google, uet, clarity, is_arguments, problems } = await look(withStub(config));
  assert.deepEqual(google, [
    ['consent', 'default', config.google.default[0]],
    ['consent', 'default', config.google.default[1]],
    ['set', 'ads_data_redaction', true],
    ['set', 'url_passthrough', false],
  ]);
  assert.deepEqual(uet, ['consent', 'default', config.uet]);
  assert.deepEqual(clarity, [['consentv2', config.clarity]]);
  assert.deepEqual(new Set(is_arguments), new Set(['[object Arguments]']), 'as gtag.js and clarity.js tell commands');
  assert.deepEqual(problems, []);
});

test('what is there already is used and not replaced', async () => {
  const page = `<script>
    var dataLayer = ['first']; function gtag() { dataLayer.push(['own', ...arguments]); }
    var uetq = ['first']; function clarity() { (clarity.q = clarity.q || []).push(['own', ...arguments]); }
    var assent = [0]; var before = [dataLayer, gtag, uetq, clarity, assent];
  </script>`;
  const config = { ...googleWith({ ad_storage: 'denied' }), uet: { ad_storage: 'denied' }, clarity: { ad_Storage: 'denied' } };
  const visitor = await open(origins, page + withStub(config) + '<script>function gtag() { dataLayer.push(arguments); }</script>');
  const after = await visitor.run(() => [
    before.slice(2).every((each, at) => each === [uetq, clarity, assent][at]) && before[0] === dataLayer,
    dataLayer.map(String),
    uetq.map(String),
    clarity.q.map(String),
    assent,
  ]);
  assert.deepEqual(after, [
    true,
    ['first', 'own,consent,default,[object Object]'],
    ['first', 'consent', 'default', '[object Object]'],
    ['own,consentv2,[object Object]'],
    [0],
  ].map((each) => each));
  await visitor.close();
});

test('a region’s default holds in that region, and the general one elsewhere', async () => {
  const config = googleWith(
    { ...everything('granted'), ad_storage: 'denied' },
    { ...everything('denied'), region: ['DE', 'FR'] },
    { ...everything('granted'), ad_user_data: 'denied', region: ['US-CA'] },
  );
  const but = (type) => types.filter((each) => each !== type);
  assert.deepEqual(await momentsOf(config, 'DE'), [[]]);
  assert.deepEqual(await momentsOf(config, 'FR-75'), [[]]);
  assert.deepEqual(await momentsOf(config, 'US-CA'), [but('ad_user_data')]);
  assert.deepEqual(await momentsOf(config, 'US-TX'), [but('ad_storage')]);
});

const malformed = {
  'no attribute': undefined,
  'an empty attribute': '',
  'no JSON': '{',
  'null': 'null',
  'a list': '[]',
  'a number': '5',
  'a text': '"{}"',
  'a mode that is null': '{"google":null}',
  'no list of defaults': '{"google":{"set":{}}}',
  'an empty list of defaults': '{"google":{"default":[],"set":{}}}',
  'no settings': '{"google":{"default":[{"ad_storage":"granted"}]}}',
  'a state that nobody knows': '{"google":{"default":[{"ad_storage":"Granted"}],"set":{}}}',
  'a state that is no text': '{"google":{"default":[{"ad_storage":["granted"]}],"set":{}}}',
  'true': '{"google":{"default":[{"ad_storage":true}],"set":{}}}',
  'a region that is a text': '{"google":{"default":[{"ad_storage":"granted","region":"US"}],"set":{}}}',
  'a region without places': '{"google":{"default":[{"ad_storage":"granted","region":[]}],"set":{}}}',
  'a place that is no text': '{"google":{"default":[{"ad_storage":"granted","region":[null]}],"set":{}}}',
  'a second default that is no object': '{"google":{"default":[{"ad_storage":"granted"},7],"set":{}}}',
  'UET of another form': '{"google":{"default":[{"ad_storage":"granted"}],"set":{}},"uet":"granted"}',
  'Clarity of another form': '{"clarity":{"ad_Storage":"yes"}}',
};
for (const [what, text] of Object.entries(malformed))
  test(`everything is denied, and a developer hears of it: ${what}`, async () => {
    const stub = text === undefined ? withStub('').replace(/data-assent-head=''/, '') : withStub(text);
    const { moments, google, uet, clarity, problems } = await look(stub + tagFor('US-TX'));
    assert.deepEqual(moments, [[]], 'a tag sees nothing granted');
    assert.deepEqual(google, [['consent', 'default', everything('denied')]]);
    assert.deepEqual(uet, ['consent', 'default', { ad_storage: 'denied' }]);
    assert.deepEqual(clarity, [['consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }]]);
    assert.match(problems.join(), /assent: malformed data-assent-head/);
  });

test('bad defaults leave a good guard in force', async () => {
  const visitor = await open(origins, withStub({ google: 5, guard: [['ads', [origins.listed.origin], []]] }));
  await visitor.run(() => void (new Image().src = listed + '/held.svg'));
  await visitor.settle();
  assert.deepEqual(origins.listed.arrived, []);
  assert.equal(await visitor.run('dataLayer.length'), 1);
  await visitor.close();
});

for (const [what, guard] of Object.entries({ 'no list': 5, 'no origins': [['ads']], 'an origin that is no text': [['ads', [7], []]] }))
  test(`a guard that is malformed is said to be: ${what}`, async () => {
    const { google, problems } = await look(withStub({ ...googleWith({ ad_storage: 'granted' }), guard }));
    assert.equal(google[0][2].ad_storage, 'granted', 'what is good stays as configured');
    assert.match(problems.join(), /malformed/);
  });

test('calls before the widget wait in window.assent', async () => {
  const visitor = await open(origins, withStub({}) + '<script>assent.push(() => {});</script>');
  assert.equal(await visitor.run('Array.isArray(assent) && assent.length'), 1);
  await visitor.close();
});
