// The core speaks in positions; the page puts the pack's names and sentences to them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { name } = await page('names.ts');

const symbols = {
  texts: { title: 'Your choice' },
  purposes: [
    { id: 'needed', title: 'Needed' },
    { id: 'ads', title: 'Ads' },
  ],
  attributes: [
    { id: 'age', type: 'number', source: 'declared', title: 'Age', purposes: ['Ads'] },
    { id: 'seen', type: 'text_list', source: 'observed', title: 'Seen', purposes: ['Ads'] },
  ],
  slots: [{ id: 'top', place: 'home.top', because: { old: 'You are older.' } }],
};

test('a_view_is_named_row_by_row', () => {
  const { view } = name(
    {
      do: 'view',
      view: { purposes: [{ on: true }, { on: false }], data: [{ attribute: 1, value: ['alps'], used: true }] },
    },
    symbols,
  );
  assert.equal(view.texts, symbols.texts);
  assert.deepEqual(view.purposes, [
    { on: true, id: 'needed', title: 'Needed' },
    { on: false, id: 'ads', title: 'Ads' },
  ]);
  assert.deepEqual(view.data, [{ attribute: 1, value: ['alps'], used: true, ...symbols.attributes[1] }]);
});

test('a_decision_gets_its_place_and_its_reason', () => {
  const decided = (experience) =>
    name({ do: 'decided', slots: [{ slot: 'top', experience, variant: null }] }, symbols).slots[0];
  assert.equal(decided('old').place, 'home.top');
  assert.equal(decided('old').because, 'You are older.');
  assert.equal(decided(null).because, undefined);
});

test('other_effects_stay_as_they_are', () => {
  assert.deepEqual(name({ do: 'refused', code: 2 }, symbols), { do: 'refused', code: 2 });
});
