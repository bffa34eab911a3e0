// One run of a plan in a browser of its own, and all that can be seen of it: every request, every event that the page's
// scripts hear of the widget, and what the browser stores beside the profile itself.
import { desktop, visit } from '../../browser/support/visitor.mjs';
import { pin } from './pinned.mjs';

const flush_ms = 5_000;
const look_again_ms = 10;
const patience_ms = 60_000;

/** The profile lies in the snapshot and may; everything else that is stored may not depend on it. */
const snapshot = 'assent:aurora-travel';
const queue = `${snapshot}:queue`;

/** Headers that a page has a say in; the others are the browser's. */
const ours = /^(assent-.*|content-type|referer|origin|cookie|sec-gpc)$/;

const seenOf = (request) => ({
  method: request.method(),
  url: request.url(),
  // Before the headers, one of which signs it: what differs is shown from its first byte on.
  body: request.postDataBuffer()?.toString('latin1') ?? '',
  headers: Object.fromEntries(Object.entries(request.headers()).filter(([name]) => ours.test(name)).sort()),
});

/** A stored text without what the collector drew for the receipt behind it, whose request is compared itself. */
function withoutChance(text) {
  const [record, receipt] = text.split('\n');
  if (receipt === undefined) return text;
  return record + '\n' + JSON.stringify({ ...JSON.parse(receipt), receipt_id: '', time: '', signature: '' });
}

export class Run {
  #under_way = new Set();
  #seen = [];
  #heard = []; // what comes first, an event or a request, is the browser's affair too
  #loads = []; // GETs: which comes first among them, and when an idle browser makes them, is the browser's affair
  #offline = false;

  /** `quiet_looks`: how often in a row nothing goes on where the page is at rest. */
  constructor(visitor, quiet_looks) {
    this.visitor = visitor;
    this.quiet_looks = quiet_looks;
    this.page = visitor.page;
    this.page.on('request', (request) => {
      this.#under_way.add(request);
      const sight = { what: `${request.method()} ${new URL(request.url()).pathname}`, bytes: JSON.stringify(seenOf(request)) };
      (request.method() === 'GET' ? this.#loads : this.#seen).push(sight);
    });
    for (const end of ['requestfinished', 'requestfailed']) this.page.on(end, (request) => this.#under_way.delete(request));
  }

  /** An event that the widget has dispatched on the document. */
  hear(type, detail) {
    this.#heard.push({ what: `the event ${type}`, bytes: detail });
  }

  /** What the page says; a page that is just leaving is busy. */
  #ask = (act, given) => this.page.evaluate(act, given).catch(() => true);

  /** Until nothing is under way and, online, nothing waits. */
  async settle() {
    const end = Date.now() + patience_ms;
    const goesOn = ([name, online]) => window.prove.isBusy() || (online && localStorage.getItem(name) !== null);
    for (let quiet = 0; quiet < this.quiet_looks && Date.now() < end; await this.page.waitForTimeout(look_again_ms)) {
      const busy = await this.#ask(goesOn, [queue, !this.#offline]);
      quiet = busy || this.#under_way.size > 0 ? 0 : quiet + 1;
    }
    if (Date.now() >= end) throw new Error('the page does not come to rest');
  }

  async offline(is) {
    if (is === this.#offline) return;
    this.#offline = is;
    await this.visitor.context.setOffline(is);
  }

  /** Lets the page do something and comes to rest. */
  async let(act, given) {
    await this.page.evaluate(act, given);
    await this.settle();
  }

  /** Tells the widget something, as the page's scripts do, and lets the next flush come. */
  async tell(calls) {
    await this.let((all) => all.forEach(([call, name, value]) => window.assent.profile[call](name, value)), calls);
    await this.let((ms) => window.prove.flush(ms), flush_ms);
  }

  /** Notes what is stored. */
  async look() {
    const stored = await this.visitor.stored();
    delete stored.local[snapshot];
    for (const [name, text] of Object.entries(stored.local)) stored.local[name] = withoutChance(text);
    this.#seen.push({ what: 'what the browser stores', bytes: JSON.stringify(stored) });
  }

  /** In order, and behind it what was heard, in order too, and what was loaded, sorted. */
  seen() {
    return [...this.#seen, ...this.#heard, ...this.#loads.sort((one, other) => (one.bytes < other.bytes ? -1 : 1))];
  }
}

/** Hands every event of the widget to the run before a script of the page hears it. */
function overhear() {
  const { dispatchEvent } = document;
  document.dispatchEvent = function (event) {
    if (event.type.startsWith('assent:')) window.proveHeard(event.type, JSON.stringify(event.detail) ?? '');
    return dispatchEvent.call(this, event);
  };
}

/** Everything seen, in order, while `play(run)` goes on at `address`. */
export async function watch(browser, address, seed, { quiet_looks, ...pins }, play) {
  const visitor = await visit(browser, { viewport: desktop });
  try {
    await visitor.context.addInitScript(pin, { ...pins, seed });
    const run = new Run(visitor, quiet_looks);
    await visitor.context.exposeBinding('proveHeard', (_, type, detail) => run.hear(type, detail));
    await visitor.context.addInitScript(overhear);
    await visitor.page.goto(address);
    await play(run);
    await run.offline(false);
    await run.settle();
    await run.look();
    return run.seen();
  } finally {
    await visitor.close();
  }
}
