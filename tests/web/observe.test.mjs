// Declarative observation without a browser: its small language, and how long an element has been in sight. Clicks, forms
// and consent are in tests/browser/observe.test.mjs.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { page } from './bundle.mjs';

const { readItems, max_attribute_letters, max_dwell_s, max_items } = await page('observe/language.ts');
const { createSight, isInSight } = await page('observe/sight.ts');

const value = (text) => readItems(`view:a=${text}`)[0].value;

test('an_item_is_a_kind_a_signal_and_a_value', () => {
  assert.deepEqual(readItems('view:view-category=alps'), [{ kind: 'view', seconds: 1, signal: 'view-category', value: 'alps' }]);
  assert.deepEqual(readItems('dwell 10s:reads=alps'), [{ kind: 'dwell', seconds: 10, signal: 'reads', value: 'alps' }]);
  assert.deepEqual(readItems('click:cart'), [{ kind: 'click', seconds: 0, signal: 'cart', value: true }]);
  assert.deepEqual(readItems('submit:search=@q'), [{ kind: 'submit', seconds: 0, signal: 'search', value: '', field: 'q' }]);
});

test('items_are_separated_and_space_between_words_does_not_count', () => {
  const items = readItems(' view : a = one two ;\n  click:b ; dwell 2s:shop:c=3; ');
  assert.deepEqual(items.map(({ kind, signal, value }) => [kind, signal, value]), [['view', 'a', 'one two'], ['click', 'b', true], ['dwell', 'shop:c', 3]]);
});

test('values_are_booleans_numbers_as_json_has_them_and_texts', () => {
  assert.deepEqual(['true', 'false', '0', '-1.5', '12'].map(value), [true, false, 0, -1.5, 12]);
  assert.deepEqual(['007', '1e3', '+1', '.5', 'TRUE', '1.', "it's", 'a=b', "'7'", "'a;b @c'"].map(value), [
    '007', '1e3', '+1', '.5', 'TRUE', '1.', "it's", 'a=b', '7', 'a;b @c',
  ]);
});

test('what_is_not_of_the_language_is_said_from_where_on', () => {
  for (const [text, from] of [
    ['alps', 'alps'],
    ['view:a; see:b', 'see:b'],
    ['view:a b', 'view:a b'],
    ['view:=b', 'view:=b'],
    ["view:a='open", "view:a='open"],
    ["view:a='b'c", "view:a='b'c"],
    ['dwell:a', 'dwell:a'],
    ['dwell 1m:a', 'dwell 1m:a'],
    ['view:__proto__', 'view:__proto__'],
    ['view:a;;', ';'],
  ])
    assert.equal(readItems(text), `not understood: ${from}`, text);
  for (const text of ['', ' ']) assert.equal(typeof readItems(text), 'string', text);
  for (const text of ['view:a=', "view:a=''", 'view:a= ;view:b']) assert.equal(readItems(text), 'a value is missing', text);
  assert.match(readItems('click:a=@q'), /belongs to submit/);
});

test('no_markup_tells_a_signal_of_bundles', () => {
  assert.match(readItems('view:bundle:tier=gold'), /signed bundles/);
  assert.equal(readItems('view:bundles=gold').length, 1);
});

test('limits_hold_at_the_limit_and_not_one_past_it', () => {
  const items = (count) => readItems(Array.from({ length: count }, (_, at) => `click:s${at}`).join(';'));
  assert.equal(items(max_items).length, max_items);
  assert.match(items(max_items + 1), /more than 8 signals/);
  assert.equal(readItems(`dwell ${max_dwell_s}s:a`)[0].seconds, max_dwell_s);
  for (const seconds of [0, max_dwell_s + 1]) assert.match(readItems(`dwell ${seconds}s:a`), /1 to 3600/);
  const long = (letters) => readItems('view:a=' + 'x'.repeat(letters - 'view:a='.length));
  assert.equal(long(max_attribute_letters).length, 1);
  assert.match(long(max_attribute_letters + 1), /longer than 1024 letters/);
});

const entry = (ratio, height = 100) => ({ isIntersecting: true, intersectionRatio: ratio, intersectionRect: { height } });

test('half_of_an_element_or_half_of_the_window_is_in_sight', () => {
  assert.equal(isInSight(entry(0.5), 800), true);
  assert.equal(isInSight(entry(0.49), 800), false);
  assert.equal(isInSight(entry(0.1, 400), 800), true);
  assert.equal(isInSight(entry(0.1, 399), 800), false);
  assert.equal(isInSight({ ...entry(1), isIntersecting: false }, 800), false);
});

let intersect; // of the observer that was made last
let observed;
let hear;
let now_ms;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  observed = new Set();
  now_ms = 0;
  performance.now = () => now_ms;
  globalThis.innerHeight = 800;
  globalThis.document = { hidden: false };
  globalThis.addEventListener = (_, listener) => (hear = listener);
  globalThis.removeEventListener = () => {};
  globalThis.IntersectionObserver = class {
    constructor(found) {
      intersect = (target, ratio) => found([{ target, ...entry(ratio), isIntersecting: ratio > 0 }]);
    }
    observe = (element) => observed.add(element);
    unobserve = (element) => observed.delete(element);
    disconnect = () => observed.clear();
  };
});

const pass = (ms) => {
  now_ms += ms;
  mock.timers.tick(ms);
};
function look(text) {
  const told = [];
  const element = { name: 'element' };
  const sight = createSight((_, item) => told.push(item.signal));
  sight.set(new Map([[element, readItems(text)]]));
  return { told, element, sight };
}

test('a_view_takes_a_second_without_a_break_and_is_told_once', () => {
  const { told, element } = look('view:a');
  intersect(element, 0.6);
  pass(999);
  intersect(element, 0.4);
  pass(5_000);
  intersect(element, 0.5);
  pass(999);
  assert.deepEqual(told, []);
  pass(1);
  intersect(element, 0);
  intersect(element, 1);
  pass(5_000);
  assert.deepEqual(told, ['a']);
});

test('a_dwell_adds_up_over_the_page_view', () => {
  const { told, element } = look('dwell 3s:a; dwell 2s:b');
  intersect(element, 1);
  pass(1_500);
  intersect(element, 0);
  pass(60_000);
  intersect(element, 1);
  pass(499);
  assert.deepEqual(told, []);
  pass(1);
  assert.deepEqual(told, ['b']);
  pass(1_000);
  assert.deepEqual(told, ['b', 'a']);
});

test('while_nobody_looks_at_the_page_nothing_is_in_sight', () => {
  const { told, element } = look('view:a');
  intersect(element, 1);
  pass(500);
  document.hidden = true;
  hear();
  pass(60_000);
  document.hidden = false;
  hear();
  pass(999);
  assert.deepEqual(told, []);
  pass(1);
  assert.deepEqual(told, ['a']);
});

test('a_new_page_view_begins_anew_with_what_is_still_there', () => {
  const { told, element, sight } = look('view:a; dwell 2s:b');
  intersect(element, 1);
  pass(1_900);
  sight.renew();
  pass(1_999);
  assert.deepEqual(told, ['a', 'a']);
  pass(1);
  assert.deepEqual(told, ['a', 'a', 'b']);
});

test('an_element_that_leaves_or_says_something_else_is_not_told_as_it_was', () => {
  const { told, element, sight } = look('view:a');
  intersect(element, 1);
  pass(500);
  sight.set(new Map([[element, readItems('view:b')]]));
  assert.equal(observed.size, 1);
  pass(5_000);
  assert.deepEqual(told, []);
  intersect(element, 1);
  sight.set(new Map());
  pass(5_000);
  assert.deepEqual([told, observed.size], [[], 0]);
});

test('an_element_that_stays_is_not_begun_anew', () => {
  const { told, element, sight } = look('view:a');
  const items = readItems('view:a');
  sight.set(new Map([[element, items]]));
  intersect(element, 1);
  pass(600);
  sight.set(new Map([[element, items]]));
  pass(400);
  assert.deepEqual(told, ['a']);
});

test('what_has_stopped_tells_nothing_more', () => {
  const { told, element, sight } = look('view:a');
  intersect(element, 1);
  sight.stop();
  pass(5_000);
  assert.deepEqual([told, observed.size], [[], 0]);
});

test('clicks_are_none_of_it', () => {
  const { told, element } = look('click:a; submit:b');
  intersect(element, 1);
  pass(5_000);
  assert.deepEqual(told, []);
});
