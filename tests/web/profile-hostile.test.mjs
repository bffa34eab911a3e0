// assent.profile against hostile arguments: it never throws into the page, never hands the core what nobody meant, and a
// value that cannot be read changes nothing.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { page } from './bundle.mjs';

const { createApi } = await page('api.ts');
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
const { encode, max_list_items, max_text_bytes } = await page('records.ts');

const types = ['boolean', 'number', 'text', 'text_list', 'date', 'any'];
const symbols = { purposes: [], attributes: types.map((type) => ({ id: type, type })) };
const standing = { get: () => ({ granted: [], denied: [] }), onChange: () => () => {} };
let told;
let profile;
beforeEach(() => {
  mock.reset();
  mock.method(console, 'warn', () => {});
  told = [];
  // As the session does: what cannot be written as a record would stop the widget.
  const tell = (event) => (told.push(encode(event, 0)), true);
  ({ profile } = createApi(symbols, tell, standing, () => [], () => {}, {}, {}));
});

const thrower = () => {
  throw new Error('of the page');
};
const trap = new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower, has: thrower });
const traps = new Proxy([], { get: thrower });
const revoked = Proxy.revocable([], {});
revoked.revoke();
class Days extends Date {
  toJSON = thrower;
}

const unreadable = {
  'a symbol': Symbol('x'),
  'a function': () => 1,
  'a bigint': 1n,
  null: null,
  'an object': { toString: () => 'gold' },
  'an object without a prototype': Object.create(null),
  'a text object': new String('gold'),
  'a getter that throws': trap,
  'a list whose getters throw': traps,
  'a revoked list': revoked.proxy,
  'a date that throws': new Days(0),
  'a date that is none': new Date(NaN),
  'a list of what is no text': ['a', {}],
  'a list with a symbol': [Symbol('x')],
  'a list with a hole': [, 'a'],
};

for (const [name, value] of Object.entries(unreadable))
  test(`${name} is told to nobody`, () => {
    for (const type of types.filter((each) => each !== 'any')) assert.equal(profile.set(type, value), false, type);
    assert.equal(profile.observe('view', value), false);
    assert.deepEqual(told, []);
  });

test('an_attribute_of_any_type_gets_an_empty_tree_for_what_cannot_be_read', () => {
  for (const value of [trap, traps, revoked.proxy]) assert.equal(profile.set('any', value), true);
  // Kind, time, attribute, type, number, and a block of no bytes, which the core refuses.
  for (const record of told) assert.deepEqual([record.length, [...record.slice(-4)]], [24, [0, 0, 0, 0]]);
});

test('undefined_is_no_value_and_a_signal_without_one_happened', () => {
  assert.equal(profile.set('text', undefined), false);
  assert.deepEqual(told, []);
  assert.equal(profile.observe('view', undefined), true);
});

test('names_that_are_none_are_unknown', () => {
  for (const id of ['__proto__', 'constructor', 'toString', '', 0, null, {}, Symbol('x'), trap]) {
    assert.equal(profile.set(id, 'a'), false);
    if (id !== undefined) assert.equal(profile.forget(id), false);
  }
  for (const signal of [undefined, null, 0, {}, Symbol('x'), trap, new String('view')]) assert.equal(profile.observe(signal, 1), false);
  assert.deepEqual(told, []);
});

test('scripts_tell_no_signal_of_bundles', () => {
  for (const signal of ['bundle:tier', 'bundle:']) assert.equal(profile.observe(signal, 'gold'), false);
  assert.deepEqual(told, []);
  assert.equal(profile.observe('bundles', 'gold'), true);
});

test('what_is_long_is_cut_at_the_limits_of_a_record', () => {
  assert.equal(profile.set('text', 'x'.repeat(10_000)), true);
  assert.equal(profile.set('text', 'ä'.repeat(1_000_000)), true);
  assert.equal(profile.set('text_list', Array(1_000_000).fill('x')), true);
  assert.equal(profile.set('text_list', { __proto__: Array.prototype, length: 4e9 }), false);
  const sizes = told.map((record) => record.length - 24);
  assert.deepEqual(sizes, [10_000, max_text_bytes, max_list_items * 3]);
});

test('a_polluted_prototype_gives_no_value_and_no_name', () => {
  const planted = { id: 'text', type: 'any', value: 'x', signal: 'view', 0: 'a', length: 1, toJSON: () => 'x' };
  for (const [name, value] of Object.entries(planted)) Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  try {
    assert.equal(profile.set('text', {}), false);
    assert.equal(profile.set('text_list', {}), false);
    assert.equal(profile.set('nothing', 'x'), false);
    assert.equal(profile.observe('view', {}), false);
    assert.equal(profile.set('text', 'plain'), true);
  } finally {
    for (const name of Object.keys(planted)) delete Object.prototype[name];
  }
  assert.equal(new TextDecoder().decode(told[0].slice(24)), 'plain');
});

test('what_a_value_does_while_it_is_read_comes_before_it', () => {
  const list = new Proxy(['a'], { get: (of, name) => (name === 'length' && profile.forget('text'), of[name]) });
  assert.equal(profile.set('text_list', list), true);
  assert.deepEqual(told.map(([kind]) => kind), [9, 7]);
});
