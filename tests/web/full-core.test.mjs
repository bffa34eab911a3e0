// The full core: when it loads, when it takes over, and that a failure is tried again.
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { page } from './bundle.mjs';

const { createFullCore, look_again_ms } = await page('full-core.ts');
globalThis.document = new EventTarget(); // where a failure is announced
const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
  mock.reset();
});

const row = (on, locked = false) => ({ on, locked });
/** Everything that is under way is over; hashing takes a turn or two of its own. */
async function settle() {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}
/** Until it is so; hashing may take any number of turns on a busy machine. */
async function until(so) {
  for (const end = Date.now() + 20_000; !so() && Date.now() < end; ) await new Promise((resolve) => setImmediate(resolve));
}

/** A widget whose full core is fetched as `answers` says, one after the other. */
function widget(view, answers = ['wasm']) {
  const log = [];
  const stand = { view: { preferences: false, purposes: [row(true, true)], ...view } };
  globalThis.fetch = async () => {
    log.push('fetch');
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('offline');
    return new Response(answer);
  };
  let asked;
  const reopened = {
    symbols: { full_core: true },
    step: (event) => (log.push(event), ['stepped']),
    call: (name, given, record) => log.push((asked = { name, given, record })),
    effects: () => [asked.name],
  };
  let has_come = false;
  const core = { reopen: async () => ((has_come = true), reopened) };
  let next;
  const session = { goOnWith: (core) => log.push('goes on, waits: ' + !!(next = core).symbols.full_core) };
  return { log, stand, next: () => next, hasCome: () => has_come, full: createFullCore('https://shop.example/', core, session, stand, () => log.push('took over')) };
}

test('it_is_not_fetched_before_anything_stands_and_once_then', async () => {
  const { log, stand, full } = widget({});
  full.look();
  assert.deepEqual(log, []);
  stand.view.purposes = [row(true, true), row(true)];
  full.look();
  full.look();
  await until(() => log.length === 3);
  assert.deepEqual(log, ['fetch', 'goes on, waits: false', 'took over']);
});

test('switches_that_are_being_moved_are_no_consent', () => {
  const { log, full } = widget({ preferences: true, purposes: [row(true)] });
  full.look();
  assert.deepEqual(log, []);
});

test('it_takes_over_once_the_preference_center_is_closed', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { log, stand, hasCome, full } = widget({ purposes: [row(true)] });
  full.look();
  stand.view.preferences = true;
  await until(hasCome);
  await settle();
  mock.timers.tick(look_again_ms);
  assert.deepEqual(log, ['fetch']);
  stand.view.preferences = false;
  mock.timers.tick(look_again_ms);
  assert.deepEqual(log, ['fetch', 'goes on, waits: false', 'took over']);
});

test('a_failed_load_is_tried_again_at_the_next_look', async () => {
  const { mock: error } = mock.method(console, 'error', () => {});
  const { log, full } = widget({ purposes: [row(true)] }, [undefined, 'wasm']);
  full.look();
  await until(() => error.callCount() > 0);
  full.look();
  await until(() => log.length === 4);
  assert.deepEqual(log, ['fetch', 'fetch', 'goes on, waits: false', 'took over']);
});

test('an_event_that_asks_goes_to_its_export_with_the_time_and_a_record_only_if_it_has_one', async () => {
  const { log, full, next } = widget({ purposes: [row(true)] });
  full.look();
  await until(() => log.length === 3);
  const step = (event) => next().step(event);
  assert.deepEqual(step({ kind: 12, fields: [] }), ['stepped'], 'any other event is a step');
  const before = Date.now();
  assert.deepEqual(step({ kind: 0, fields: [], asks: ['goal', 2] }), ['goal']);
  assert.deepEqual(step({ kind: 0, fields: [Uint8Array.of(7), [Uint8Array.of(8)]], asks: ['correct', 1] }), ['correct']);
  const [plain, with_record] = log.slice(4);
  assert.deepEqual([plain.name, plain.given[0], plain.given.length, plain.record], ['goal', 2, 2, undefined]);
  assert.ok(plain.given[1] >= before);
  assert.deepEqual([with_record.name, [...with_record.record]], ['correct', [7, 8]]);
});

test('a_stopped_widget_goes_on_with_nothing', async () => {
  const { log, full } = widget({ purposes: [row(true)] });
  full.look();
  full.stop();
  await settle();
  assert.deepEqual(log, ['fetch']);
});
