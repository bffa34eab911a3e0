// What the page hears: only what the core has sent it, once in a page view, without the purposes it rests on.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './bundle.mjs';

const { createPageEvents } = await page('page-events.ts');

let heard;
beforeEach(() => {
  heard = [];
  globalThis.document = new EventTarget();
  for (const name of ['exposure', 'goal'])
    document.addEventListener('assent:' + name, ({ detail }) => heard.push([name, { ...detail }]));
});

const shown = { slot: 'hero', experience: 'alps', variant: null };
const send = (data) => ({ do: 'send', route: 'page', id: '1', subject: true, purposes: [], body: JSON.stringify({ data: { purposes: ['a'], ...data } }) });

test('an_exposure_and_a_goal_become_events_of_their_own', () => {
  const events = createPageEvents();
  events.tell(send(shown));
  events.tell(send({ ...shown, goal: 'enquiry' }));
  assert.deepEqual(heard, [
    ['exposure', shown],
    ['goal', { ...shown, goal: 'enquiry' }],
  ]);
});

test('a_core_that_begins_anew_tells_nothing_twice_and_another_page_view_does', () => {
  const events = createPageEvents();
  events.tell(send(shown));
  events.tell(send(shown));
  assert.equal(heard.length, 1);
  events.tell(send({ ...shown, experience: null }));
  assert.equal(heard.length, 2);
  events.navigated();
  events.tell(send(shown));
  assert.equal(heard.length, 3);
});
