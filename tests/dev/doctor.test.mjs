// The doctor's judgement and what it writes, on looks made by hand; and how it fails without a browser.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { declarationPages, durationInWords } from '../../tools/doctor/declaration.mjs';
import { explain } from '../../tools/doctor/explain.mjs';
import { judge } from '../../tools/doctor/judge.mjs';
import { limits } from '../../tools/doctor/limits.mjs';
import { durationOf, missingServices, patternOf } from '../../tools/doctor/missing.mjs';
import { readPolicy } from '../../tools/doctor/policy.mjs';
import { within } from '../../tools/doctor/problem.mjs';

const root = resolve(import.meta.dirname, '../..');
const page = 'https://shop.example/';

const services = [
  {
    id: 'video', title: '@video', purposes: ['marketing'], origins: ['https://video.example'], guard: false,
    cookies: [{ name: '_vid', explain: '@vid', lasts: 'P1Y' }], storage: ['vid:*'], keys: [{ name: 'vid:*', explain: '<b>Films</b>' }],
  },
];
const policy = {
  folder: 'policies/shop', site: 'shop', title: 'Shop & Co', controller: { name: 'Shop', contact: 'a@shop.example', 'privacy-notice': '/privacy' },
  languages: ['en', 'de'], wants_stub: false, purposes: [{ id: 'marketing', title: '@marketing', necessary: false }], services,
  say: (text, language) => (text.startsWith('@') ? `${text.slice(1)} in ${language}` : text),
};
const context = {
  page, services, policy, has_policy: true, nonce: '', necessary: ['necessary'],
  around: { page: 'https://shop.example', site: 'shop', home: page, collector: 'https://shop.example', isSameSite: (host) => explain.guessDomain(host) === 'shop.example' },
};

const embed = { src: page + 'assent.js', site: 'shop', collector: '', nonce: '' };
const look = (phase, changes = {}) => ({
  phase, granted: phase === 'accept' ? ['necessary', 'marketing'] : ['necessary'], stood: ['necessary'], requests: [], cookies: [], keys: [], elements: [], embeds: [embed], banners: 1, metas: [], managers: [], ...changes,
});
const cookie = (name, changes = {}) => ({ name, domain: 'shop.example', path: '/', http_only: false, lasts_s: 0, ...changes });
const ready = [{ name: 'ready', reason: '' }];

const judged = (looks, { scripts = [], heard = ready, answers = {}, csp = [], ...changes } = {}) =>
  judge({ journeys: [{ looks, heard, answers }], scripts, csp }, { ...context, ...changes });
const brief = (findings) => findings.map(({ level, code, place }) => `${level} ${code} ${place}`);

test('a clean page has no findings', () => assert.deepEqual(judged([look('before'), look('reject'), look('accept')]), []));

test('what is undeclared is an error before consent and a warning where it came with consent', () => {
  const requests = [{ address: 'https://tracker.example/p?id=7' }];
  assert.deepEqual(brief(judged([look('before', { requests })])), ['error request_undeclared https://tracker.example']);
  assert.deepEqual(brief(judged([look('before'), look('accept', { requests })])), ['warning request_undeclared https://tracker.example']);
  const [both, ...more] = judged([look('accept', { requests }), look('before', { requests })]);
  assert.deepEqual([both.level, both.phases, more], ['error', ['accept', 'before'], []], 'one finding, as bad as its worst');
});

test('a cookie that was allowed and stays is left behind; one that was never allowed is early', () => {
  const cookies = [cookie('_vid')];
  const withdrawn = look('withdraw', { cookies, stood: ['necessary', 'marketing'] });
  assert.deepEqual(brief(judged([look('before'), look('accept', { cookies }), withdrawn])), ['error cookie_remains _vid (shop.example)']);
  assert.deepEqual(brief(judged([look('before', { cookies }), look('accept', { cookies }), withdrawn])), ['error cookie_early _vid (shop.example)']);
  assert.deepEqual(brief(judged([look('reject', { cookies })])), ['error cookie_early _vid (shop.example)']);
});

test('where the widget does not run only what is necessary stands', () => {
  const requests = [{ address: 'https://video.example/v' }];
  const found = judged([look('before', { requests, granted: undefined, stood: undefined })], { heard: [{ name: 'failed', reason: 'core_blocked' }] });
  assert.deepEqual(brief(found), ['error widget_failed https://shop.example/', 'error request_early https://video.example']);
  assert.match(found[0].advice, /wasm-unsafe-eval/);
});

for (const [what, looks, options, expected] of [
  ['no embed', [look('before', { embeds: [], banners: 0 })], { heard: [] }, 'error widget_absent'],
  ['two embeds', [look('before', { embeds: [embed, embed] })], {}, 'error widget_twice'],
  ['a silent widget', [look('before')], { heard: [] }, 'error widget_silent'],
  ['the policy of another site', [look('before', { embeds: [{ ...embed, site: 'other' }] })], {}, 'error policy_of_other_site'],
  ['another manager', [look('before', { managers: ['Klaro'] })], {}, 'error other_manager'],
  ['a covered banner', [look('before')], { answers: { reject: 'not taken' } }, 'error answer_not_taken'],
  ['nothing to answer', [look('before')], { answers: { reject: 'not offered' } }, 'info answer_not_offered'],
  ['no policy of the page', [look('before')], { csp: undefined }, undefined],
  ['something blocked', [look('before')], { heard: [...ready, { name: 'violation', directive: 'img-src', blocked: 'https://x.example/a' }] }, 'warning csp_violation'],
  ['a script that is not there', [look('before')], { heard: [...ready, { name: 'service-failed', service: 'video', address: '/v.js?id=7' }] }, 'warning service_failed'],
  ['what csp_wasm tells already', [look('before')], { heard: [...ready, { name: 'violation', directive: 'script-src', blocked: 'wasm-eval' }] }, undefined],
])
  test(`widget: ${what}`, () => {
    const found = brief(judged(looks, options)).map((each) => each.split(' ').slice(0, 2).join(' '));
    assert.deepEqual(found, expected ? [expected] : []);
  });

const stub = { src: '', type: '', is_stub: true, is_embed: false, is_late: false, names_tag: true };
const inline = { ...stub, is_stub: false };
const own = { src: '/shop.js', type: '', is_stub: false, is_embed: false, is_late: false, names_tag: false };
const third = { ...own, src: 'https://video.example/tag.js' };

for (const [what, scripts, changes, expected] of [
  ['first', [own, stub, third], {}, []],
  ['after a tag of a service', [third, stub], {}, ['error stub_late https://video.example/tag.js']],
  ['after an inline tag', [inline, stub], {}, ['error stub_late an inline script']],
  ['after a gated tag', [{ ...third, type: 'text/plain' }, stub], {}, []],
  ['loaded later', [{ ...stub, is_late: true }], {}, ['error stub_late https://shop.example/']],
  ['not wanted', [third], {}, []],
  ['missing before tags', [third], { policy: { ...policy, wants_stub: true } }, ['warning stub_missing https://shop.example/']],
  ['missing without tags', [own], { policy: { ...policy, wants_stub: true } }, ['info stub_missing https://shop.example/']],
  ['missing with a guard', [own], { services: [{ ...services[0], guard: true }] }, ['warning stub_missing https://shop.example/']],
])
  test(`head stub: ${what}`, () => assert.deepEqual(brief(judged([look('before')], { scripts, ...changes })), expected));

test('without a policy no service is called unknown', () => {
  const elements = [{ tag: 'iframe', service: 'video', address: '/v', is_web: true, type: '', holds: true, loads: 'nothing', nonce: '' }];
  assert.deepEqual(brief(judged([look('before', { elements })], { services: [], policy: undefined, has_policy: false })), ['info policy_absent https://shop.example/']);
  assert.deepEqual(brief(judged([look('before', { elements })], { services: [] })), ['error element_unknown_service <iframe data-assent-service="video"> /v']);
});

test('missing services are guessed by domain, with patterns, times and the service that may be meant', () => {
  const looks = [
    look('before', {
      requests: [{ address: 'https://cdn.tracker.example/t.js?x=1' }, { address: 'https://api.tracker.example/' }, { address: 'https://video.example/' }],
      cookies: [cookie('_t_1234567', { domain: '.tracker.example', lasts_s: 31_557_600 }), cookie('basket', { http_only: true }), cookie('_vid2', { domain: 'video.example' })],
      keys: [{ kind: 'local storage', name: 'seen', origin: 'https://shop.example' }],
    }),
  ];
  const missing = missingServices(looks, context, explain.guessDomain);
  assert.deepEqual(Object.keys(missing), ['shop-example', 'tracker-example', 'video']);
  const { $comment, ...tracker } = missing['tracker-example'];
  assert.ok($comment.length > 0);
  assert.deepEqual(tracker, {
    title: 'tracker.example',
    purposes: [],
    origins: ['https://api.tracker.example', 'https://cdn.tracker.example'],
    cookies: { '_t_*': { explain: '@cookie.t-1234567', lasts: 'P1Y', domain: 'tracker.example' } },
  });
  assert.deepEqual(missing['shop-example'].cookies, { basket: { explain: '@cookie.basket', 'http-only': true } });
  assert.deepEqual(missing['shop-example'].storage, { seen: { explain: '@storage.seen' } });
  assert.equal(missingServices([look('before')], context, explain.guessDomain), null);
});

test('names become patterns only where they hold an identifier', () => {
  assert.deepEqual(['_ga', '_ga_AB12CD34EF', '_pk_id.1.1fff9a2b', 'cart', 'feedback', 'v2'].map(patternOf), ['_ga', '_ga_*', '_pk_id.1.*', 'cart', 'feedback', 'v2']);
});

test('seconds become the unit that a policy would say', () => {
  const day = 86_400;
  assert.deepEqual([0, 1_500, 3 * 3_600, day, 30.4375 * day, 45 * day, 182 * day, 365 * day, 730 * day].map(durationOf), [undefined, 'PT25M', 'PT3H', 'P1D', 'P1M', 'P45D', 'P6M', 'P1Y', 'P2Y']);
});

test('a duration is said in the words of a language', () => {
  assert.equal(durationInWords('P6M', 'en'), '6 months');
  assert.equal(durationInWords('P1Y2D', 'de'), '1 Jahr, 2 Tage');
  assert.equal(durationInWords('PT30M', 'en'), '30 minutes');
});

test('the declaration writes everything as text, in each language, with what was seen', () => {
  const looks = [look('accept', { cookies: [cookie('_vid'), cookie('<i>x</i>')] })];
  const pages = Object.fromEntries(declarationPages(looks, context));
  assert.deepEqual(Object.keys(pages), ['cookies.html', 'cookies.de.html']);
  assert.match(pages['cookies.html'], /video in en[^]*marketing in en[^]*_vid[^]*vid in en[^]*1 year/);
  assert.match(pages['cookies.de.html'], /lang="de"[^]*video in de[^]*1 Jahr/);
  assert.match(pages['cookies.html'], /Seen, and not declared[^]*&lt;i&gt;x&lt;\/i&gt;/);
  assert.match(pages['cookies.html'], /&lt;b&gt;Films/);
  const own = look('accept', { keys: [{ kind: 'database', name: 'assent:shop', origin: 'https://shop.example' }, { kind: 'local storage', name: 'assent:shop', origin: 'https://shop.example' }] });
  const [[, kept]] = declarationPages([own], context);
  assert.match(kept, /assent:shop[^]*Your choices[^]*Until it is deleted[^]*assent:shop[^]*A key[^]*Until you take everything back|assent:shop[^]*A key[^]*Until you take everything back[^]*assent:shop[^]*Your choices/);
  assert.match(pages['cookies.html'], /<h1>[^]*<h2 id="video">[^]*<th scope="col"/);
});

test('a policy folder that cannot be read is named, file by file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assent-doctor-'));
  const write = (name, text) => writeFileSync(join(folder, name), text);
  try {
    assert.throws(() => readPolicy(join(folder, 'none')), /there is no folder/);
    assert.throws(() => readPolicy(folder), /there is no .*site\.json/);
    write('site.json', '{');
    assert.throws(() => readPolicy(folder), /site\.json is no JSON/);
    write('site.json', '[]');
    assert.throws(() => readPolicy(folder), /site\.json holds no object/);
    write('site.json', ' '.repeat(limits.policy_bytes - 13) + '{"id":"shop"}');
    write('purposes.json', '{"$comment":"x"}');
    write('services.json', '{"v":{"title":"V","purposes":["p"],"cookies":{"$comment":"x","_v":{"explain":"E"}}}}');
    mkdirSync(join(folder, 'texts'));
    const read = readPolicy(folder);
    assert.deepEqual([read.site, read.purposes, read.services[0].cookies.map(({ name }) => name)], ['shop', [], ['_v']]);
    write('site.json', ' '.repeat(limits.policy_bytes - 12) + '{"id":"shop"}');
    assert.throws(() => readPolicy(folder), /larger than/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('nothing that never ends holds it up', async () => {
  await assert.rejects(within(new Promise(() => {}), 5, 'it took too long'), /it took too long/);
  assert.equal(await within(Promise.resolve(7), 5_000, 'late'), 7);
});

test('without a Chromium it says so', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'tools/doctor/main.mjs'), 'https://shop.example/'], {
    encoding: 'utf8',
    env: { ...process.env, CHROMIUM: '/nowhere/chromium' },
  });
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /^doctor: there is no Chromium at \/nowhere\/chromium; \.\/dev setup installs it/);
});

test('./dev doctor tells how it is used', () => {
  const { status, stdout } = spawnSync(join(root, 'dev'), ['doctor', '--help'], { encoding: 'utf8' });
  assert.equal(status, 0);
  assert.match(stdout, /usage: \.\/dev doctor URL/);
  const nothing = spawnSync(join(root, 'dev'), ['doctor'], { encoding: 'utf8' });
  assert.deepEqual([nothing.status, /takes one URL/.test(nothing.stderr)], [2, true]);
});
