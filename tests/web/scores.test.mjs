// Scores of a page as the core reads them: src/profile/scores.hpp.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { encodeScores } = await page('scores.ts');
const { toValue } = await page('api.ts');

/** The record, read as the core reads it. */
function read(record) {
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  const scores = [];
  for (let at = 0; at < record.length; ) {
    const size = view.getUint16(at, true);
    const choice = new TextDecoder().decode(record.subarray(at + 2, at + 2 + size));
    scores.push([choice, view.getFloat64(at + 2 + size, true)]);
    at += 2 + size + 8;
  }
  return scores;
}

test('scores_stand_in_the_order_of_their_choices_bytes', () => {
  const scores = { sea: 0.25, alps: 0.5, 'alps and sea': 1, 'Übersee': 0, '\u{1F3D4}': 0.1, '\uFF5E': 0.2 };
  assert.deepEqual(read(encodeScores(scores)), [
    ['alps', 0.5],
    ['alps and sea', 1],
    ['sea', 0.25],
    ['Übersee', 0],
    ['\uFF5E', 0.2],
    ['\u{1F3D4}', 0.1],
  ]);
});

test('no_scores_are_an_empty_record', () => {
  assert.deepEqual([...encodeScores({})], []);
});

test('what_is_no_scores_is_no_record', () => {
  for (const wrong of [null, undefined, 1, 'alps', ['alps'], { alps: '0.5' }, { alps: null }, { ['x'.repeat(257)]: 1 }])
    assert.deepEqual([...encodeScores(wrong)], [0]);
  assert.equal(encodeScores({ ['x'.repeat(256)]: 1 }).length, 2 + 256 + 8);
});

test('numbers_that_are_no_scores_go_on_for_the_core_to_refuse', () => {
  assert.deepEqual(read(encodeScores({ alps: 2, sea: -Infinity })), [
    ['alps', 2],
    ['sea', -Infinity],
  ]);
});

test('an_attribute_of_scores_takes_an_object', () => {
  assert.deepEqual(toValue({ alps: 0.5 }, 'scores'), { type: 'scores', value: encodeScores({ alps: 0.5 }) });
});
