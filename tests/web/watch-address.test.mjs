// When an address that changes without a load is another page, and when it was only tidied.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { watchAddress } = await page('page.ts');

/** How often the page hears of another page while the address goes from one step to the next. */
function heard(...steps) {
  const navigation = new EventTarget();
  globalThis.window = { navigation };
  globalThis.location = { pathname: '/', search: '?utm_source=letter' };
  let times = 0;
  watchAddress(() => times++);
  for (const [navigationType, pathname, search = ''] of steps) {
    globalThis.location = { pathname, search };
    navigation.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }));
  }
  return times;
}

test('another_address_is_another_page', () => {
  assert.equal(heard(['push', '/trips']), 1);
  assert.equal(heard(['push', '/', '?page=2']), 1);
  assert.equal(heard(['replace', '/trips']), 1, 'an app that replaces its address shows another page too');
});

test('a_fragment_and_a_query_that_was_tidied_away_are_none', () => {
  assert.equal(heard(['push', '/', '?utm_source=letter']), 0);
  assert.equal(heard(['replace', '/']), 0);
  assert.equal(heard(['replace', '/'], ['push', '/', '?page=2']), 1);
});
