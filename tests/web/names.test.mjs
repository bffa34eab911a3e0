// The core speaks in positions; the page puts the pack's names to them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { name } = await page('names.ts');

const symbols = {
  texts: { title: 'Your choice' },
  purposes: [
    { id: 'needed' },
    { id: 'ads' },
  ],
  attributes: [
    { id: 'age', type: 'number' },
    { id: 'seen', type: 'text_list' },
  ],
  slots: [
    { id: 'top', place: 'home.top' },
    { id: 'a feature', place: '' },
  ],
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
    { on: true, id: 'needed' },
    { on: false, id: 'ads' },
  ]);
  assert.deepEqual(view.data, [{ attribute: 1, value: ['alps'], used: true, ...symbols.attributes[1] }]);
});

test('a_decision_gets_its_place_and_what_has_none_is_left_out', () => {
  const { slots } = name({ do: 'decided', slots: [{ slot: 'top' }, { slot: 'a feature' }] }, symbols);
  assert.deepEqual(slots, [{ slot: 'top', place: 'home.top' }]);
});

test('other_effects_stay_as_they_are', () => {
  assert.deepEqual(name({ do: 'refused', code: 2 }, symbols), { do: 'refused', code: 2 });
});
