// Sharing: the cookie's form, links that carry a hand-off, and exchanges with a customer's devices that end.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './bundle.mjs';

globalThis.document = new EventTarget();
globalThis.location = { hostname: 'www.shop.example', protocol: 'https:' };
const { writeCookie } = await page('sharing/cookie.ts');
const { createDevice, token_lasts_ms } = await page('sharing/device.ts');
const { withHandoff } = await page('sharing/links.ts');
const { max_cookie_letters } = await page('arrivals.ts');
const settled = () => new Promise(setImmediate);

beforeEach((context) => {
  delete document.cookie;
  globalThis.location = { hostname: 'www.shop.example', protocol: 'https:' };
  context.mock?.method(console, 'warn', () => {});
});

test('the_cookie_goes_to_every_subdomain_and_to_no_other_site', () => {
  writeCookie('shop', 'shop.example', '0a0b');
  assert.equal(document.cookie, 'assent-shop=0a0b; domain=shop.example; path=/; max-age=34214400; samesite=lax; secure');
  location.protocol = 'http:';
  writeCookie('shop', 'shop.example', '0a');
  assert.equal(document.cookie, 'assent-shop=0a; domain=shop.example; path=/; max-age=34214400; samesite=lax');
});

test('a_host_outside_the_domain_writes_no_cookie', (context) => {
  const warned = context.mock.method(console, 'warn', () => {});
  for (const hostname of ['shop.example.org', 'workshop.example', 'localhost']) {
    location.hostname = hostname;
    writeCookie('shop', 'shop.example', '0a');
  }
  assert.equal(document.cookie, undefined);
  assert.equal(warned.mock.callCount(), 3);
  location.hostname = 'shop.example';
  writeCookie('shop', 'shop.example', '0a');
  assert.match(document.cookie, /^assent-shop=0a;/);
});

test('choices_are_as_long_as_a_cookie_can_be', (context) => {
  const warned = context.mock.method(console, 'warn', () => {});
  writeCookie('shop', 'shop.example', '0'.repeat(max_cookie_letters + 1));
  assert.equal(document.cookie, undefined);
  assert.equal(warned.mock.callCount(), 1);
  writeCookie('shop', 'shop.example', '0'.repeat(max_cookie_letters));
  assert.ok(document.cookie);
});

test('a_hand_off_stands_before_the_fragment_and_never_in_the_query', () => {
  const with_token = (address) => withHandoff(new URL(address), 'to.ken');
  assert.equal(with_token('https://a.example/x?b=1'), 'https://a.example/x?b=1#assent=to.ken');
  assert.equal(with_token('https://a.example/x#dates'), 'https://a.example/x#assent=to.ken&dates');
  assert.equal(with_token('https://a.example/#'), 'https://a.example/#assent=to.ken');
  assert.equal(with_token('https://a.example/#:~:text=a'), 'https://a.example/#assent=to.ken&:~:text=a');
});

/** A device whose collector answers each put as `merge` says; `core` is what the page offers after adopting. */
function device(merge, { core = (choices) => choices } = {}) {
  const log = [];
  const set = { now_ms: 1_000_000 };
  const made = createDevice(
    async (token, choices) => {
      log.push(`put ${token} ${choices}`);
      return merge(choices);
    },
    (choices) => {
      log.push('adopt ' + choices);
      made.offer(core(choices));
    },
    () => set.now_ms,
  );
  return { log, set, ...made };
}

test('without_a_token_nothing_is_sent', async () => {
  const { log, offer } = device((choices) => choices);
  offer('0a');
  await settled();
  assert.deepEqual(log, []);
});

test('a_new_device_gets_the_customers_choices_with_one_request', async () => {
  const { log, share } = device(() => '0a');
  share('token');
  await settled();
  assert.deepEqual(log, ['put token ', 'adopt 0a']);
});

test('a_customer_without_choices_anywhere_costs_one_request', async () => {
  const { log, share, offer } = device((choices) => choices);
  share('token');
  await settled();
  share('token');
  await settled();
  assert.deepEqual(log, ['put token ']);
  offer('0a');
  await settled();
  assert.deepEqual(log.slice(1), ['put token 0a']);
});

test('what_is_chosen_later_is_put_while_the_token_is_good', async () => {
  const { log, set, share, offer } = device((choices) => choices);
  offer('0a');
  share('one');
  await settled();
  set.now_ms += token_lasts_ms;
  offer('0b');
  await settled();
  set.now_ms += 1;
  offer('0c');
  await settled();
  assert.deepEqual(log, ['put one 0a', 'put one 0b']);
  share('two');
  await settled();
  assert.deepEqual(log.slice(2), ['put two 0c']);
});

test('what_is_chosen_during_a_request_is_put_after_it', async () => {
  const { log, share, offer } = device((choices) => choices);
  offer('0a');
  share('token');
  offer('0b');
  offer('0c');
  await settled();
  assert.deepEqual(log, ['put token 0a', 'put token 0c']);
});

test('core_and_collector_that_do_not_agree_do_not_ask_for_ever', async () => {
  const { log, share, offer } = device((choices) => (choices === '0b' ? '0c' : '0d'), { core: () => '0b' });
  offer('0a');
  share('token');
  await settled();
  await settled();
  assert.deepEqual(log, ['put token 0a', 'adopt 0d', 'put token 0b', 'adopt 0c']);
});

test('a_refused_token_is_not_used_again_and_an_absent_collector_is_asked_with_the_next_choice', async (context) => {
  context.mock.method(console, 'warn', () => {});
  const refuse = (status) => () => {
    throw Object.assign(new Error('refused'), { answer: { status, text: '' } });
  };
  const refused = device(refuse(403));
  refused.share('token');
  await settled();
  refused.offer('0a');
  await settled();
  assert.deepEqual(refused.log, ['put token ']);
  const away = device(refuse(0));
  away.share('token');
  await settled();
  away.offer('0a');
  await settled();
  assert.deepEqual(away.log, ['put token ', 'put token 0a']);
});

test('an_empty_token_ends_the_sharing', async () => {
  const { log, share, offer } = device((choices) => choices);
  share('token');
  await settled();
  share('');
  offer('0a');
  await settled();
  assert.deepEqual(log, ['put token ']);
});
