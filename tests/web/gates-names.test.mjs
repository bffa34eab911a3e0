// Names with `*`, the places where a cookie may lie, and what is cleared there: all of a service's, nothing else's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { matches } = await page('pattern.ts');
const { clearCookies, domainsOf, pathsOf, max_levels } = await page('gates/cookies.ts');
const { clearKeys, clearDatabases } = await page('gates/kept.ts');

test('a_star_stands_for_any_run_of_characters', () => {
  for (const [pattern, name] of [
    ['_ga', '_ga'],
    ['_ga*', '_ga'],
    ['_ga*', '_ga_ABC'],
    ['*_id', 'visitor_id'],
    ['a*b*c', 'a--b--b--c'],
    ['*', 'anything'],
    ['a*a', 'aba'],
  ])
    assert.ok(matches(pattern, name), `${pattern} is ${name}`);
  for (const [pattern, name] of [
    ['_ga', '_gat'],
    ['_ga*', 'x_ga'],
    ['a*b*c', 'a--c--b'],
    ['a*a', 'a'],
    ['', 'a'],
    ['ab*ba', 'aba'],
    ['.', 'a'],
  ])
    assert.ok(!matches(pattern, name), `${pattern} is not ${name}`);
});

test('a_long_pattern_takes_no_long_time', () => {
  assert.ok(!matches('*a'.repeat(60) + 'b', 'a'.repeat(20_000)));
});

test('domains_are_the_host_and_all_above_it_and_an_address_has_none_above', () => {
  assert.deepEqual(domainsOf('shop.aurora.example'), ['', 'shop.aurora.example', 'aurora.example', 'example']);
  assert.deepEqual(domainsOf('127.0.0.1'), ['']);
  assert.deepEqual(domainsOf('[::1]'), ['']);
});

test('paths_are_the_folders_of_the_page_with_and_without_a_slash', () => {
  assert.deepEqual(pathsOf('/trips/alps.html'), ['/', '/trips', '/trips/', '/trips/alps.html', '/trips/alps.html/']);
});

test('at_the_limit_of_levels_each_is_tried_and_one_past_it_is_not', () => {
  const path = (levels) => '/' + Array.from({ length: levels }, (_, at) => 'p' + at).join('/');
  assert.ok(pathsOf(path(max_levels)).includes(path(max_levels)));
  assert.ok(!pathsOf(path(max_levels + 1)).includes(path(max_levels + 1)));
  const host = (levels) => Array.from({ length: levels }, (_, at) => 'h' + at).join('.');
  assert.ok(domainsOf(host(max_levels)).includes(host(max_levels)));
  assert.ok(!domainsOf(host(max_levels + 1)).includes(host(max_levels + 1)));
});

/** A jar as a browser has it: a cookie ends only by its own name, domain and path. */
function jar(...cookies) {
  const written = [];
  return {
    cookies,
    written,
    get cookie() {
      return cookies.filter(({ hidden }) => !hidden).map(({ name }) => name + '=1').join('; ');
    },
    set cookie(text) {
      written.push(text);
      const [first, ...rest] = text.split(';');
      const given = Object.fromEntries(rest.map((each) => each.split('=')));
      const at = cookies.findIndex(
        (each) =>
          each.name === first.split('=')[0] && (each.domain ?? '') === (given.domain ?? '') && each.path === given.path &&
          (!each.secure || 'secure' in given) && Boolean(each.partitioned) === 'partitioned' in given,
      );
      if (at >= 0) cookies.splice(at, 1);
    },
  };
}
const here = new URL('https://shop.aurora.example/trips/alps.html');

test('every_variant_of_a_cookie_goes_and_others_stay', () => {
  const kept = { name: 'basket', path: '/' };
  const page_jar = jar(
    { name: '_vid', path: '/' },
    { name: '_vid', domain: 'aurora.example', path: '/' },
    { name: '_vid_2', domain: 'shop.aurora.example', path: '/trips' },
    { name: '__Secure-vid', path: '/', secure: true },
    { name: '_vid_p', path: '/', secure: true, partitioned: true },
    kept,
  );
  clearCookies([{ name: '_vid*' }, { name: '__Secure-vid' }], page_jar, here);
  assert.deepEqual(page_jar.cookies, [kept]);
  for (const text of page_jar.written) assert.match(text, /=;max-age=0;/, 'nothing is written that lasts');
});

test('a_cookie_that_is_declared_for_another_path_or_domain_goes_unseen', () => {
  const page_jar = jar({ name: 'far', path: '/admin', domain: 'other.example', hidden: true });
  clearCookies([{ name: 'far', path: '/admin', domain: 'other.example' }], page_jar, here);
  assert.deepEqual(page_jar.cookies, []);
});

test('a_service_without_cookies_here_writes_none', () => {
  const page_jar = jar({ name: 'basket', path: '/' });
  clearCookies([{ name: '_vid*' }], page_jar, here);
  assert.deepEqual(page_jar.written, []);
});

function area(...keys) {
  const items = new Set(keys);
  return {
    items,
    get length() {
      return items.size;
    },
    key: (at) => [...items][at],
    removeItem: (key) => items.delete(key),
  };
}

test('keys_of_a_service_go_and_those_of_assent_never_do', () => {
  const storage = area('vid:a', 'vid:b', 'basket', 'assent:shop', 'assent:shop:record');
  clearKeys(['vid:*'], () => storage);
  assert.deepEqual([...storage.items], ['basket', 'assent:shop', 'assent:shop:record']);
  clearKeys(['*'], () => storage);
  assert.deepEqual([...storage.items], ['assent:shop', 'assent:shop:record']);
});

test('storage_that_throws_is_no_failure', async () => {
  const forbidden = () => {
    throw new Error('forbidden');
  };
  clearKeys(['*'], forbidden);
  await clearDatabases(['*'], forbidden);
});

test('databases_go_likewise', async () => {
  const deleted = [];
  const databases = {
    databases: async () => [{ name: 'vid:films' }, { name: 'shop' }, { name: 'assent:shop' }],
    deleteDatabase: (name) => deleted.push(name),
  };
  await clearDatabases(['vid:*', 'assent*'], () => databases);
  assert.deepEqual(deleted, ['vid:films']);
});
