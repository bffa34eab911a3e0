// Patterns of cookie names and storage keys: what they match, what they do not, and that no pattern runs away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { matches } = await page('pattern.ts');

const cases = {
  a_name_without_a_star_is_itself: [['_vid', '_vid'], ['_vid', '_vid2'], ['_vid', 'x_vid']],
  a_star_at_the_end_is_any_ending: [['_ga*', '_ga'], ['_ga*', '_g']],
  a_star_in_front_is_any_beginning: [['*:seen', 'vid:seen'], ['*:seen', 'vid:seen2']],
  a_star_inside_is_any_run: [['_pk_*.id', '_pk_7.id'], ['_pk_*.id', '_pk_7']],
  a_piece_is_not_used_twice: [['aba*aba', 'abaaba'], ['aba*aba', 'ababa'], ['ab*ba', 'aba']],
  pieces_stand_in_order: [['a*b*c', 'a1b2c'], ['a*b*c', 'acb'], ['*b*a*', 'ab']],
  a_piece_that_is_also_the_ending: [['*a*a', 'xaa'], ['*a*a', 'xa']],
  a_star_alone_is_everything: [['*', '']],
  nothing_is_only_nothing: [['', ''], ['', 'a']],
  signs_of_regular_expressions_are_letters: [['a.b*', 'a.bc'], ['a.b*', 'axbc'], ['(a+)+$', 'aaaa']],
};

for (const [name, [[pattern, text], ...others]] of Object.entries(cases))
  test(name, () => {
    assert.equal(matches(pattern, text), true, `${pattern} matches ${text}`);
    for (const [wrong, no] of others) assert.equal(matches(wrong, no), false, `${wrong} does not match ${no}`);
  });

test('two_stars_are_one', () => assert.equal(matches('a**b', 'ab'), true));

test('what_makes_a_backtracking_matcher_run_away_ends', () => {
  assert.equal(matches('a*'.repeat(200) + 'b', 'a'.repeat(20_000)), false);
});
