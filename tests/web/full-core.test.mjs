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
  const core = { reopen: async () => ({ symbols: { full_core: true } }) };
  const session = { goOnWith: (next) => log.push('goes on, waits: ' + !!next.symbols.full_core) };
  return { log, stand, full: createFullCore('https://shop.example/', core, session, stand, () => log.push('took over')) };
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
  const { log, stand, full } = widget({ purposes: [row(true)] });
  full.look();
  stand.view.preferences = true;
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

test('a_stopped_widget_goes_on_with_nothing', async () => {
  const { log, full } = widget({ purposes: [row(true)] });
  full.look();
  full.stop();
  await settle();
  assert.deepEqual(log, ['fetch']);
});
