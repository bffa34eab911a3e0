// Parts that load later: once, in order, again after a failure, and never after closing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

globalThis.document = new EventTarget();
const { createLater } = await page('later.ts');
const settled = () => new Promise(setImmediate);

test('a_part_loads_once_when_it_is_first_needed', async () => {
  const log = [];
  const later = createLater(async () => (log.push('load'), 'part'));
  later.use(false, () => log.push('too early'));
  later.use(true, (part) => log.push('a ' + part));
  later.use(false, (part) => log.push('b ' + part));
  later.use(true, (part) => log.push('c ' + part));
  await settled();
  assert.deepEqual(log, ['load', 'a part', 'b part', 'c part']);
});

test('a_failure_is_reported_and_the_next_need_tries_again', async (context) => {
  const console_error = context.mock.method(console, 'error', () => {});
  const log = [];
  const answers = [Promise.reject(new Error('away')), Promise.resolve('part')];
  const later = createLater(
    () => answers.shift(),
    () => log.push('failed'),
  );
  later.use(true, () => log.push('never'));
  await settled();
  later.use(true, (part) => log.push(part));
  await settled();
  assert.deepEqual(log, ['failed', 'part']);
  assert.equal(console_error.mock.callCount(), 1);
});

test('nothing_is_done_after_closing', async () => {
  const log = [];
  const later = createLater(async () => log.push('load'));
  later.close();
  later.use(true, () => log.push('act'));
  await settled();
  assert.deepEqual(log, []);
});
