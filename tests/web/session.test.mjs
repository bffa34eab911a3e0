// The page's session: order of effects, one truth for all tabs, and closing when the core traps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createSession } = await page('session.ts');
const { flush } = await page('records.ts');

/** A session over a core that answers each event kind as `answers` says. */
function set(answers, cell = memoryCell()) {
  const log = [];
  const core = {
    symbols: {},
    step({ kind }) {
      log.push('step ' + kind);
      return answers(kind);
    },
  };
  const noted = new Proxy(
    {},
    { get: (_, name) => (effect, by_visitor) => log.push(name + (by_visitor ? ' by visitor' : '')) },
  );
  const origin = { gpc: false, region: 'DE', pack_hash: 'h', token: 't' };
  return { log, cell, session: createSession(core, origin, () => [], cell, noted) };
}

test('a_session_starts_and_decides', () => {
  const { log, session } = set(() => []);
  session.start();
  assert.deepEqual(log, ['step 1', 'step 10']);
});

test('effects_are_handled_in_order_with_who_caused_them', () => {
  const { log, session } = set((kind) => (kind === 12 ? [{ do: 'consent' }, { do: 'send' }] : []));
  session.start();
  assert.equal(session.tell(flush(), true), true);
  assert.deepEqual(log.slice(2), ['step 12', 'consent by visitor', 'send by visitor']);
});

test('a_refused_event_is_answered_with_false', () => {
  const { session } = set((kind) => (kind === 12 ? [{ do: 'refused' }] : []));
  session.start();
  assert.equal(session.tell(flush()), false);
});

test('what_another_tab_stored_is_taken_up_before_the_next_event', () => {
  const { log, cell, session } = set((kind) => (kind === 1 ? [{ do: 'persist', snapshot: 'AAAA' }] : []));
  session.start();
  assert.equal(cell.read(), 'AAAA');
  session.tell(flush());
  assert.deepEqual(log.slice(3), ['step 12']);
  cell.write(null);
  session.tell(flush());
  assert.deepEqual(log.slice(4), ['step 1', 'persist', 'step 10', 'step 12']);
});

test('a_trap_closes_the_session_for_good', () => {
  const { log, session } = set((kind) => {
    if (kind === 12) throw new Error('unreachable');
    return [];
  });
  session.start();
  assert.equal(session.tell(flush()), false);
  assert.equal(session.tell(flush()), false);
  assert.deepEqual(log.slice(2), ['step 12', 'stopped']);
});

test('a_stored_text_that_is_no_snapshot_counts_as_a_first_visit', () => {
  const { log, session } = set(() => [], memoryCell('%%%'));
  session.start();
  assert.deepEqual(log, ['step 1', 'step 10']);
});
