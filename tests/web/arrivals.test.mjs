// What a page finds when it begins: one sound cookie or none, and an address that is clean again.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './bundle.mjs';

const { max_cookie_letters, readCookie, takeHandoff } = await page('arrivals.ts');

let replaced;
beforeEach(() => {
  replaced = undefined;
  globalThis.document = { cookie: '' };
  globalThis.history = { state: { kept: 1 }, replaceState: (...to) => (replaced = to) };
  globalThis.location = { pathname: '/trip', search: '?a=1', hash: '' };
});

test('the_cookie_of_this_site_is_read', () => {
  document.cookie = 'a=1; assent-shop=0a0b; assent-shopping=ff';
  assert.equal(readCookie('shop'), '0a0b');
  assert.equal(readCookie('other'), '');
});

test('two_cookies_of_one_name_are_none', () => {
  document.cookie = 'assent-shop=0a; assent-shop=0b';
  assert.equal(readCookie('shop'), '');
});

test('a_cookie_is_as_long_as_the_limit', () => {
  document.cookie = 'assent-shop=' + '0'.repeat(max_cookie_letters);
  assert.equal(readCookie('shop').length, max_cookie_letters);
  document.cookie += '0';
  assert.equal(readCookie('shop'), '');
});

test('where_cookies_may_not_be_read_there_is_none', () => {
  Object.defineProperty(document, 'cookie', {
    get() {
      throw new Error('sandboxed');
    },
  });
  assert.equal(readCookie('shop'), '');
});

test('a_hand_off_leaves_the_address_and_the_rest_of_it_stays', () => {
  location.hash = '#assent=to.ken-_';
  assert.equal(takeHandoff(), 'to.ken-_');
  assert.deepEqual(replaced, [{ kept: 1 }, '', '/trip?a=1']);
  location.hash = '#assent=token&dates&more';
  assert.equal(takeHandoff(), 'token');
  assert.deepEqual(replaced, [{ kept: 1 }, '', '/trip?a=1#dates&more']);
  location.hash = '#assent=';
  assert.equal(takeHandoff(), '');
  assert.deepEqual(replaced, [{ kept: 1 }, '', '/trip?a=1']);
});

test('another_fragment_is_left_alone', () => {
  for (const hash of ['', '#dates', '#x-assent=token', '#dates&assent=token']) {
    location.hash = hash;
    assert.equal(takeHandoff(), '', hash);
    assert.equal(replaced, undefined, hash);
  }
});
