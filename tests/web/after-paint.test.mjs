// What waits for a frame: never lost when the page is left first, done once, and what follows waits no second time.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { page } from './bundle.mjs';

let frames = [];
const leavers = new Set();
globalThis.document = { hidden: false };
globalThis.requestAnimationFrame = (act) => frames.push(act);
globalThis.addEventListener = (_, act) => leavers.add(act);
globalThis.removeEventListener = (_, act) => leavers.delete(act);
const { afterPaint } = await page('page.ts');

const frame = () => new Promise((resolve) => (frames.splice(0).forEach((act) => act()), setTimeout(resolve, 5)));
let log;
beforeEach(() => {
  frames = [];
  log = [];
  leavers.clear();
  document.hidden = false;
});

test('it_waits_for_a_frame_and_leaves_nothing_behind', async () => {
  afterPaint(() => log.push('done'));
  assert.deepEqual(log, []);
  await frame();
  assert.deepEqual([log, leavers.size], [['done'], 0]);
});

test('what_waits_is_done_at_once_and_only_once_where_the_page_is_left', async () => {
  afterPaint(() => log.push('done'));
  for (const leave of [...leavers]) leave();
  assert.deepEqual(log, ['done']);
  await frame();
  assert.deepEqual(log, ['done']);
});

test('where_nobody_looks_nothing_waits', () => {
  document.hidden = true;
  afterPaint(() => log.push('done'));
  assert.deepEqual(log, ['done']);
});

test('what_follows_waits_for_no_second_frame_and_the_rest_does', async () => {
  afterPaint(() => {
    afterPaint(() => log.push('follows'), true);
    afterPaint(() => log.push('waits'));
    log.push('first');
  });
  await frame();
  assert.deepEqual(log, ['first', 'follows']);
  await frame();
  assert.deepEqual(log, ['first', 'follows', 'waits']);
});
