// Delivery: records before events, signatures before the key goes, retraction before sending, back-off, refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createQueue } = await page('transport/queue.ts');
const delivery = await page('transport/delivery.ts');
const { backOff, createDelivery, first_delay_ms, max_batch_bytes, max_batch_events, max_delay_ms, max_doubts, nextBatch } =
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

/**
 * A queue with its delivery at `clock`.ms; `answers` are the statuses of the posts, 200 past their end, and `faults`
 * those of the receipts, none past theirs. What happens is in `log`.
 */
function set({ items = [], answers = [], faults = [], signing = () => {}, posting = () => {}, has_key = true } = {}) {
  const queue = createQueue(memoryCell());
  for (const item of items) queue.add(item);
  const log = [];
  const clock = { ms: 1_000_000 };
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
  const { deliver, hurry, leave } = createDelivery({
    queue,
    subject,
    async post(path, type, body, sealed, stop) {
      log.push(`post ${path} ${Buffer.from(body)}${sealed ? ' sealed' : ''}`);
      await posting({ path, queue, hurry, stop, clock });
      if (stop?.aborted) return { status: 0, text: '' };
      const answer = answers.shift() ?? 200;
      return typeof answer === 'number' ? { status: answer, text: '{}' } : answer;
    },
    later: (delay_ms) => log.push('later ' + delay_ms),
    now: () => clock.ms,
    random: () => 1,
    receiptFault: async () => faults.shift(),
    received: (item, receipt) => log.push(`received ${item.id} ${receipt}`),
    doubted: (item, fault, last) => log.push(`doubted ${item.id} ${fault}${last ? ' last' : ''}`),
    sent: (item) => log.push('sent ' + item.id),
    refused: (ids) => log.push('refused ' + ids.join()),
  });
  return { queue, log, deliver, leave, clock };
}
const posts = (log) => log.filter((line) => line.startsWith('post'));

test('records_are_sealed_and_sent_before_any_event', async () => {
  const { queue, log, deliver } = set({ items: [event('e'), record('r')] });
  await deliver();
  assert.deepEqual(log, [
    'sign {"record_id":"r"}',
    'post consents {"record_id":"r"} sealed',
    'received r {}',
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
  assert.deepEqual(log, ['post consents {"record_id":"r"}', 'received r {}', 'sent r']);
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
  const { queue, log, deliver, clock } = set({ items: [record('withdrawal'), erase], answers: [0, 201] });
  await deliver();
  clock.ms += first_delay_ms;
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
  const { queue, log, deliver, clock } = set({ items: [event('a')], answers: [0, 500, 429, 408, 200] });
  for (let turn = 0; turn < 5; turn++) {
    await deliver();
    clock.ms += max_delay_ms;
  }
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

test('a_batch_of_exactly_the_limit_is_posted_whole_and_one_byte_more_goes_in_two', async () => {
  // Two brackets and a comma around two bodies.
  const sized = (id, bytes) => ({ ...event(id), body: 'x'.repeat(bytes) });
  for (const [more, expected] of [[0, 1], [1, 2]]) {
    const items = [sized('a', max_batch_bytes / 2), sized('b', max_batch_bytes / 2 - 4 + more)];
    const { log, deliver } = set({ items });
    await deliver();
    assert.equal(posts(log).length, expected, String(more));
    for (const line of posts(log)) assert.ok(line.split(' ')[2].length <= max_batch_bytes);
  }
});

test('while_it_waits_after_a_failure_nothing_but_a_new_record_is_sent', async () => {
  const { queue, log, deliver, clock } = set({ items: [event('a')], answers: [503, 503] });
  await deliver();
  queue.add(event('b'));
  clock.ms += first_delay_ms - 1;
  await deliver();
  assert.equal(posts(log).length, 1);
  assert.equal(log.at(-1), 'later 1');
  queue.add(record('withdrawal'));
  await deliver();
  assert.equal(posts(log).at(-1), 'post consents {"record_id":"withdrawal"} sealed');
  await deliver(); // tried, and failed too: now it waits as everything does
  assert.equal(posts(log).length, 2);
  clock.ms += max_delay_ms;
  await deliver();
  assert.deepEqual(queue.all(), []);
});

test('a_withdrawal_does_not_wait_behind_a_grant_that_could_not_be_sent', async () => {
  const { queue, log, deliver } = set({ items: [record('grant')], answers: [0] });
  await deliver();
  queue.add(record('withdrawal'));
  queue.add(erase);
  await deliver();
  assert.deepEqual(posts(log).map((line) => line.split(' ')[2]), ['{"record_id":"grant"}', '{"record_id":"withdrawal"}', '{"record_id":"grant"}']);
  assert.deepEqual(queue.all(), []);
});

test('a_browser_that_is_online_again_does_not_wait_and_what_the_collector_asked_for_still_holds', async () => {
  const { log, deliver, clock } = set({
    items: [event('a')],
    answers: [0, { status: 429, text: '', retry_after_ms: 60_000 }],
  });
  await deliver();
  await deliver(true);
  assert.equal(posts(log).length, 2);
  clock.ms += 60_000;
  await deliver(true);
  assert.equal(posts(log).length, 2);
});

test('retry_after_holds_even_a_new_record_and_the_withdrawal_is_signed_meanwhile', async () => {
  for (const status of [429, 503]) {
    const { queue, log, deliver, clock } = set({
      items: [event('a')],
      answers: [{ status, text: '', retry_after_ms: 120_000 }],
    });
    await deliver();
    assert.equal(log.at(-1), 'later ' + (120_000 + first_delay_ms));
    queue.retract([]);
    queue.add(record('withdrawal'));
    queue.add(erase);
    clock.ms += 119_999;
    await deliver();
    assert.equal(posts(log).length, 1);
    assert.ok(log.includes('forget'));
    clock.ms += 1 + first_delay_ms;
    await deliver();
    assert.deepEqual(posts(log).slice(1), ['post consents {"record_id":"withdrawal"} sealed']);
    assert.deepEqual(queue.all(), []);
  }
});

test('a_batch_under_way_does_not_hold_up_a_withdrawal_and_is_not_sent_again_after_it', async () => {
  const { queue, log, deliver } = set({
    items: [event('a')],
    posting({ path, queue, hurry }) {
      if (path !== 'events') return;
      hurry(); // nothing but events waits: goes on
      queue.retract([]);
      queue.add(record('withdrawal'));
      hurry();
    },
  });
  await deliver();
  assert.deepEqual(posts(log), ['post events [{"id":"a"}] sealed', 'post consents {"record_id":"withdrawal"} sealed']);
  assert.deepEqual(queue.all(), []);
});

test('a_record_without_a_genuine_receipt_stays_queued_and_events_wait_behind_it', async () => {
  const { queue, log, deliver, clock } = set({ items: [record('r'), event('e')], faults: ['signature'] });
  await deliver();
  assert.deepEqual(log.slice(-2), ['doubted r signature', 'later ' + first_delay_ms]);
  assert.deepEqual(queue.all().map(({ id }) => id), ['r', 'e']);
  clock.ms += first_delay_ms;
  await deliver();
  assert.deepEqual(posts(log).map((line) => line.split(' ')[1]), ['consents', 'consents', 'events']);
  assert.deepEqual(queue.all(), []);
});

test('a_page_posts_a_doubted_record_five_times_and_still_sends_no_event', async () => {
  const { queue, log, deliver, clock } = set({
    items: [record('r'), event('e')],
    faults: Array(max_doubts + 1).fill('record_sha256'),
  });
  for (let turn = 0; turn < max_doubts + 3; turn++) {
    await deliver();
    clock.ms += max_delay_ms;
  }
  assert.equal(posts(log).length, max_doubts);
  assert.equal(log.at(-1), 'doubted r record_sha256 last');
  assert.deepEqual(queue.all().map(({ id }) => id), ['r', 'e']);
});

test('a_doubted_record_holds_up_no_refusal_and_is_replaced_by_it', async () => {
  const { queue, log, deliver } = set({ items: [record('grant'), record('refusal', false)], faults: ['signature'] });
  await deliver();
  assert.deepEqual(
    log.filter((line) => /^(post|doubted|sent)/.test(line)),
    [
      'post consents {"record_id":"grant"} sealed',
      'doubted grant signature',
      'post consents {"record_id":"refusal"}',
      'sent refusal',
    ],
  );
  assert.deepEqual(queue.all(), []);
});

test('a_later_doubted_record_is_not_dropped_by_the_receipt_of_an_earlier_one', async () => {
  const { queue, deliver, clock } = set({ items: [record('a'), record('b')], faults: ['site', 'site', undefined, 'site'] });
  await deliver();
  clock.ms += first_delay_ms;
  await deliver();
  assert.deepEqual(queue.all().map(({ id }) => id), ['b']);
});

test('an_hour_without_an_answer_costs_few_attempts_and_loses_nothing', async () => {
  const { queue, log, deliver, clock } = set({ items: [record('r'), event('e')], answers: Array(1_000).fill(0) });
  for (const end = clock.ms + 3_600_000; clock.ms < end; ) {
    await deliver();
    clock.ms += Number(log.at(-1).split(' ')[1]);
  }
  assert.ok(posts(log).length < 25, `${posts(log).length} attempts`);
  assert.deepEqual(queue.all().map(({ id }) => id), ['r', 'e']);
});

test('a_page_that_is_left_posts_the_records_that_need_no_signing_in_their_order_and_keeps_them', async () => {
  const sealed = { ...record('withdrawal'), key: 'KEY', signature: 'SIGNATURE' };
  const { queue, log, leave } = set({ items: [sealed, record('refusal', false), event('e')] });
  leave();
  assert.deepEqual(log, ['post consents {"record_id":"withdrawal"} sealed', 'post consents {"record_id":"refusal"}']);
  assert.equal(queue.all().length, 3);
  leave(); // they have been tried
  assert.equal(log.length, 2);
});

test('a_page_that_is_left_posts_nothing_behind_an_unsigned_record_and_no_more_than_browsers_keep_alive', () => {
  const unsigned = set({ items: [record('grant'), record('refusal', false)] });
  unsigned.leave();
  assert.deepEqual(unsigned.log, []);
  const sized = (id, bytes) => ({ ...record(id, false), body: 'x'.repeat(bytes) });
  const large = set({ items: [sized('a', max_batch_bytes), sized('b', 1)] });
  large.leave();
  assert.equal(posts(large.log).length, 1);
});

test('a_page_that_is_left_heeds_what_the_collector_asked_for', async () => {
  const { queue, log, deliver, leave } = set({ items: [event('a')], answers: [{ status: 503, text: '', retry_after_ms: 1_000 }] });
  await deliver();
  queue.add(record('refusal', false));
  leave();
  assert.equal(posts(log).length, 1);
});
