// Bundles of a signed-in customer: what is taken, what is refused and why, and that nothing of one shows anywhere.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, mock, test } from 'node:test';
import { page } from './bundle.mjs';

const { max_age_s, max_ahead_s, max_bundle_attributes, max_bundle_letters, max_subject_bytes, openBundle, timeFault } = await page('bundle/text.ts');
const { createBundle } = await page('bundle/bundle.ts');
const { createBundles } = await page('bundle/early.ts');

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
const now_s = 1_800_000_000;
const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const signed = (body, header = { alg: 'EdDSA', typ: 'assent-bundle' }, by = privateKey) => {
  const text = part(header) + '.' + part(body);
  return text + '.' + sign(null, Buffer.from(text), by).toString('base64url');
};
const claims = (change) => ({ aud: 'shop', iat: now_s, attributes: { tier: 'gold-secret' }, ...change });
const open = (text, now_ms = now_s * 1_000) => openBundle(text, key, 'shop', now_ms);
const plain = (value) => JSON.parse(JSON.stringify(value));

test('what_the_sites_server_has_signed_for_this_site_is_taken_as_often_as_it_comes', async () => {
  const text = signed(claims({ sub: 'customer-7' }));
  for (const _ of [1, 2]) assert.deepEqual(plain(await open(text)), claims({ sub: 'customer-7' }));
});

test('another_sites_bundle_and_another_servers_are_refused', async () => {
  assert.equal(await open(signed(claims({ aud: 'other' }))), 'site');
  assert.equal(await open(signed(claims(), undefined, generateKeyPairSync('ed25519').privateKey)), 'signature');
});

test('every_altered_letter_is_refused', async () => {
  const text = signed(claims());
  for (let at = 0; at < text.length; ++at) {
    const letter = text[at] === 'A' ? 'B' : String.fromCharCode(text.charCodeAt(at) ^ 1);
    const found = await open(text.slice(0, at) + letter + text.slice(at + 1));
    assert.ok(found === 'signature' || found === 'malformed', `${at}: ${JSON.stringify(found)}`);
  }
  for (let end = 0; end < text.length; ++end) assert.equal(typeof (await open(text.slice(0, end))), 'string', String(end));
});

test('nothing_else_that_the_server_signs_is_a_bundle', async () => {
  for (const header of [
    { alg: 'EdDSA' },
    { alg: 'EdDSA', typ: 'JWT' },
    { alg: 'none', typ: 'assent-bundle' },
    { alg: 'EdDSA', typ: 'assent-bundle', jwk: {} },
    { alg: 'EdDSA', typ: 'assent-bundle', crit: [] },
    [],
    'null',
  ])
    assert.equal(await open(signed(claims(), header)), 'malformed', JSON.stringify(header));
});

test('a_browser_that_cannot_check_takes_nothing', async () => {
  mock.method(crypto.subtle, 'importKey', () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError')));
  assert.equal(await open(signed(claims())), 'unsupported');
});

test('claims_of_another_form_are_malformed', async () => {
  for (const body of [
    claims({ iat: String(now_s) }),
    claims({ iat: now_s + 0.5 }),
    claims({ iat: undefined }),
    claims({ aud: ['shop'] }),
    claims({ attributes: [] }),
    claims({ attributes: null }),
    claims({ attributes: 'tier' }),
    claims({ sub: 7 }),
    claims({ exp: now_s + 1 }),
    '[]',
    'null',
    '{',
    Buffer.from([0xff]).toString('latin1'),
  ])
    assert.equal(await open(signed(body)), 'malformed', JSON.stringify(body));
  for (const text of ['', '.', '..', 'a.b.c', signed(claims()) + '.', signed(claims()) + '=', null, 7, {}, Symbol('x')])
    assert.equal(await open(text), 'malformed', String(text));
});

test('limits_hold_at_the_limit_and_not_one_past_it', async () => {
  const many = (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at]));
  assert.equal(typeof (await open(signed(claims({ attributes: many(max_bundle_attributes) })))), 'object');
  assert.equal(await open(signed(claims({ attributes: many(max_bundle_attributes + 1) }))), 'malformed');
  assert.equal(typeof (await open(signed(claims({ sub: 's'.repeat(max_subject_bytes) })))), 'object');
  assert.equal(await open(signed(claims({ sub: 's'.repeat(max_subject_bytes + 1) }))), 'malformed');
  const long = (letters) => signed(claims({ attributes: { tier: 'x'.repeat(letters) } }));
  // Three bytes make four letters.
  const fits = Math.floor(((max_bundle_letters - long(0).length) / 4) * 3);
  assert.ok(long(fits).length <= max_bundle_letters && long(fits + 3).length > max_bundle_letters);
  assert.equal(typeof (await open(long(fits))), 'object');
  assert.equal(await open(long(fits + 3)), 'malformed');
});

test('a_bundle_is_fresh_for_ten_minutes_and_may_come_from_a_clock_that_is_a_minute_ahead', async () => {
  const at = (seconds) => timeFault({ iat: now_s }, (now_s + seconds) * 1_000);
  assert.equal(at(max_age_s), undefined);
  assert.equal(at(max_age_s + 1), 'too_old');
  assert.equal(at(-max_ahead_s), undefined);
  assert.equal(at(-max_ahead_s - 1), 'from_the_future');
  assert.equal(await open(signed(claims()), (now_s + max_age_s + 1) * 1_000), 'too_old');
});

const symbols = {
  site: 'shop',
  bundle_key: key,
  attributes: [
    { id: 'age', type: 'number' },
    { id: 'tier', type: 'text', bundle: true },
    { id: 'since', type: 'date', bundle: true },
    { id: 'orders', type: 'number', bundle: true },
  ],
};
let log;
let listeners;
let warned;
beforeEach(() => {
  mock.reset();
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: now_s * 1_000 });
  log = [];
  listeners = new Set();
  warned = mock.method(console, 'warn', () => {});
});
const hold = {
  give: (signal, value, type) => (log.push([signal, value, type]), typeof value !== 'object'),
  drop: (attribute) => log.push(['drop', attribute]),
};
const onChange = (listener) => (listeners.add(listener), () => listeners.delete(listener));
const changed = () => [...listeners].forEach((listener) => listener());

function bundles({ stands = async () => {}, of = symbols, load } = {}) {
  const bring = load ?? (async () => createBundle(of, hold, onChange));
  return createBundles(of, stands, bring, hold.drop);
}

test('the_core_is_told_what_is_from_bundles_and_what_is_missing_goes', async () => {
  const take = bundles();
  const attributes = { tier: 'gold-secret', since: '2020-01-02', age: 34, constructor: 1, orders: null };
  assert.deepEqual(await take(signed(claims({ attributes }))), { taken: ['tier', 'since'] });
  assert.deepEqual(log, [['bundle:tier', 'gold-secret', 'text'], ['bundle:since', '2020-01-02', 'date'], ['drop', 3]]);
  assert.deepEqual(warned.mock.calls.map(({ arguments: [, , id] }) => id), ['age', 'constructor']);
});

test('what_the_core_does_not_take_is_gone_and_said_by_its_id', async () => {
  assert.deepEqual(await bundles()(signed(claims({ attributes: { tier: { gold: 'secret' } } }))), { taken: [] });
  assert.deepEqual(plain(log), [['bundle:tier', { gold: 'secret' }, 'text'], ['drop', 1], ['drop', 2], ['drop', 3]]);
  assert.deepEqual(warned.mock.calls[0].arguments, ['assent:', 'bundle: not taken', 'tier']);
});

test('a_polluted_prototype_adds_no_attribute', async () => {
  Object.prototype.tier = 'planted';
  try {
    assert.deepEqual(await bundles()(signed(claims({ attributes: { orders: 1 } }))), { taken: ['orders'] });
  } finally {
    delete Object.prototype.tier;
  }
});

test('signing_out_forgets_what_bundles_brought_and_nothing_else_and_loads_nothing', async () => {
  const take = bundles({ load: () => assert.fail('loaded') });
  assert.deepEqual(await take(null), { taken: [] });
  assert.deepEqual(log, [['drop', 1], ['drop', 2], ['drop', 3]]);
});

test('a_consent_that_comes_later_is_told_again_while_the_bundle_is_fresh', async () => {
  const take = bundles();
  await take(signed(claims()));
  log = [];
  changed();
  assert.deepEqual(log[0], ['bundle:tier', 'gold-secret', 'text']);
  log = [];
  mock.timers.setTime((now_s + max_age_s + 1) * 1_000);
  changed();
  assert.deepEqual([log, listeners.size], [[], 0]);
});

test('after_another_word_the_one_before_is_told_no_more', async () => {
  const take = bundles();
  await take(signed(claims()));
  await take(signed(claims({ attributes: { orders: 2 } })));
  log = [];
  changed();
  assert.deepEqual(log, [['drop', 1], ['drop', 2], ['bundle:orders', 2, 'number']]);
  await take(null);
  log = [];
  changed();
  assert.deepEqual(log, []);
});

test('a_bundle_waits_until_something_stands_and_the_last_word_holds', async () => {
  let allow;
  const stands = () => new Promise((resolve) => (allow = resolve));
  const take = bundles({ stands });
  const first = take(signed(claims()));
  const allow_first = allow;
  const signed_out = take(null);
  allow_first();
  assert.deepEqual(await first, { taken: [], fault: 'replaced' });
  await signed_out;
  assert.deepEqual(log, [['drop', 1], ['drop', 2], ['drop', 3]]);
  const second = take(signed(claims()));
  mock.timers.setTime((now_s + max_age_s + 1) * 1_000);
  allow();
  assert.deepEqual(await second, { taken: [], fault: 'too_old' });
});

test('a_sign_out_while_the_signature_is_checked_comes_first', async () => {
  const take = bundles();
  const slow = take(signed(claims()));
  await Promise.resolve();
  await take(null);
  assert.deepEqual(await slow, { taken: [], fault: 'replaced' });
  assert.ok(log.every(([what]) => what === 'drop'));
});

test('a_policy_without_a_key_takes_none_and_a_module_that_did_not_load_is_tried_again', async () => {
  assert.deepEqual(await bundles({ of: { ...symbols, bundle_key: undefined } })(signed(claims())), { taken: [], fault: 'off' });
  let tries = 0;
  const take = bundles({
    load: async () => {
      if (++tries === 1) throw new TypeError('offline');
      return createBundle(symbols, hold, onChange);
    },
  });
  assert.deepEqual(await take(signed(claims())), { taken: [], fault: 'not_loaded' });
  assert.deepEqual(await take(signed(claims())), { taken: ['tier'] });
});

test('no_value_shows_in_a_result_or_on_the_console', async () => {
  const words = [];
  for (const name of ['warn', 'error', 'log', 'info', 'debug']) mock.method(console, name, (...about) => words.push(...about));
  const texts = [
    signed(claims()),
    signed(claims({ attributes: { tier: ['gold-secret', {}], nobody: 'gold-secret' } })),
    signed(claims({ aud: 'gold-secret' })),
    signed('{"aud":"gold-secret'),
    'gold-secret',
  ];
  for (const text of texts) words.push(await bundles()(text));
  assert.doesNotMatch(JSON.stringify(words), /secret/);
  assert.ok(words.length > texts.length);
});

test('a_bundle_that_waits_is_let_go_as_soon_as_another_word_comes_and_the_page_is_asked_once', async () => {
  mock.method(console, 'warn', () => {});
  let asked = 0;
  const never = () => (asked++, new Promise(() => {}));
  const bundle = createBundles({ bundle_key: key, attributes: [] }, never, () => assert.fail('nothing stands'), () => {});
  const first = bundle(signed(claims()));
  const second = bundle(signed(claims()));
  assert.deepEqual(plain(await first), { taken: [], fault: 'replaced' });
  await bundle(null);
  assert.deepEqual(plain(await second), { taken: [], fault: 'replaced' });
  assert.equal(asked, 1);
});
