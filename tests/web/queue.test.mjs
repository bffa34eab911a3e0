// The queue: order, limits, retraction, and that it outlives the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createQueue, max_waiting } = await page('transport/queue.ts');

const event = (id, ...purposes) => ({ route: 'events', id, subject: true, purposes, body: '{}' });
const record = (id) => ({ route: 'consents', id, subject: true, purposes: [], body: '{}' });
const ids = (queue) => queue.all().map((item) => item.id);

test('items_wait_in_order_and_survive_a_reload', () => {
  const cell = memoryCell();
  const queue = createQueue(cell);
  queue.add(record('a'));
  queue.add(event('b', 'ads'));
  assert.deepEqual(ids(createQueue(cell)), ['a', 'b']);
});

test('an_empty_queue_leaves_nothing_in_storage', () => {
  const cell = memoryCell();
  const queue = createQueue(cell);
  queue.add(event('a', 'ads'));
  queue.drop(['a']);
  assert.equal(cell.read(), null);
});

test('withdrawn_purpose_drops_each_event_that_rests_on_it_and_no_record', () => {
  const queue = createQueue(memoryCell());
  queue.add(record('r'));
  queue.add(event('both', 'ads', 'measurement'));
  queue.add(event('one', 'measurement'));
  queue.retract(['measurement']);
  assert.deepEqual(ids(queue), ['r', 'one']);
  queue.retract([]);
  assert.deepEqual(ids(queue), ['r']);
});

test('a_retraction_of_nothing_writes_nothing_over_what_another_tab_is_writing', () => {
  const cell = memoryCell();
  const queue = createQueue(cell);
  queue.add(record('r'));
  queue.add(event('e', 'ads'));
  let writes = 0;
  const counted = createQueue({ read: cell.read, write: (text) => (writes++, cell.write(text)) });
  counted.retract(['ads']);
  assert.equal(writes, 0);
  counted.retract([]);
  assert.equal(writes, 1);
});

test('a_replaced_item_keeps_its_place', () => {
  const queue = createQueue(memoryCell());
  queue.add(record('a'));
  queue.add(record('b'));
  queue.replace({ ...record('a'), key: 'k', signature: 's' });
  assert.deepEqual(ids(queue), ['a', 'b']);
  assert.equal(queue.all()[0].key, 'k');
});

test('at_the_limit_all_wait_and_one_past_it_the_oldest_of_its_route_goes', () => {
  const queue = createQueue(memoryCell());
  queue.add(record('r'));
  for (let at = 0; at < max_waiting; at++) queue.add(event('e' + at, 'ads'));
  assert.equal(queue.all().length, max_waiting + 1);
  queue.add(event('last', 'ads'));
  assert.equal(queue.all().length, max_waiting + 1);
  assert.deepEqual([ids(queue)[0], ids(queue)[1], ids(queue).at(-1)], ['r', 'e1', 'last']);
});

test('damaged_storage_counts_as_empty', () => {
  for (const text of ['', '{', '"text"', '{"length":3}', 'null'])
    assert.deepEqual(createQueue(memoryCell(text)).all(), []);
});

test('a_polluted_prototype_adds_nothing_to_an_item', () => {
  Object.prototype.key = 'polluted';
  try {
    const queue = createQueue(memoryCell(JSON.stringify([record('a')])));
    assert.equal(queue.all()[0].key, undefined);
  } finally {
    delete Object.prototype.key;
  }
});
