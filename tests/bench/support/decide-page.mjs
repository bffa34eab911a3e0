// What runs in the page of the bench page-decide: a turn of one visitor, timed from the act to the changed page. Both sides
// are driven alike.
import { act, numbers, placeId, visitors } from './decide-cases.mjs';

const patience_ms = 20_000;
const ticks_between = 32; // promises that follow one another before the next thing that waited runs
const most_rounds = 200;

/** What a side does with changed attributes; `isRestful` where nothing that it left to do is under way. */
const sides = {
  growthbook: {
    set: (attributes) => void window.growthbook.updateAttributes(attributes),
    isRestful: () => true,
  },
  assent: {
    set(attributes) {
      for (const [id, value] of Object.entries(attributes)) window.assent.profile.set(id, value);
    },
    isRestful: () => localStorage.getItem('assent:twenty-places:queue') === null,
  },
};

let side;
let elements;

/** Begins with a side, once its scripts are there. */
export function begin(name) {
  side = sides[name];
  elements = numbers.map((at) => document.getElementById(placeId(at)));
}

const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
async function until(holds, what) {
  for (const end = performance.now() + patience_ms; !holds(); await frame())
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
}
const texts = () => elements.map((each) => each.innerText).join('\n');
const isDefault = (each) => !/ for guests /.test(each.firstElementChild?.textContent ?? ' for guests ');
const atRest = () => side.isRestful() && document.getAnimations().length === 0;

/** Whether every place has other content than it has now. */
function watchPlaces() {
  const before = elements.map((each) => each.firstElementChild);
  return () => elements.every((each, at) => each.firstElementChild && each.firstElementChild !== before[at]);
}

/** What is asked to wait for a frame, or for no time, is kept here instead while `act` goes on. */
async function withoutWaits(act) {
  const waiting = { frames: [], tasks: [] };
  const { requestAnimationFrame: onFrame, setTimeout: later } = window;
  window.requestAnimationFrame = (run) => waiting.frames.push(() => run(performance.now()));
  window.setTimeout = (run, ms = 0, ...more) => (ms > 0 ? later(run, ms, ...more) : waiting.tasks.push(() => run(...more)));
  try {
    return await act(waiting);
  } finally {
    Object.assign(window, { requestAnimationFrame: onFrame, setTimeout: later });
    for (const run of waiting.frames) onFrame(run);
    for (const run of waiting.tasks) later(run);
  }
}

/** The work from an act to the changed page, and to its layout, in ms. */
const work = (attributes) =>
  withoutWaits(async ({ frames, tasks }) => {
    const isChanged = watchPlaces();
    const began = performance.now();
    side.set(attributes);
    const acted = performance.now();
    for (let round = 0; !isChanged(); ++round) {
      if (round > most_rounds) throw new Error('the page did not change by itself');
      (frames.shift() ?? tasks.shift())?.();
      for (let tick = 0; tick < ticks_between && !isChanged(); ++tick) await null;
    }
    const changed = performance.now();
    // What is asked to run in the frame that shows the change belongs to it.
    for (const run of frames.splice(0)) run();
    elements.at(-1).getBoundingClientRect();
    const laid_out = performance.now();
    return { act_ms: acted - began, changed_ms: changed - began, laid_out_ms: laid_out - began };
  });

/** The same with every wait, as a visitor's clock has it: until the page is changed. */
async function wait(attributes) {
  const isChanged = watchPlaces();
  const began = performance.now();
  side.set(attributes);
  if (isChanged()) return performance.now() - began;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => isChanged() && (observer.disconnect(), resolve(performance.now() - began)));
    observer.observe(document, { childList: true, subtree: true });
  });
}

async function toDefaults(visitor) {
  side.set({ ...visitor, ...act.hides });
  await until(() => elements.every(isDefault), 'default contents');
  await until(atRest, 'rest');
  await frame();
}

/** A visitor comes, gets what is theirs, and gives it back; then the same with all waits. */
export async function turn(number) {
  const visitor = visitors[number % visitors.length];
  await toDefaults(visitor);
  const shown = await work(act.shows);
  const seen = texts();
  await until(atRest, 'rest');
  const hidden = await work(act.hides);
  await toDefaults(visitor);
  const waited_ms = await wait(act.shows);
  const same = texts() === seen;
  return { ...shown, back_ms: hidden.changed_ms, waited_ms, seen: same ? seen : 'other texts the second time' };
}
