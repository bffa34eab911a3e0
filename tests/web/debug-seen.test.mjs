// What the overlay makes of what it saw: counted by origin, judged by what stood at the time, never a value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { createRequests, createStandings, max_origins, storedRows } = await page('debug/seen.ts');
const { detailInWords } = await page('debug/debug.ts');

const services = [{ id: 'video', title: 'Films', purposes: ['marketing'], origins: ['https://video.example'], cookies: [{ name: '_v' }], storage: ['v'] }];
const around = {
  page: 'https://shop.example',
  site: 'shop',
  home: 'https://shop.example/',
  collector: 'https://shop.example',
  isSameSite: (host) => host === 'shop.example',
};

test('a_request_is_judged_by_what_stood_when_it_began', () => {
  const requests = createRequests();
  const standings = createStandings([]);
  standings.changed(100, ['marketing']);
  requests.add('https://video.example/a?who=7', 120);
  assert.deepEqual(requests.rows(services, around, standings), [{ text: 'https://video.example', about: 'video, 1×', flag: '' }]);
  requests.add('https://video.example/b', 90);
  assert.deepEqual(requests.rows(services, around, standings), [{ text: 'https://video.example', about: 'video, 2×', flag: 'early' }]);
  standings.changed(200, []);
  assert.deepEqual(standings.now(), []);
  assert.deepEqual(standings.at(150), ['marketing']);
});

test('the_site_and_assent_share_an_origin_and_stay_apart', () => {
  const requests = createRequests();
  for (const path of ['assent.js', 'a.css', 'packs/7', 'b.css']) requests.add('https://shop.example/' + path, 0);
  requests.add('data:text/css,a', 0);
  const rows = requests.rows(services, around, createStandings([])).map(({ about }) => about);
  assert.deepEqual(rows, ['Assent, 2×', 'the site itself, 2×']);
});

test('origins_have_a_limit', () => {
  const requests = createRequests();
  for (let at = 0; at < max_origins; at += 1) requests.add(`https://h${at}.example/`, 0);
  assert.equal(requests.rows([], around, createStandings([])).length, max_origins);
  requests.add('https://one-more.example/', 0);
  assert.equal(requests.rows([], around, createStandings([])).length, max_origins);
});

test('stored_names_are_explained_and_flagged', () => {
  const stored = [{ kind: 'cookie', name: '_v' }, { kind: 'local storage', name: 'v' }, { kind: 'database', name: 'x' }, { kind: 'local storage', name: 'assent:shop' }];
  const flags = (granted) => storedRows(stored, services, around, granted).map(({ flag }) => flag);
  assert.deepEqual(flags([]), ['early', 'early', 'undeclared', '']);
  assert.deepEqual(flags(['marketing']), ['', '', 'undeclared', '']);
});

test('an_event_is_told_one_level_deep', () => {
  assert.equal(detailInWords({ act: 'save', granted: ['a', 'b'], denied: [] }), 'act: save, granted: a b, denied: none');
  assert.equal(detailInWords({ slots: [{ slot: 'hero' }, { slot: 'guide' }], bytes: 7, destination: null }), 'slots: 2, bytes: 7');
  assert.equal(detailInWords({ deep: { secret: 1 } }), '');
  assert.equal(detailInWords({ address: 'https://a.example/p?who=7' }), 'address: https://a.example/p');
  assert.equal(detailInWords(null), '');
});
