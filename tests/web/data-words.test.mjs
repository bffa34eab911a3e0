// Values of the profile in words, as the visitor's own page of data shows them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { inWords } = await page('elements/data/data.ts');
const texts = { yes: 'Yes', no: 'No' };
const said = (value, type, language = 'en') => inWords(value, type, texts, language);

test('each_type_of_value_has_words', () => {
  assert.equal(said(true, 'boolean'), 'Yes');
  assert.equal(said(1234.5, 'number'), '1,234.5');
  assert.equal(said(['alps', 'sea'], 'text_list'), 'alps and sea');
  assert.equal(said('2026-12-01', 'date'), 'December 1, 2026');
  assert.equal(said({ a: [1] }, 'any'), '{"a":[1]}');
});

test('scores_are_shares_and_counts_are_times', () => {
  assert.equal(said({ aurora: 0.36, city: 0.2 }, 'scores'), 'aurora 36% and city 20%');
  assert.equal(said({ aurora: 0.36 }, 'scores', 'de'), 'aurora 36\u00a0%');
  assert.equal(said({ 'promo/winter-lights': { seen: 3, last: '2026-12-01T10:00:00.000Z' } }, 'counts'), 'promo/winter-lights 3 ×');
  assert.equal(said({}, 'scores'), '');
});
