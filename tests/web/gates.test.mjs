// What the gates say and when they clear: tags hear each change once, nothing is cleared before an answer, and a
// placeholder offers only what would hold.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const left = [];
globalThis.addEventListener = (name, act) => name === 'pagehide' && left.push(act);
const { createSignals } = await page('gates/signals.ts');
const { createClearing } = await page('gates/clearing.ts');
const { is_chosen, is_overridden_by_gpc, is_under_age } = await page('numbers.ts');
const { offerOf } = await page('gates/placeholders.ts');

const all = { google: true, uet: true, clarity: true };
const signals = [
  { type: 'analytics_storage', purposes: ['measurement'] },
  { type: 'ad_storage', purposes: ['marketing', 'measurement'] },
];
const plain = (calls) => calls.map((call) => [...call]);

test('a_type_is_granted_when_all_of_its_purposes_stand_and_told_only_when_it_changes', () => {
  const tags = {};
  const tell = createSignals(signals, all, tags);
  tell([]);
  tell(['measurement']);
  tell(['measurement']);
  tell(['measurement', 'marketing']);
  tell([]);
  assert.deepEqual(plain(tags.dataLayer), [
    ['consent', 'update', { analytics_storage: 'denied', ad_storage: 'denied' }],
    ['consent', 'update', { analytics_storage: 'granted' }],
    ['consent', 'update', { ad_storage: 'granted' }],
    ['consent', 'update', { analytics_storage: 'denied', ad_storage: 'denied' }],
  ]);
  assert.ok(tags.dataLayer.every((call) => Object.prototype.toString.call(call) === '[object Arguments]'), 'as gtag pushes it');
  assert.deepEqual(tags.uetq, ['consent', 'update', { ad_storage: 'denied' }, 'consent', 'update', { ad_storage: 'granted' }, 'consent', 'update', { ad_storage: 'denied' }]);
  assert.deepEqual(plain(tags.clarity.q).at(-2), ['consentv2', { ad_Storage: 'granted', analytics_Storage: 'granted' }]);
});

test('only_the_tags_that_the_policy_names_are_told_and_their_own_queues_are_kept', () => {
  const queue = ['before'];
  const tags = { uetq: queue };
  createSignals(signals, { google: false, uet: true, clarity: false }, tags)(['marketing', 'measurement']);
  assert.deepEqual(Object.keys(tags), ['uetq']);
  assert.deepEqual(queue, ['before', 'consent', 'update', { ad_storage: 'granted' }]);
});

test('a_type_of_no_purpose_is_never_granted', () => {
  const tags = {};
  createSignals([{ type: 'ad_storage', purposes: [] }], all, tags)(['measurement']);
  assert.deepEqual(plain(tags.dataLayer), [['consent', 'update', { ad_storage: 'denied' }]]);
});

const service = (id) => ({ id, title: id, purposes: [], origins: [], cookies: [], storage: [] });
function clearing() {
  const cleared = [];
  left.length = 0;
  const { set } = createClearing([service('tags'), service('video')], ({ id }) => cleared.push(id));
  return {
    set: (standing, allowed, acts = 0) => set({ view: { answered: !['never_asked', 'shown'].includes(standing) }, allowed, granted: [], acts }),
    taken: () => cleared.splice(0),
    leave: () => left.forEach((act) => act()),
  };
}

test('nothing_is_cleared_before_an_answer', () => {
  const { set, taken, leave } = clearing();
  set('never_asked', []);
  set('shown', []);
  leave();
  assert.deepEqual(taken(), []);
});

test('what_is_refused_is_cleared_once_for_each_answer_and_again_when_the_page_is_left', () => {
  const { set, taken, leave } = clearing();
  set('chosen', ['video'], 1);
  set('chosen', ['video'], 1);
  assert.deepEqual(taken(), ['tags']);
  set('chosen', ['video'], 2);
  assert.deepEqual(taken(), ['tags']);
  leave();
  assert.deepEqual(taken(), ['tags']);
});

test('what_is_taken_back_is_cleared_and_what_is_allowed_again_is_left_alone', () => {
  const { set, taken, leave } = clearing();
  set('never_asked', ['tags', 'video']);
  set('never_asked', ['tags']);
  assert.deepEqual(taken(), ['video']);
  set('chosen', ['tags', 'video'], 1);
  leave();
  assert.deepEqual(taken(), []);
});

const texts = { load_once: 'once', always_allow: 'always', blocked: 'blocked', age_note: 'under {age}', explicit_note: 'explicit' };
const view = { texts: { gpc_honored: 'signal' }, age: 16 };
const row = (blocked = is_chosen, separate = false) => ({ blocked, separate });
const offer = (...rows) => Object.values(offerOf(rows, { texts, view }));

test('a_placeholder_offers_only_what_would_hold', () => {
  assert.deepEqual(offer(row()), ['', 'once', 'always']);
  assert.deepEqual(offer(row(is_under_age)), ['under 16', '', '']);
  assert.deepEqual(offer(row(), row(is_overridden_by_gpc)), ['signal', 'once', '']);
  assert.deepEqual(offer(row(is_chosen, true)), ['explicit', 'once', 'always']);
  assert.deepEqual(offer(row(is_chosen, true), row()), ['explicit', 'once', '']);
});
