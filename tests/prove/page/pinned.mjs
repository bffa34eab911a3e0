// What a page takes from its browser by chance, pinned: the time, random bytes, the key pair. Both runs of a pair get the
// same. Runs in the page, before any script of it; refers to nothing outside.

/** `start_ms`: the time of the first load; `key`: an Ed25519 key as JWK. */
export function pin({ start_ms, seed, key }) {
  const load_ms = 60_000;
  // The name of a window outlives its loads.
  const loads = Number(window.name) || 0;
  window.name = String(loads + 1);
  let now_ms = start_ms + loads * load_ms;
  Date.now = () => now_ms;

  let state = (seed * 2654435761 + loads * 40503) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  Math.random = () => next() / 2 ** 32;
  crypto.getRandomValues = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let at = 0; at < bytes.length; ++at) bytes[at] = next();
    return array;
  };
  const { subtle } = crypto;
  subtle.generateKey = async (algorithm, extractable, uses) => {
    const imported = (jwk, exportable, may) => subtle.importKey('jwk', jwk, algorithm, exportable, may);
    const { d, ...shared } = key;
    return {
      privateKey: await imported({ ...shared, d }, extractable, uses.filter((use) => use === 'sign')),
      publicKey: await imported(shared, true, uses.filter((use) => use === 'verify')),
    };
  };

  // What waits for an idle moment does not wait for a chance one.
  window.requestIdleCallback = (act) => setTimeout(act);

  // The schedule of flushes is the prover's, and so is when something is tried again.
  const wait_ms = 400; // timers that run longer are schedules, shorter ones belong to what is drawn
  const intervals = [];
  const held = new Map();
  let holds = 0;
  const hold = (act) => (held.set(--holds, act), holds);
  const { setTimeout: start, clearTimeout: stop } = window;
  window.setInterval = (act) => intervals.push(act);
  const due = new Set(); // short timers that have not run
  const startShort = (act, delay_ms, more) => {
    const id = start(() => {
      due.delete(id);
      act(...more);
    }, delay_ms);
    due.add(id);
    return id;
  };
  window.setTimeout = (act, delay_ms = 0, ...more) => (delay_ms < wait_ms ? startShort(act, delay_ms, more) : hold(act));
  window.clearTimeout = (id) => void (held.delete(id) || (due.delete(id), stop(id)));

  // What is delivered is delivered under a lock.
  let delivering = 0;
  const request = navigator.locks.request.bind(navigator.locks);
  navigator.locks.request = (...given) => {
    delivering++;
    return request(...given).finally(() => delivering--);
  };

  window.prove = {
    flush(after_ms) {
      now_ms += after_ms;
      for (const act of intervals) act();
    },
    isBusy: () => delivering > 0 || due.size > 0,
  };
}
