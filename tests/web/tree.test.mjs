// Trees: any value that a page gives becomes a record that the core takes, or nothing; nothing is thrown.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { encodeTree, max_tree_bytes, max_tree_depth } = await page('tree.ts');
const { trees } = JSON.parse(readFileSync(new URL('trees.json', import.meta.url), 'utf8'));

const least_bytes = 17; // of a record: tag, number and the lengths of two texts
const hex = (value) => {
  const record = encodeTree(value);
  return record && Buffer.from(record).toString('hex');
};
const same = (value, as) => assert.equal(hex(value), hex(as));
function nested(lists, value) {
  return lists ? [nested(lists - 1, value)] : value;
}

test('records_are_those_of_the_shared_table', () => {
  assert.ok(trees.length > 30);
  for (const { json, hex: expected } of trees) assert.equal(hex(JSON.parse(json)), expected, json);
});

test('what_json_does_not_know_is_null_and_a_bigint_its_number', () => {
  for (const value of [undefined, () => 1, Symbol('a'), class {}]) same(value, null);
  same({ a: undefined, b: [() => 1, , undefined] }, { a: null, b: [null, null, null] });
  same(2n ** 70n, 2 ** 70);
  same(-1n, -1);
});

test('numbers_that_are_not_finite_keep_their_text', () => {
  assert.equal(hex(NaN), '03' + '000000000000f87f' + '030000004e614e' + '030000006e616e');
  assert.equal(hex(0 / 0), hex(NaN));
  assert.equal(hex(-Infinity).slice(2, 18), '000000000000f0ff');
});

test('an_object_is_its_own_enumerable_properties', () => {
  class Point {
    x = 1;
    #y = 2;
    get z() {
      return this.#y;
    }
  }
  same(new Point(), { x: 1 });
  same(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }), { own: 2 });
  same(Object.assign(Object.create(null), { a: 1 }), { a: 1 });
  same({ [Symbol('a')]: 1, get b() { return 2; } }, { b: 2 });
  for (const value of [new Date(0), new Map([[1, 2]]), /a/, new Number(7)]) same(value, {});
});

test('nothing_of_a_value_runs_but_its_getters', () => {
  const forbidden = () => assert.fail('called');
  const value = { toString: 1, toJSON: null };
  Object.defineProperty(value, 'valueOf', { value: forbidden });
  Object.defineProperty(value, Symbol.toPrimitive, { value: forbidden });
  const list = Object.assign([value], {});
  Object.defineProperty(list, 'toString', { value: forbidden });
  Object.defineProperty(list, 'join', { value: forbidden });
  Object.defineProperty(list, Symbol.iterator, { value: forbidden });
  same(list, [{ toString: 1, toJSON: null }]);
});

test('a_getter_or_a_proxy_that_throws_gives_nothing', () => {
  const fail = () => {
    throw new Error('mine');
  };
  assert.equal(encodeTree({ get a() { return fail(); } }), undefined);
  assert.equal(encodeTree([{ deep: new Proxy({}, { ownKeys: fail }) }]), undefined);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  assert.equal(encodeTree(proxy), undefined);
});

test('a_cycle_gives_nothing_and_a_value_that_stands_twice_is_written_twice', () => {
  const circle = { name: 'a' };
  circle.self = circle;
  const list = [];
  list.push(list, list);
  assert.equal(encodeTree(circle), undefined);
  assert.equal(encodeTree(list), undefined);
  const shared = { a: 1 };
  same([shared, shared], [{ a: 1 }, { a: 1 }]);
});

test('half_a_pair_becomes_the_replacement_character', () => {
  same('a\ud800', 'a\ufffd');
  same(['\udc00B'], ['\ufffdB']);
  same({ '\ud800': 1 }, { '\ufffd': 1 });
});

test('a_tree_of_65536_bytes_is_written_and_of_65537_is_not', () => {
  const longest = 'x'.repeat(max_tree_bytes - least_bytes);
  assert.equal(encodeTree(longest).length, max_tree_bytes);
  assert.equal(encodeTree(longest + 'x'), undefined);
  const item = 'x'.repeat((max_tree_bytes - 2 * least_bytes - 8) / 2); // it stands in the list's text once more
  assert.equal(encodeTree([item]).length, max_tree_bytes);
  assert.equal(encodeTree([item + 'x']), undefined);
  const key = 'k'.repeat(max_tree_bytes - 2 * least_bytes - 8 - 4 - '[object Object][object object]null'.length);
  assert.equal(encodeTree({ [key]: null }).length, max_tree_bytes);
  assert.equal(encodeTree({ [key + 'k']: null }), undefined);
});

test('a_tree_of_32_levels_is_written_and_of_33_is_not', () => {
  for (const value of [true, [], {}]) {
    assert.ok(encodeTree(nested(max_tree_depth - 1, value)));
    assert.equal(encodeTree(nested(max_tree_depth, value)), undefined);
  }
});

test('what_is_far_too_large_is_given_up_before_more_is_read_than_fits', () => {
  let reads = 0;
  const counted = () => ++reads % 2 > 0;
  let doubled = [{ get a() { return counted(); } }];
  for (let level = 3; level < max_tree_depth; ++level) doubled = [doubled, doubled];
  const endless = new Proxy([], { get: (_, name) => (name === 'length' ? Infinity : counted()) });
  for (const value of [doubled, endless]) {
    reads = 0;
    assert.equal(encodeTree(value), undefined);
    assert.ok(reads > 100 && reads <= max_tree_bytes / least_bytes, `${reads} reads`);
  }
  assert.equal(encodeTree(new Array(2 ** 32 - 1)), undefined);
});
