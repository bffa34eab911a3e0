// Delivery: records before events, signatures before the key goes, retraction before sending, back-off, refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createQueue } = await page('transport/queue.ts');
const delivery = await page('transport/delivery.ts');
const { backOff, createDelivery, first_delay_ms, max_batch_bytes, max_batch_events, max_delay_ms, nextBatch } =
  delivery;

const event = (id, purpose = 'ads', body = `{"id":"${id}"}`) => ({
  route: 'events',
  id,
  subject: true,
  purposes: [purpose],
  body,
});
const record = (id, subject = true) => ({
  route: 'consents',
  id,
  subject,
  purposes: [],
  body: `{"record_id":"${id}"}`,
});
const erase = { route: 'erase', id: 'erase', subject: true, purposes: [], body: '' };

/** A queue with its delivery; `answers` are the statuses of the posts, 200 past their end. What happens is in `log`. */
function set({ items = [], answers = [], signing = () => {}, has_key = true } = {}) {
  const queue = createQueue(memoryCell());
  for (const item of items) queue.add(item);
  const log = [];
  let key = has_key;
  const subject = {
    async sign(body, create) {
      signing(queue);
      if (create) key = true;
      if (!key) return undefined;
      log.push('sign ' + Buffer.from(body).toString());
      return { key: 'KEY', signature: 'SIGNATURE' };
    },
    async forget() {
      key = false;
      log.push('forget');
    },
  };
  const deliver = createDelivery({
    queue,
    subject,
    async post(path, type, body, sealed) {
      log.push(`post ${path} ${Buffer.from(body)}${sealed ? ' sealed' : ''}`);
      const answer = answers.shift() ?? 200;
      return typeof answer === 'number' ? { status: answer, text: '{}' } : answer;
    },
    later: (delay_ms) => log.push('later ' + delay_ms),
    random: () => 1,
    sent: (item) => log.push('sent ' + item.id),
    refused: (ids) => log.push('refused ' + ids.join()),
  });
  return { queue, log, deliver };
}
const posts = (log) => log.filter((line) => line.startsWith('post'));

test('records_are_sealed_and_sent_before_any_event', async () => {
  const { queue, log, deliver } = set({ items: [event('e'), record('r')] });
  await deliver();
  assert.deepEqual(log, [
    'sign {"record_id":"r"}',
    'post consents {"record_id":"r"} sealed',
    'sent r',
    'sign [{"id":"e"}]',
    'post events [{"id":"e"}] sealed',
    'sent e',
  ]);
  assert.deepEqual(queue.all(), []);
});

test('a_refusal_without_subject_is_sent_unsigned_and_makes_no_key', async () => {
  const { log, deliver } = set({ items: [record('r', false)], has_key: false });
  await deliver();
  assert.deepEqual(log, ['post consents {"record_id":"r"}', 'sent r']);
});

test('events_wait_while_a_record_cannot_be_delivered', async () => {
  const { queue, log, deliver } = set({ items: [record('r'), event('e')], answers: [503] });
  await deliver();
  assert.equal(posts(log).length, 1);
  assert.deepEqual(
    queue.all().map((item) => item.id),
    ['r', 'e'],
  );
  assert.equal(log.at(-1), 'later ' + first_delay_ms);
});

test('a_withdrawal_is_signed_before_its_key_goes_and_stays_queued_until_delivered', async () => {
  const { queue, log, deliver } = set({ items: [record('withdrawal'), erase], answers: [0, 201] });
  await deliver();
  assert.deepEqual(log.slice(0, 3), [
    'sign {"record_id":"withdrawal"}',
    'forget',
    'post consents {"record_id":"withdrawal"} sealed',
  ]);
  assert.deepEqual(
    queue.all().map((item) => [item.id, item.signature]),
    [['withdrawal', 'SIGNATURE']],
  );
  await deliver();
  assert.deepEqual(queue.all(), []);
  assert.equal(log.filter((line) => line.startsWith('sign')).length, 1);
});

test('withdrawn_purpose_blocks_queued_event', async () => {
  const { queue, log, deliver } = set({
    items: [event('kept', 'measurement'), event('gone', 'ads')],
    signing: (queue) => queue.retract(['measurement']),
  });
  await deliver();
  assert.deepEqual(posts(log), ['post events [{"id":"kept"}] sealed']);
  assert.deepEqual(queue.all(), []);
});

test('a_record_that_comes_while_a_batch_is_signed_goes_first', async () => {
  let late = [record('late')];
  const { log, deliver } = set({ items: [event('e')], signing: (queue) => late.splice(0).forEach(queue.add) });
  await deliver();
  assert.deepEqual(
    posts(log).map((line) => line.split(' ')[1]),
    ['consents', 'events'],
  );
});

test('events_without_a_subject_key_are_dropped', async () => {
  const { queue, log, deliver } = set({ items: [event('e')], has_key: false });
  await deliver();
  assert.deepEqual(log, ['refused e']);
  assert.deepEqual(queue.all(), []);
});

test('a_gate_refusal_drops_the_whole_batch_and_names_the_refused', async () => {
  const results = [
    { id: 'a', status: 'stored' },
    { id: 'b', status: 'refused', rule: 'attribute_without_consent' },
  ];
  const { queue, log, deliver } = set({
    items: [event('a'), event('b')],
    answers: [{ status: 403, text: JSON.stringify({ results }) }],
  });
  await deliver();
  assert.deepEqual(log.slice(-2), ['refused b', 'sent a']);
  assert.deepEqual(queue.all(), []);
});

test('other_client_errors_drop_and_do_not_retry', async () => {
  for (const status of [400, 401, 403, 404, 409, 413]) {
    const { queue, log, deliver } = set({ items: [event('a')], answers: [{ status, text: 'no json' }] });
    await deliver();
    assert.deepEqual(log.slice(-1), ['refused a'], String(status));
    assert.deepEqual(queue.all(), []);
  }
});

test('no_answer_and_not_now_are_tried_again_with_growing_delays', async () => {
  const { queue, log, deliver } = set({ items: [event('a')], answers: [0, 500, 429, 408, 200] });
  for (let turn = 0; turn < 5; turn++) await deliver();
  const delays = log.filter((line) => line.startsWith('later')).map((line) => Number(line.split(' ')[1]));
  assert.deepEqual(
    delays,
    [1, 2, 4, 8].map((times) => times * first_delay_ms),
  );
  assert.deepEqual(queue.all(), []);
});

test('back_off_is_half_random_and_bounded', () => {
  assert.equal(backOff(0, 0), first_delay_ms / 2);
  assert.equal(backOff(0, 1), first_delay_ms);
  assert.equal(backOff(8, 1), 256_000);
  assert.equal(backOff(9, 1), max_delay_ms);
  assert.equal(backOff(5_000, 1), max_delay_ms);
});

test('a_batch_holds_the_limit_of_events_and_not_one_more', () => {
  const many = (count) => Array.from({ length: count }, (_, at) => event('e' + at));
  assert.equal(nextBatch(many(max_batch_events)).length, max_batch_events);
  assert.equal(nextBatch(many(max_batch_events + 1)).length, max_batch_events);
});

test('a_batch_holds_the_limit_of_bytes_and_not_one_more', () => {
  const sized = (bytes) => event('big', 'ads', 'ü'.repeat(bytes / 2));
  const half = max_batch_bytes / 2;
  assert.equal(nextBatch([sized(half - 2), sized(half - 2)]).length, 2);
  assert.equal(nextBatch([sized(half - 2), sized(half)]).length, 1);
  assert.equal(nextBatch([sized(max_batch_bytes * 2), event('next')]).length, 1);
});
