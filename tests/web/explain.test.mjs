// Who owns a request, a cookie, a key, what is flagged, and why a gated element is locked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const explain = await page('explain/explain.ts');
const { covers, explainElement, flagOf, guessDomain, inWords, nameOf, originOf, ownerOfCookie, ownerOfKey, ownerOfRequest, withoutQuery } = explain;

const services = [
  {
    id: 'video',
    title: 'Films',
    purposes: ['marketing'],
    origins: ['https://video.example', 'https://*.video.example'],
    cookies: [{ name: '_vid*', domain: 'video.example' }, { name: 'film' }],
    storage: ['vid:*'],
  },
  { id: 'count', title: 'Counter', purposes: ['measurement'], origins: ['https://count.example:8443'], cookies: [{ name: '_c' }], storage: [] },
  { id: 'cart', title: 'Cart', purposes: [], origins: [], cookies: [{ name: 'cart' }], storage: ['cart'] },
];
const around = {
  page: 'https://www.shop.example',
  site: 'shop',
  home: 'https://www.shop.example/',
  collector: 'https://consent.shop.example',
  isSameSite: (host) => guessDomain(host) === 'shop.example',
};
const request = (address) => nameOf(ownerOfRequest(address, around, services));
const cookie = (name, domain = '') => nameOf(ownerOfCookie(name, domain, around, services));
const key = (name, origin = around.page) => nameOf(ownerOfKey(name, origin, around, services));

test('an_origin_covers_itself_and_a_star_only_what_is_below', () => {
  assert.equal(covers('https://video.example', 'https://video.example'), true);
  assert.equal(covers('https://*.video.example', 'https://a.b.video.example'), true);
  for (const [pattern, origin] of [
    ['https://video.example', 'http://video.example'],
    ['https://video.example', 'https://video.example:8443'],
    ['https://*.video.example', 'https://video.example'],
    ['https://*.video.example', 'https://evilvideo.example'],
    ['https://*.video.example', 'https://video.example.evil.example'],
    ['https://*.video.example', 'http://a.video.example'],
    ['https://*.video.example', 'https://.video.example'],
    ['*', 'https://a.example'],
  ])
    assert.equal(covers(pattern, origin), false, `${pattern} does not cover ${origin}`);
});

test('a_socket_counts_as_its_page', () => assert.equal(originOf('wss://video.example/live'), 'https://video.example'));

test('a_request_is_of_the_site_of_assent_of_a_service_or_of_nobody', () => {
  assert.equal(request('https://www.shop.example/style.css'), 'the site itself');
  assert.equal(request('https://img.shop.example/a.png'), 'the site itself');
  assert.equal(request('https://www.shop.example/assent.js'), 'Assent');
  assert.equal(request('https://www.shop.example/assent/core.wasm'), 'Assent');
  assert.equal(request('https://consent.shop.example/v1/sites/shop/boot'), 'Assent');
  assert.equal(request('https://cdn.video.example/player.js?visitor=1'), 'video');
  assert.equal(request('https://count.example:8443/hit'), 'count');
  assert.equal(request('https://count.example/hit'), 'no service');
  // What begins like our own address is not ours.
  assert.equal(request('https://www.shop.example.evil.example/assent.js'), 'no service');
});

test('a_cookie_is_known_by_name_and_by_domain', () => {
  assert.equal(cookie('_vid_7', '.video.example'), 'video');
  assert.equal(cookie('_vid_7', 'cdn.video.example'), 'video');
  assert.equal(cookie('_vid_7', 'www.shop.example'), 'no service', 'declared for another domain');
  assert.equal(cookie('film', 'www.shop.example'), 'video');
  assert.equal(cookie('film', 'tracker.example'), 'no service', 'without a domain it is one of the site');
  assert.equal(cookie('_vid_7'), 'video', 'a page does not know domains');
  assert.equal(cookie('assent-shop', '.shop.example'), 'Assent');
  assert.equal(cookie('assent-other', '.shop.example'), 'no service');
});

test('a_key_of_another_site_needs_a_service_with_that_origin', () => {
  assert.equal(key('vid:seen'), 'video');
  assert.equal(key('vid:seen', 'https://cdn.video.example'), 'video');
  assert.equal(key('vid:seen', 'https://tracker.example'), 'no service');
  assert.equal(key('assent:shop:record'), 'Assent');
  assert.equal(key('assent:shopping'), 'no service');
});

test('what_is_there_without_its_purposes_is_early', () => {
  const video = ownerOfRequest('https://video.example/', around, services);
  assert.equal(flagOf(video, ['measurement']), 'early');
  assert.equal(flagOf(video, ['measurement', 'marketing']), '');
  assert.equal(flagOf({ by: 'nobody' }, ['marketing']), 'undeclared');
  assert.equal(flagOf({ by: 'site' }, []), '');
  assert.equal(flagOf(ownerOfCookie('cart', '', around, services), []), '', 'a service without purposes always may');
  const either = { by: 'service', services: [services[0], services[1]] };
  assert.equal(flagOf(either, ['measurement']), '', 'one of two that may is enough');
});

test('a_registered_domain_is_guessed', () => {
  assert.equal(guessDomain('a.b.shop.example'), 'shop.example');
  assert.equal(guessDomain('www.shop.co.uk'), 'shop.co.uk');
  assert.equal(guessDomain('127.0.0.1'), '127.0.0.1');
  assert.equal(guessDomain('localhost'), 'localhost');
});

const element = (changes) => ({
  tag: 'iframe', service: 'video', address: '/v', is_web: true, type: '', holds: true, loads: 'nothing', nonce: '', ...changes,
});
const script = (changes) => element({ tag: 'script', type: 'text/plain', ...changes });

for (const [what, given, granted, why, locked, wrong] of [
  ['a frame without its purpose', element({}), [], 'not_granted', true, false],
  ['a frame that is not loaded yet', element({}), ['marketing'], 'waits', true, false],
  ['a frame that is loaded', element({ loads: 'held' }), ['marketing'], 'loaded', false, false],
  ['a frame that is loaded without its purpose', element({ loads: 'held' }), [], 'loaded', false, true],
  ['an image with something in its place', element({ tag: 'img', loads: 'own' }), [], 'not_granted', true, false],
  ['a frame with src in place of data-src', element({ holds: false, loads: 'own' }), ['marketing'], 'loads_at_once', false, true],
  ['a frame without an address', element({ holds: false, address: '' }), [], 'no_address', true, true],
  ['an address that is code', element({ is_web: false, address: 'javascript:1' }), [], 'wrong_address', true, true],
  ['a service that is none', script({ service: 'vidoe' }), [], 'unknown_service', true, true],
  ['a script that runs at once', script({ type: '' }), [], 'runs_at_once', false, true],
  ['a script without the nonce', script({ nonce: 'other' }), ['marketing'], 'no_nonce', true, true],
  ['an inline script', script({ holds: false, address: '', is_web: true, nonce: 'n' }), [], 'not_granted', true, false],
  ['a box', element({ tag: 'div' }), [], 'wrong_element', false, true],
])
  test(`why_locked: ${what}`, () => {
    const verdict = explainElement(given, services, granted, given.tag === 'script' && given.nonce ? 'n' : '');
    assert.deepEqual([verdict.why, verdict.locked, verdict.wrong], [why, locked, wrong]);
    assert.match(inWords(verdict), /^[A-Z].+\.$/);
    if (why === 'not_granted') assert.match(inWords(verdict), /marketing/);
  });

test('an_address_is_shown_without_what_may_name_a_visitor', () => {
  assert.equal(withoutQuery('https://a.example/p?id=7#x'), 'https://a.example/p');
  assert.equal(withoutQuery('/p/' + 'a'.repeat(300)).length, 200);
});
