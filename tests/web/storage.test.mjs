// Storage: nothing is written before the core says persist, and a browser without storage is no failure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { createStorage } = await page('storage.ts');

function area() {
  const items = new Map();
  return {
    items,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => items.set(name, text),
    removeItem: (name) => items.delete(name),
  };
}

test('the_queue_stays_in_memory_until_a_snapshot_is_kept', () => {
  const kept = area();
  const storage = createStorage('shop', () => kept);
  storage.queue.write('waiting');
  assert.equal(storage.queue.read(), 'waiting');
  assert.equal(kept.items.size, 0);
  storage.snapshot.write('snapshot');
  assert.deepEqual(
    [...kept.items],
    [
      ['assent:shop', 'snapshot'],
      ['assent:shop:queue', 'waiting'],
    ],
  );
});

test('a_stored_snapshot_allows_the_queue_after_a_reload', () => {
  const kept = area();
  kept.setItem('assent:shop', 'snapshot');
  createStorage('shop', () => kept).queue.write('waiting');
  assert.equal(createStorage('shop', () => kept).queue.read(), 'waiting');
});

test('erasing_removes_the_snapshot_and_a_signed_record_may_still_wait', () => {
  const kept = area();
  const storage = createStorage('shop', () => kept);
  storage.snapshot.write('snapshot');
  storage.snapshot.write(null);
  storage.queue.write('record');
  assert.deepEqual([...kept.items], [['assent:shop:queue', 'record']]);
  storage.queue.write(null);
  assert.equal(kept.items.size, 0);
});

test('without_storage_everything_is_kept_for_the_page', () => {
  const storage = createStorage('shop', () => {
    throw new Error('forbidden');
  });
  storage.snapshot.write('snapshot');
  storage.queue.write('waiting');
  assert.deepEqual([storage.snapshot.read(), storage.queue.read()], ['snapshot', 'waiting']);
});

test('what_a_full_storage_does_not_take_is_kept_for_the_page', () => {
  const kept = area();
  kept.setItem('assent:shop', 'old');
  kept.setItem = () => {
    throw new Error('full');
  };
  const storage = createStorage('shop', () => kept);
  storage.snapshot.write('new');
  assert.equal(storage.snapshot.read(), 'new');
});

test('a_withdrawal_that_a_full_storage_does_not_take_leaves_no_old_grant', () => {
  const kept = area();
  kept.setItem('assent:shop', 'granted');
  kept.setItem('assent:shop:record', 'of the grant');
  kept.setItem = () => {
    throw new Error('full');
  };
  const storage = createStorage('shop', () => kept);
  storage.snapshot.write('withdrawn');
  storage.record.write('of the withdrawal');
  assert.equal(kept.items.size, 0);
  assert.equal(createStorage('shop', () => kept).snapshot.read(), null);
});

test('a_text_takes_the_place_of_another_in_one_step', () => {
  // Another tab reads between two steps, and no snapshot is a withdrawal.
  const kept = area();
  const seen = [];
  const storage = createStorage('shop', () => ({
    ...kept,
    setItem: (name, text) => (kept.setItem(name, text), name === 'assent:shop' && seen.push(kept.getItem(name))),
    removeItem: (name) => (kept.removeItem(name), name === 'assent:shop' && seen.push(kept.getItem(name))),
  }));
  storage.snapshot.write('first');
  storage.snapshot.write('second');
  assert.deepEqual(seen, ['first', 'second']);
});
