// What stands: told once for each change, first to the widget, then to the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

globalThis.document = new EventTarget();
const { createStanding } = await page('standing.ts');

function set() {
  const log = [];
  const standing = createStanding(['necessary', 'ads'], (granted, act) => log.push(`changed ${granted} by ${act}`));
  return { log, standing };
}
const view = (changed, ...on) => ({
  changed,
  purposes: ['necessary', 'ads'].map((id) => ({ id, on: on.includes(id) })),
});

test('a_first_view_tells_what_stands_and_the_same_again_tells_nothing', () => {
  const { log, standing } = set();
  standing.read(view(false, 'necessary'));
  standing.read(view(false, 'necessary'));
  assert.deepEqual(log, ['changed necessary by none']);
  assert.deepEqual(standing.get(), { granted: ['necessary'], denied: ['ads'] });
});

test('a_moved_switch_is_no_consent', () => {
  const { log, standing } = set();
  standing.read(view(true, 'necessary', 'ads'));
  assert.deepEqual(log, []);
});

test('listeners_hear_of_each_change_until_they_leave', async () => {
  const { standing } = set();
  const heard = [];
  const leave = standing.onChange((consent) => heard.push(consent.granted));
  standing.set(['ads'], 'save');
  await null;
  leave();
  standing.set([], 'reject_all');
  await null;
  assert.deepEqual(heard, [['ads']]);
});

test('what_is_handed_out_is_a_copy', () => {
  const { standing } = set();
  standing.set(['ads'], 'save');
  standing.get().granted.push('smuggled');
  assert.deepEqual(standing.get().granted, ['ads']);
});

test('the_page_is_told_with_the_act', () => {
  const { standing } = set();
  const told = [];
  document.addEventListener('assent:consent', ({ detail }) => told.push(detail), { once: true });
  standing.set(['ads'], 'save');
  assert.deepEqual(told, [{ act: 'save', granted: ['ads'], denied: ['necessary'] }]);
});
