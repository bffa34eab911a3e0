// The page's session: order of effects, one truth for all tabs, and closing when the core traps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryCell, page } from './bundle.mjs';

const { createSession, max_held } = await page('session.ts');
const { adopt, encode, flush, observe, tellFeature } = await page('records.ts');

/** A session over a core that answers each event kind as `answers` says. */
function set(answers, cell = memoryCell(), arrivals = () => [], symbols = {}) {
  const log = [];
  const core = {
    symbols,
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
  return { log, cell, session: createSession(core, origin, () => [], arrivals, cell, noted) };
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
  assert.deepEqual(log.slice(4), ['step 1', 'step 10', 'persist', 'step 12']);
});

test('a_session_renews_where_another_tab_has_stored_something_and_only_there', () => {
  const { log, cell, session } = set(() => []);
  session.start();
  session.renew();
  assert.deepEqual(log, ['step 1', 'step 10']);
  cell.write('BBBB');
  session.renew();
  session.renew();
  assert.deepEqual(log.slice(2), ['step 1', 'step 10']);
});

test('two_tabs_whose_cores_write_different_snapshots_do_not_write_in_turns', () => {
  const cell = memoryCell();
  const tab = (snapshot) => set((kind) => (kind === 1 ? [{ do: 'persist', snapshot }] : []), cell);
  const [one, other] = [tab('AAAA'), tab('BBBB')];
  one.session.start();
  other.session.start();
  one.session.renew();
  other.session.renew();
  assert.equal(cell.read(), 'BBBB');
  // What is chosen after that is stored as ever.
  const third = set((kind) => (kind === 12 ? [{ do: 'persist', snapshot: 'CCCC' }] : []), cell);
  third.session.start();
  third.session.tell(flush());
  assert.equal(cell.read(), 'CCCC');
});

test('what_arrives_is_taken_up_before_anything_is_drawn', () => {
  const { log, session } = set(
    (kind) => (kind === 10 ? [] : [{ do: 'view', view: { preferences: false } }]),
    memoryCell(),
    () => [adopt('subdomain', Uint8Array.of(10))],
  );
  session.start();
  assert.deepEqual(log, ['step 1', 'step 15', 'step 10', 'view']);
});

/** Another core for the same pack, that notes in the same log what it is told, and keeps its beginning. */
const grown = (log) => {
  const core = { symbols: {}, step: (event) => (log.push('full ' + event.kind), (core.beginning ??= event), []) };
  return core;
};

test('attributes_wait_for_the_core_that_knows_all_their_forms', () => {
  const { log, session } = set(() => [], memoryCell(), () => [], { full_core: true });
  session.start();
  assert.equal(session.tell(flush()), false);
  assert.equal(log.length, 2);
  session.goOnWith(grown(log));
  assert.equal(session.tell(flush()), true);
  assert.deepEqual(log.slice(2), ['full 1', 'full 10', 'full 12']);
});

test('what_only_the_full_core_answers_waits_for_nobody', () => {
  const { log, session } = set(() => [], memoryCell(), () => [], { full_core: true });
  session.start();
  assert.equal(session.tell(tellFeature(3)), false);
  assert.equal(log.length, 2, 'the small core hears nothing of it');
  session.goOnWith(grown(log));
  assert.equal(session.tell(tellFeature(3)), true);
});

test('another_core_takes_over_from_what_is_stored', () => {
  const { log, session } = set(() => [], memoryCell('c0ffee'));
  session.start();
  const full = grown(log);
  session.goOnWith(full);
  session.tell(flush());
  assert.deepEqual(log.slice(2), ['full 1', 'full 10', 'full 12']);
  assert.match(Buffer.from(encode(full.beginning, 0)).toString('hex'), /c0ffee$/);
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

const with_scores = { full_core: true, attributes: [{ type: 'text' }, { type: 'scores' }] };
const signal = observe('view', { type: 'text', value: 'alps' });

test('signals_wait_for_the_core_that_knows_scores_and_only_there', () => {
  const { log, session } = set(() => [], memoryCell(), () => [], with_scores);
  session.start();
  for (let told = 0; told < max_held; ++told) assert.equal(session.tell(signal), true);
  assert.equal(session.tell(signal), false); // one too many
  assert.deepEqual(log, ['step 1', 'step 10']);
  const full = [];
  session.goOnWith({ symbols: { attributes: with_scores.attributes }, step: ({ kind }) => (full.push(kind), []) });
  assert.deepEqual(full, [1, 10, ...Array(max_held).fill(8)]);
  session.tell(signal);
  assert.equal(full.at(-1), 8);
  assert.equal(full.length, max_held + 3);
  const { log: other, session: plain } = set(() => [], memoryCell(), () => [], { full_core: true, attributes: [{ type: 'any' }] });
  plain.start();
  plain.tell(signal);
  assert.deepEqual(other, ['step 1', 'step 10', 'step 8']);
});

// Whether the signals of before count after an answer: what the full core is told of them.
function heldAfter(answered) {
  const view = { do: 'view', view: { answered } };
  const { session } = set((kind) => (kind === 1 ? [view] : kind === 12 ? [{ do: 'consent' }] : []), memoryCell(), () => [], with_scores);
  session.start();
  session.tell(signal);
  delete with_scores.full_core; // or a flush would wait too
  session.tell(flush());
  with_scores.full_core = true;
  const full = [];
  session.goOnWith({ symbols: {}, step: ({ kind }) => (full.push(kind), []) });
  return full.filter((kind) => kind === 8).length;
}

test('signals_of_before_the_first_answer_count_and_those_of_before_another_one_do_not', () => {
  assert.equal(heldAfter(false), 1);
  assert.equal(heldAfter(true), 0);
});
