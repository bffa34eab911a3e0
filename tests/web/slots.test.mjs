// The rules of slots that need no page: when something may change, what a link is, how a value is clipped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

globalThis.HTMLElement = class {};
const { moveFor } = await page('slots/calm.ts');
const { isSame, slack_px } = await page('slots/box.ts');
const { isLink } = await page('slots/refused.ts');
const { keyOf } = await page('slots/content.ts');
const { clipped, createValues, max_value_characters } = await page('slots/values.ts');

const situation = { is_seen: true, was_seen: false, withheld: false, by_visitor: false, late: 'keep_default' };

test('what_nobody_has_seen_changes_at_once', () => {
  for (const late of ['keep_default', 'fade_in'])
    for (const by_visitor of [false, true]) assert.equal(moveFor({ ...situation, late, by_visitor, is_seen: false }), 'at_once');
});

test('what_was_seen_on_the_view_before_keeps_its_box', () => {
  assert.equal(moveFor({ ...situation, is_seen: false, was_seen: true }), 'fade');
  assert.equal(moveFor({ ...situation, is_seen: false, was_seen: true, withheld: true }), 'at_once');
});

test('what_was_seen_waits_for_the_next_navigation_or_fades_as_the_slot_declares', () => {
  assert.equal(moveFor(situation), 'wait');
  assert.equal(moveFor({ ...situation, late: 'fade_in' }), 'fade');
  assert.equal(moveFor({ ...situation, late: 'other' }), 'wait', 'on any doubt it waits');
});

test('the_visitors_own_act_changes_what_was_seen_and_the_end_of_consent_does_at_once', () => {
  assert.equal(moveFor({ ...situation, by_visitor: true }), 'fade');
  assert.equal(moveFor({ ...situation, withheld: true }), 'at_once');
});

test('boxes_are_the_same_within_what_rounding_makes', () => {
  const box = { width: 100, height: 50 };
  assert.ok(isSame(box, { width: 100 + slack_px, height: 50 - slack_px }));
  assert.ok(!isSame(box, { width: 100, height: 50 + 2 * slack_px }));
  assert.ok(!isSame(box, { width: 100 - 2 * slack_px, height: 50 }));
  assert.ok(isSame(box, undefined), 'what is not rendered moves nothing');
});

test('links_lead_to_pages_mailboxes_and_telephones', () => {
  for (const target of ['/a', 'a', '', '#a', '?x:y', '//a.example', 'https://a.example', 'HTTP://a', 'mailto:a@b', 'tel:+4', ' https://a'])
    assert.ok(isLink(target), target);
  for (const target of ['javascript:x', 'JAVASCRIPT:x', ' java\nscript:x', '\u0001javascript:x', 'java\tscript:x', 'data:text/html,x', 'blob:x', 'vbscript:x', 'file:///a'])
    assert.ok(!isLink(target), JSON.stringify(target));
});

test('a_value_is_one_line_and_ends_at_its_limit', () => {
  const most = '𝒳'.repeat(max_value_characters);
  assert.equal(clipped(most), most, 'characters count, not their units');
  assert.equal([...clipped(most + 'x')].length, max_value_characters);
  assert.ok(clipped(most + 'x').endsWith('…'));
  assert.equal([...clipped('x'.repeat(10_000))].length, max_value_characters);
  assert.equal(clipped('a\n\u0000b\u2028c'), 'a b c');
});

test('an_experience_has_one_name_and_default_content_none', () => {
  assert.equal(keyOf(null, null), '');
  assert.equal(keyOf('a', null), 'a/');
  assert.equal(keyOf('a', 'b'), 'a/b');
});

test('a_value_is_asked_for_once_until_values_may_have_changed', () => {
  globalThis.customElements = { get: () => true };
  const attributes = [{ id: 'name', type: 'text' }, { id: 'age', type: 'number' }];
  const asked = [];
  const values = createValues(
    () => ({ attributes, texts: {}, language: 'en' }),
    (attribute, slot) => {
      asked.push([attribute, slot]);
      return attribute === 0 ? 'Ada' : undefined;
    },
  );
  const both = () => values.ask(['age', 'name', 'unknown'], 2);
  assert.deepEqual([both(), both()], [['', 'Ada', ''], ['', 'Ada', '']]);
  assert.deepEqual(asked, [[1, 2], [0, 2]]);
  values.renew();
  both();
  assert.equal(asked.length, 4);
});
