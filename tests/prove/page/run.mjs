// One run of a plan in a browser of its own, and all that can be seen of it: every request, and what the browser stores
// beside the profile itself.
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
  headers: Object.fromEntries(Object.entries(request.headers()).filter(([name]) => ours.test(name)).sort()),
  body: request.postDataBuffer()?.toString('latin1') ?? '',
});

/** A stored text without what the collector drew for the receipt behind it, whose request is compared itself. */
function withoutChance(text) {
  const [record, receipt] = text.split('\n');
  if (receipt === undefined) return text;
  return record + '\n' + JSON.stringify({ ...JSON.parse(receipt), receipt_id: '', time: '', signature: '' });
}

class Run {
  #under_way = new Set();
  #seen = [];
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

  /** Until nothing is under way and, online, nothing waits. */
  async settle() {
    const end = Date.now() + patience_ms;
    const goesOn = ([name, online]) => window.prove.isBusy() || (online && localStorage.getItem(name) !== null);
    for (let quiet = 0; quiet < this.quiet_looks && Date.now() < end; await this.page.waitForTimeout(look_again_ms)) {
      const busy = await this.page.evaluate(goesOn, [queue, !this.#offline]);
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

  /** In order, and behind it what was loaded, sorted. */
  seen() {
    return [...this.#seen, ...this.#loads.sort((one, other) => (one.bytes < other.bytes ? -1 : 1))];
  }
}

async function open(run, { opening }) {
  const { visitor } = run;
  await visitor.part('assent-banner', 'accept');
  await visitor.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
  await run.settle();
  await run.look();
  if (opening.act === 'none') return;
  // A click is heard when the page gets to it: the choice has been made once its record has been answered.
  const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/v1/consents'));
  if (opening.act === 'accept' || opening.act === 'reject') await visitor.click('assent-banner', opening.act);
  if (opening.act === 'choose') {
    await visitor.click('assent-banner', 'choose');
    await visitor.part('assent-preferences', 'save');
    for (const id of opening.granted)
      await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === id, `the switch of ${id}`);
    await visitor.click('assent-preferences', 'save');
  }
  await answered;
  await run.settle();
  await run.look();
}

async function play(run, stage, side) {
  await run.offline(false);
  await run.settle();
  if (stage.reload) {
    await run.page.reload();
    await run.page.waitForFunction(() => window.assent && !Array.isArray(window.assent));
    await run.settle();
  }
  await run.offline(stage.offline);
  if (stage.withdraw) await run.let((id) => window.assent.consent.update({ [id]: false }), stage.withdraw);
  await run.tell(stage.common);
  await run.tell(stage.secret[side]);
  await run.look();
}

/** Everything seen in a run of `plan` on `side`, in order. */
export async function playPlan(browser, origin, plan, side, { quiet_looks, ...pins }) {
  const visitor = await visit(browser, { viewport: desktop });
  try {
    await visitor.context.addInitScript(pin, { ...pins, seed: plan.seed });
    const run = new Run(visitor, quiet_looks);
    await visitor.page.goto(origin + plan.path);
    await open(run, plan);
    for (const stage of plan.stages) await play(run, stage, side);
    await run.offline(false);
    await run.settle();
    await run.look();
    return run.seen();
  } finally {
    await visitor.close();
  }
}
