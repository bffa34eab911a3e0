// What other consent managers left behind: cookies as they were seen in the field, and damaged, partial and hostile
// ones. A purpose is granted only where everything that maps to it was; what is not plain says nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { readMigration } = await page('migration/migration.ts');
const { hasLeft } = await page('migration/left.ts');
const { leftIn, max_categories, max_text_chars } = await page('migration/foreign.ts');

const now_ms = Date.parse('2026-03-01T12:00:00Z');
const table_ms = Date.parse('2026-01-31T00:00:00Z');
const ms = (text) => Date.parse(text);

/** A table with one row. */
const row = (source, purposes, given_ms = 0) => [{ source, given_ms, purposes }];
const area = (storage) => () => ({ getItem: (key) => storage[key] ?? null });
const left = (cookies = '', storage = {}) => leftIn(cookies, area(storage));
const read = (table, ...where) => readMigration(table, left(...where), now_ms);

const onetrust = row('onetrust', { C0002: ['measurement'], C0004: ['marketing'], C0003: ['comfort'] });
const closed = 'OptanonAlertBoxClosed=2025-10-15T11:50:36.242Z';
const optanon = (groups, rest = '') =>
  'OptanonConsent=isGpcEnabled=0&datestamp=Wed+Oct+22+2025+09%3A28%3A09+GMT%2B0300+(%D0%92%D0%BE%D1%81%D1%82%D0%BE%D1%87%D0%BD%D0%B0%D1%8F+%D0%95%D0%B2%D1%80%D0%BE%D0%BF%D0%B0)' +
  `&version=202405.2.0&browserGpcFlag=0&isIABGlobal=false&consentId=5f445bf3&interactionCount=1&landingPath=NotLandingPage&groups=${groups}&hosts=H10%3A1%2CH163%3A0&geolocation=DE%3BBE${rest}`;

const cookiebot = row('cookiebot', { statistics: ['measurement'], marketing: ['marketing'], preferences: ['comfort'] });
const bot = (fields) => `CookieConsent={stamp:%27X3FpYfJs/25fYs//w==%27%2C${fields.replaceAll("'", '%27').replaceAll(',', '%2C')}}`;

const klaro = row('klaro', { matomo: ['measurement'], youtube: ['marketing'] }, table_ms);
const cookieconsent = row('cookieconsent', { analytics: ['measurement'], ads: ['marketing'] });
const cookieyes = row('cookieyes', { analytics: ['measurement'], advertisement: ['marketing'], functional: ['comfort'] });
const json = (value) => encodeURIComponent(JSON.stringify(value));

const version3 = {
  categories: ['necessary', 'analytics'],
  revision: 1,
  data: null,
  consentTimestamp: '2025-12-01T12:54:15.906Z',
  consentId: '104021a8-9e58-491c-927f-f3d1e0c21adb',
  services: { necessary: [], analytics: ['matomo'] },
  languageCode: 'de',
  lastConsentTimestamp: '2025-12-24T18:00:00.000Z',
  expirationTime: ms('2026-06-01T00:00:00Z'),
};
const version2 = {
  categories: ['necessary'],
  level: ['necessary'],
  revision: 0,
  data: null,
  rfc_cookie: false,
  consent_date: '2025-09-01T20:48:54.496Z',
  consent_uuid: '3f0c',
  last_consent_update: '2025-09-02T20:48:54.496Z',
};
const none = undefined;

/** [what, table, cookies, storage, expected] */
const cases = [
  ['OneTrust, some groups', onetrust, `a=b; ${optanon('C0001%3A1%2CC0003%3A1%2CC0002%3A1%2CC0004%3A0')}; ${closed}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: ['measurement', 'comfort'], denied: ['marketing'] }],
  ['OneTrust, a later visit than the choice moves nothing', onetrust, `${closed}; ${optanon('C0002%3A0')}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: [], denied: ['measurement'] }],
  ['OneTrust, encoded once more', onetrust, `OptanonConsent=${encodeURIComponent('groups=C0002%3A1%2CC0004%3A0')}; ${closed}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: ['measurement'], denied: ['marketing'] }],
  ['OneTrust, before a choice', onetrust, optanon('C0001%3A1%2CC0002%3A1%2CC0004%3A1'), {}, none],
  ['OneTrust, closed at no time', onetrust, `${optanon('C0002%3A1')}; OptanonAlertBoxClosed=yes`, {}, none],
  ['OneTrust, to be asked anew', onetrust, `${optanon('C0002%3A1', '&AwaitingReconsent=true')}; ${closed}`, {}, none],
  ['OneTrust, other groups', onetrust, `${optanon('2%3A1%2CV2STACK42%3A1')}; ${closed}`, {}, none],
  ['OneTrust, cut off', onetrust, `${optanon('C0002%3A1%2CC0004%3A').split('&hosts')[0]}; ${closed}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: ['measurement'], denied: [] }],
  ['OneTrust, the same group twice', onetrust, `${optanon('C0002%3A1%2CC0002%3A0%2CC0002%3A1')}; ${closed}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: [], denied: ['measurement'] }],
  ['OneTrust, groups twice', onetrust, `${optanon('C0002%3A1', '&groups=C0002%3A0')}; ${closed}`, {},
    { source: 'onetrust', given_ms: ms('2025-10-15T11:50:36.242Z'), granted: [], denied: ['measurement'] }],

  ['Cookiebot', cookiebot, bot("necessary:true,preferences:false,statistics:true,marketing:false,method:'explicit',ver:1,utc:1765222520311,region:'fr'"), {},
    { source: 'cookiebot', given_ms: 1765222520311, granted: ['measurement'], denied: ['marketing', 'comfort'] }],
  ['Cookiebot, not encoded', cookiebot, "CookieConsent={stamp:'-1',necessary:true,statistics:true,method:'explicit',ver:1,utc:1765222520311}", {},
    { source: 'cookiebot', given_ms: 1765222520311, granted: ['measurement'], denied: [] }],
  ['Cookiebot, in quotation marks', cookiebot, `CookieConsent="{statistics:false,method:'explicit'}"`, {},
    { source: 'cookiebot', given_ms: 0, granted: [], denied: ['measurement'] }],
  ['Cookiebot, implied', cookiebot, bot("statistics:true,marketing:true,method:'implied',ver:1,utc:1765222520311"), {}, none],
  ['Cookiebot, of two minds', cookiebot, bot("statistics:true,method:'implied',method:'explicit',utc:1765222520311"), {}, none],
  ['Cookiebot, outside its regions', cookiebot, 'CookieConsent=-1', {}, none],
  ['Cookiebot, no choice', cookiebot, 'CookieConsent=0', {}, none],
  ['Cookiebot, without its end', cookiebot, bot("statistics:true,method:'explicit',utc:17").slice(0, -4), {}, none],
  ['Cookiebot, words for true', cookiebot, bot("statistics:1,marketing:yes,preferences:'true',method:'explicit',utc:1765222520311"), {}, none],
  ['Cookiebot, true and false', cookiebot, bot("statistics:false,statistics:true,method:'explicit',utc:1765222520311"), {},
    { source: 'cookiebot', given_ms: 1765222520311, granted: [], denied: ['measurement'] }],
  ['Cookiebot, bad encoding', cookiebot, 'CookieConsent={statistics:true%2Cmethod:%27explicit%27%ZZ}', {}, none],

  ['Klaro, a cookie', klaro, `klaro=${json({ matomo: true, youtube: false, other: true })}`, {},
    { source: 'klaro', given_ms: table_ms, granted: ['measurement'], denied: ['marketing'] }],
  ['Klaro, storage', klaro, '', { klaro: JSON.stringify({ matomo: false }) },
    { source: 'klaro', given_ms: table_ms, granted: [], denied: ['measurement'] }],
  ['Klaro, no time in the table', row('klaro', { matomo: ['measurement'] }), `klaro=${json({ matomo: true })}`, {},
    { source: 'klaro', given_ms: 0, granted: ['measurement'], denied: [] }],
  ['Klaro, other values', klaro, `klaro=${json({ matomo: 1, youtube: 'true' })}`, {}, none],
  ['Klaro, a list', klaro, `klaro=${json([true])}`, {}, none],
  ['Klaro, null', klaro, 'klaro=null', {}, none],
  ['Klaro, cut off', klaro, `klaro=${json({ matomo: true }).slice(0, -3)}`, {}, none],
  ['Klaro, empty', klaro, 'klaro=', {}, none],

  ['cookieconsent 3, a cookie', cookieconsent, `cc_cookie=${json(version3)}`, {},
    { source: 'cookieconsent', given_ms: ms('2025-12-24T18:00:00Z'), granted: ['measurement'], denied: ['marketing'] }],
  ['cookieconsent 3, storage', cookieconsent, '', { cc_cookie: JSON.stringify(version3) },
    { source: 'cookieconsent', given_ms: ms('2025-12-24T18:00:00Z'), granted: ['measurement'], denied: ['marketing'] }],
  ['cookieconsent 3, past its end', cookieconsent, `cc_cookie=${json({ ...version3, expirationTime: now_ms })}`, {}, none],
  ['cookieconsent 2, not encoded', cookieconsent, `cc_cookie=${JSON.stringify(version2)}`, {},
    { source: 'cookieconsent', given_ms: ms('2025-09-02T20:48:54.496Z'), granted: [], denied: ['measurement', 'marketing'] }],
  ['cookieconsent 2, encoded', cookieconsent, `cc_cookie=${json({ ...version2, categories: ['ads'] })}`, {},
    { source: 'cookieconsent', given_ms: ms('2025-09-02T20:48:54.496Z'), granted: ['marketing'], denied: ['measurement'] }],
  ['cookieconsent of old', cookieconsent, `cc_cookie=${json({ level: ['necessary', 'ads'], revision: 0, data: null })}`, {},
    { source: 'cookieconsent', given_ms: 0, granted: ['marketing'], denied: ['measurement'] }],
  ['cookieconsent, no list', cookieconsent, `cc_cookie=${json({ ...version3, categories: 'analytics' })}`, {}, none],
  ['cookieconsent, a list of other things', cookieconsent, `cc_cookie=${json({ ...version3, categories: [['analytics']] })}`, {}, none],
  ['cookieconsent, nothing of it', cookieconsent, `cc_cookie=${json({})}`, {}, none],
  ['cookieconsent, a time that is none', row('cookieconsent', { analytics: ['measurement'] }, table_ms), `cc_cookie=${json({ categories: ['analytics'], lastConsentTimestamp: 'yesterday' })}`, {},
    { source: 'cookieconsent', given_ms: table_ms, granted: ['measurement'], denied: [] }],

  ['CookieYes', cookieyes, 'cookieyes-consent=consentid:Zm9v,consent:yes,action:yes,necessary:yes,functional:yes,analytics:no,performance:yes,advertisement:no,lastRenewedDate:1734509533000', {},
    { source: 'cookieyes', given_ms: 1734509533000, granted: ['comfort'], denied: ['measurement', 'marketing'] }],
  ['CookieYes, encoded', cookieyes, `cookieyes-consent=${encodeURIComponent('consent:yes,action:yes,analytics:yes')}`, {},
    { source: 'cookieyes', given_ms: 0, granted: ['measurement'], denied: [] }],
  ['CookieYes, before a choice', cookieyes, 'cookieyes-consent=consentid:Zm9v,consent:,action:,necessary:,functional:,analytics:,advertisement:', {}, none],
  ['CookieYes, defaults without a choice', cookieyes, 'cookieyes-consent=consentid:Zm9v,consent:yes,action:no,analytics:yes,lastRenewedDate:1734509533000', {}, none],
  ['CookieYes, of two minds', cookieyes, 'cookieyes-consent=action:yes,action:no,analytics:yes', {}, none],
  ['CookieYes, a category that bears a field’s name', row('cookieyes', { consent: ['marketing'] }), 'cookieyes-consent=consent:yes,action:yes', {}, none],
];
for (const [what, table, cookies, storage, expected] of cases)
  test(what, () => assert.deepEqual(read(table, cookies, storage), expected));

test('a purpose is granted only where every category that maps to it was', () => {
  const table = (purposes) => row('klaro', purposes, table_ms);
  const choice = `klaro=${json({ yes: true, also: true, no: false })}`;
  const outcome = (purposes) => {
    const found = read(table(purposes), choice);
    return found && [found.granted, found.denied];
  };
  assert.deepEqual(outcome({ yes: ['p'], also: ['p'] }), [['p'], []]);
  assert.deepEqual(outcome({ yes: ['p'], no: ['p'] }), [[], ['p']]);
  assert.deepEqual(outcome({ no: ['p'], yes: ['p'] }), [[], ['p']]);
  assert.deepEqual(outcome({ no: ['p'], unknown: ['p'], yes: ['p'] }), [[], ['p']]);
  assert.deepEqual(outcome({ unknown: ['p'], no: ['p'] }), [[], ['p']]);
  assert.equal(outcome({ yes: ['p'], unknown: ['p'] }), undefined, 'what is not known keeps a grant back');
  assert.equal(outcome({ unknown: ['p'], yes: ['p'] }), undefined);
  assert.deepEqual(outcome({ yes: ['p', 'q'], unknown: ['p'] }), [['q'], []]);
  assert.equal(outcome({}), undefined);
  assert.equal(outcome({ unknown: ['p'] }), undefined);
});

test('a time in the future counts for nothing, and the table’s does too', () => {
  const at = (time, given_ms) => read(row('cookieconsent', { ads: ['marketing'] }, given_ms), `cc_cookie=${json({ categories: ['ads'], consentTimestamp: new Date(time).toISOString() })}`).given_ms;
  assert.equal(at(now_ms, 0), now_ms);
  assert.equal(at(now_ms + 1, 0), 0);
  assert.equal(at(now_ms + 1, table_ms), 0, 'not the table’s in its place');
  assert.equal(read(row('klaro', { a: ['p'] }, now_ms + 1), `klaro=${json({ a: true })}`).given_ms, 0);
});

test('the first source of the table that says anything is taken, damaged ones are passed over', () => {
  const table = [...onetrust, ...klaro, ...cookieyes];
  const cookies = `OptanonConsent=%ZZ; ${closed}; cookieyes-consent=action:yes,analytics:yes; klaro=${json({ youtube: false })}`;
  assert.equal(read(table, cookies).source, 'klaro');
  assert.equal(read([{ source: 'nobody', given_ms: 0, purposes: {} }, ...cookieyes], cookies).source, 'cookieyes');
  assert.equal(read([], cookies), undefined);
});

test('a cookie is found by its whole name, and of two the first counts', () => {
  assert.equal(read(klaro, `xklaro=${json({ matomo: true })}; klarox=${json({ matomo: true })}`), undefined);
  assert.deepEqual(read(klaro, `klaro=${json({ matomo: false })}; klaro=${json({ matomo: true })}`).denied, ['measurement']);
  assert.deepEqual(read(klaro, `a=1;klaro=${json({ matomo: true })}`).granted, ['measurement']);
});

test(`${max_categories} categories are read, and none of one more`, () => {
  const many = (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [at ? 's' + at : 'matomo', true]));
  assert.deepEqual(read(klaro, '', { klaro: JSON.stringify(many(max_categories)) }).granted, ['measurement']);
  assert.equal(read(klaro, '', { klaro: JSON.stringify(many(max_categories + 1)) }), undefined);
});

test(`${max_text_chars} characters are read, and nothing of one more`, () => {
  const long = (length) => JSON.stringify({ matomo: true }).padEnd(length);
  assert.deepEqual(read(klaro, '', { klaro: long(max_text_chars) }).granted, ['measurement']);
  assert.equal(read(klaro, '', { klaro: long(max_text_chars + 1) }), undefined);
});

test('names that every object has are categories like others', () => {
  const table = row('klaro', { constructor: ['p'], toString: ['q'] }, table_ms);
  assert.equal(read(table, `klaro=${json({ matomo: true })}`), undefined);
  assert.deepEqual(read(table, 'klaro={"constructor":true,"__proto__":{"toString":true}}').granted, ['p']);
  assert.equal(readMigration([{ source: 'constructor', given_ms: 0, purposes: { a: ['p'] } }], left('klaro={"a":true}'), now_ms), undefined);
});

/** Numbers that look random and are the same each time. */
function* draws(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test('a text that was cut or overwritten anywhere never throws, and says no more than the table has', () => {
  const wholes = cases.filter(([, , , , expected]) => expected);
  const random = draws(7);
  const draw = (below) => Math.floor(random.next().value * below);
  const letters = `%;=,:{}[]"'& 01aCtrue\u0000é`;
  let read_anything = 0;
  for (let round = 0; round < 4_000; round++) {
    const [, table, cookies, storage] = wholes[round % wholes.length];
    const damage = (text) => {
      const at = draw(text.length + 1);
      const to = at + draw(8);
      return [text.slice(0, at), text.slice(0, at) + text.slice(to), text.slice(0, at) + letters[draw(letters.length)] + text.slice(at)][draw(3)];
    };
    const damaged = Object.fromEntries(Object.entries(storage).map(([key, text]) => [key, damage(text)]));
    const found = read(table, damage(cookies), damaged);
    if (!found) continue;
    read_anything++;
    const purposes = new Set(Object.values(table[0].purposes).flat());
    assert.ok([...found.granted, ...found.denied].every((id) => purposes.has(id)));
    assert.ok(found.granted.every((id) => !found.denied.includes(id)));
    assert.ok(found.given_ms >= 0 && found.given_ms <= now_ms);
  }
  assert.ok(read_anything > 100, 'some damage is harmless');
});

test('names alone decide whether anything is loaded', () => {
  const has = (cookie, storage = {}) => hasLeft({ cookie }, area(storage));
  for (const name of ['OptanonConsent', 'CookieConsent', 'klaro', 'cc_cookie', 'cookieyes-consent']) {
    assert.ok(has(`${name}=x`), name);
    assert.ok(has(`a=b; ${name}=`), name);
    assert.ok(!has(`a=${name}; x${name}=1; ${name}x=1`), name);
  }
  assert.ok(has('', { klaro: '{}' }) && has('', { cc_cookie: '{}' }));
  assert.ok(!has('', { OptanonConsent: 'x' }));
});

test('a browser that shows neither cookies nor storage has nothing left behind', () => {
  const refuse = () => {
    throw new Error('SecurityError');
  };
  assert.ok(!hasLeft(Object.defineProperty({}, 'cookie', { get: refuse }), refuse));
  assert.ok(hasLeft({ cookie: 'klaro=x' }, refuse));
  assert.ok(!hasLeft({ cookie: '' }, refuse));
  assert.equal(readMigration(klaro, leftIn('', refuse), now_ms), undefined);
  assert.equal(readMigration(klaro, leftIn(`klaro=${json({ matomo: true })}`, refuse), now_ms).source, 'klaro');
});
