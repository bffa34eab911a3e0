// window.assent: a script may restrict and never grant, and is told ids and codes only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { createApi, toValue } = await page('api.ts');

const userActivation = { isActive: true };
Object.defineProperty(globalThis, 'navigator', { value: { userActivation }, configurable: true });

function set(taken = true) {
  const told = [];
  const decision = {
    slot: 'hero',
    place: 'home.hero',
    experience: 'alps',
    variant: null,
    because: 'You are 34.',
    withheld: false,
    trace: [],
  };
  const symbols = { purposes: [{ id: 'necessary' }, { id: 'ads' }], goals: [{ id: 'enquiry', slot: 0 }], attributes: [{ id: 'age', type: 'number' }] };
  const tell = (event, by_visitor) => (told.push([event.kind, by_visitor]), taken);
  const standing = { get: () => ({ granted: ['necessary'], denied: ['ads'] }), onChange: () => () => {} };
  return { told, decision, api: createApi(symbols, tell, standing, () => [decision], (token) => told.push(token), {}, {}, (goal) => told.push(['goal', goal])) };
}

test('update_restricts_and_refuses_to_grant', () => {
  const { told, api } = set();
  api.consent.update({ ads: true, unknown: false });
  assert.deepEqual(told, []);
  api.consent.update({ ads: false });
  assert.deepEqual(told, [[6, undefined]]);
});

test('goal_says_whether_there_is_one_and_nothing_of_who_was_told', () => {
  const { told, api } = set();
  assert.equal(api.goal('enquiry'), true);
  assert.equal(api.goal('nothing'), false);
  assert.deepEqual(told, [['goal', 0]]);
});

test('share_hands_the_token_on', () => {
  const { told, api } = set();
  api.consent.share('a.b.c');
  assert.deepEqual(told, ['a.b.c']);
});

test('set_and_forget_are_the_visitors_acts_right_after_a_gesture_and_observe_never_is', () => {
  const { told, api } = set();
  assert.equal(api.profile.set('age', 34), true);
  assert.equal(api.profile.forget('age'), true);
  assert.equal(api.profile.observe('view', 'alps'), true);
  userActivation.isActive = false;
  assert.equal(api.profile.set('age', 34), true);
  assert.equal(api.profile.forget(), true);
  assert.equal(api.profile.set('unknown', 1), false);
  assert.deepEqual(told, [
    [7, true],
    [9, true],
    [8, undefined],
    [7, false],
    [9, false],
  ]);
});

test('what_the_core_refuses_is_answered_with_false', () => {
  assert.equal(set(false).api.profile.set('age', 34), false);
});

test('explain_gives_no_words_and_no_hold_on_the_session', () => {
  const { api, decision } = set();
  const explanation = api.explain('home.hero');
  assert.equal('because' in explanation, false);
  explanation.trace.push('mine');
  assert.deepEqual(decision.trace, []);
  assert.deepEqual(api.decide('hero'), { slot: 'hero', place: 'home.hero', experience: 'alps', variant: null });
  assert.equal(api.explain('unknown'), undefined);
});

test('push_calls_back_at_once_and_one_that_throws_stops_no_other', (context) => {
  context.mock.method(console, 'error', () => {});
  const { api } = set();
  const called = [];
  api.push(
    () => {
      throw new Error('of the page');
    },
    (given) => called.push(given === api),
  );
  assert.deepEqual(called, [true]);
});

test('values_take_the_type_of_their_attribute', () => {
  assert.deepEqual(toValue(true), { type: 'boolean', value: true });
  assert.deepEqual(toValue(1.5), { type: 'number', value: 1.5 });
  assert.deepEqual(toValue('2026-01-02'), { type: 'text', value: '2026-01-02' });
  assert.deepEqual(toValue('1970-01-02', 'date'), { type: 'date', value: 1 });
  assert.deepEqual(toValue(new Date(-1), 'date'), { type: 'date', value: -1 });
  assert.deepEqual(toValue('no date', 'date'), { type: 'text', value: 'no date' });
  assert.deepEqual(toValue(['a', 1]), { type: 'text_list', value: ['a', '1'] });
});
