// The module that loads once a slot may show what was decided, something waits to be sent or something stands: slots,
// delivery with receipts, the full core where the pack needs it, and the preference center ahead of its use. A visitor who
// has not chosen never loads it.

import { announce } from './announce';
import type { Core } from './core';
import type { DecidedSlot, PageSend, ShownValue, Symbols, View } from './effects';
import type { createWhy } from './elements/why/why';
import { createFullCore, type FullCore } from './full-core';
import type { Stand } from './gates/gates';
import { createGoals } from './goals';
import { createLater } from './later';
import type { Embed } from './loader';
import { createEarlyObserve } from './observe/early';
import type { createObserve } from './observe/observe';
import { watchLeaving, watchNodes, whenIdle } from './page';
import { createPageEvents } from './page-events';
import { createReceipts } from './receipts';
import type { Record } from './record';
import { expose, flush, type Event } from './records';
import type { LoadSecondLayer } from './second-layer';
import type { Session } from './session';
import { createSlots } from './slots/slots';
import { onceSomeStands, someStands } from './some-stands';
import { createCollector } from './transport/collector';
import { createModules, load } from './transport/load';
import type { Queue } from './transport/queue';
import type { Trusted } from './trusted';

type WhyModule = { createWhy: typeof createWhy };
type ObserveModule = { createObserve: typeof createObserve };

export interface Allowed {
  deliver(): void;
  decided(slots: readonly DecidedSlot[], by_visitor: boolean): void;
  /** Values that are shown may have changed. */
  renew(by_visitor: boolean): void;
  /** Another consent may let it be said what is on the screen. */
  retell(): void;
  /** What the page's own scripts may hear. */
  hear(effect: PageSend): void;
  /** The visitor has reached the goal at this position. */
  reach(goal: number): void;
  /** A new page began without a load. */
  navigated(): void;
  /** Gives back default content and sends nothing more. */
  stop(): void;
}

/**
 * The value of an attribute that a slot may show: one that is neither stale nor withheld. A slot is asked about only while
 * its own purpose stands, and `assent check` lets it show no attribute, and no input of one, that does not serve this purpose.
 */
function usableValue({ data }: View, attribute: number): ShownValue | undefined {
  const row = data.find((each) => each.attribute === attribute);
  return row?.used && !row.stale ? row.value : undefined;
}

/** The same from the full core, where it is here: as the slot's own decision may read it now. */
function valueFor(core: Core, view: View, attribute: number, slot: number): ShownValue | undefined {
  if (!core.is_full) return usableValue(view, attribute);
  return core.call('value', [attribute, slot]) ? ((core.read() as ShownValue | null) ?? undefined) : undefined;
}

/** `tell` hears which slot has its decided content on the screen; `record` gets its receipt. */
export function createAllowed(
  embed: Embed,
  symbols: Symbols,
  secondLayer: LoadSecondLayer,
  queue: Queue,
  trusted: Trusted,
  tell: (event: Event, by_visitor?: boolean) => boolean,
  record: Record,
  core: Core,
  session: Session,
  stand: Readonly<Stand>,
): Allowed {
  const delivery = createCollector(embed, queue, createReceipts(embed.site, record));
  const events = createPageEvents();
  const goals = createGoals(symbols, session);
  const slots = createSlots(symbols, {
    secondLayer,
    read: (hash) => load(embed.collector + '/packs/' + hash, 'content', hash),
    valueOf: (attribute, slot) => valueFor(session.core(), stand.view, attribute, slot),
    exposed(slot) {
      tell(expose(slot));
      goals.exposed(slot);
    },
    trusted,
  });
  watchNodes(slots.scan);
  const modules = createModules(embed.home, embed.nonce);
  const createFull = (took_over: () => void) =>
    createFullCore(embed.home, core, session, stand, () => {
      took_over();
      why.use(false, (part) => part.renew());
      observing.look();
    });
  let full: FullCore | undefined = symbols.full_core && createFull(() => {
      announce('features', {});
      slots.retell(); // nothing was said before of what is on the screen
    });
  const why = createLater(() =>
    modules<WhyModule>(WHY_FILE, WHY_INTEGRITY).then((module) =>
      module.createWhy({
        symbols,
        session,
        tell,
        reasons: () => load(embed.collector + '/packs/' + symbols.reasons, 'reasons', symbols.reasons),
        plain: slots.plain,
      }),
    ),
  );
  // Reasons come from the full core, whether or not the pack needs it otherwise.
  const lookForWhy = () => {
    if (!symbols.reasons || !someStands(stand.view) || !document.querySelector('assent-why')) return;
    (full ??= createFull(() => {})).look();
    why.use(true, () => {});
  };
  // Nodes that come ask once each, lest a load that fails is tried again with every change of the page.
  const met = new WeakSet<Element>();
  watchNodes(() => {
    const fresh = [...document.querySelectorAll('assent-why')].filter((each) => !met.has(each));
    for (const each of fresh) met.add(each);
    if (fresh.length) lookForWhy();
  });
  const observing = createEarlyObserve(
    stand,
    () => !session.core().symbols.full_core,
    () =>
      modules<ObserveModule>(OBSERVE_FILE, OBSERVE_INTEGRITY).then((module) => module.createObserve(stand, tell)),
  );
  watchNodes(() => whenIdle(observing.look));
  // Whoever has allowed something can take it back without a network, too.
  const loadCenter = onceSomeStands(stand, () => Promise.all([modules(PREFERENCES_FILE, PREFERENCES_INTEGRITY), secondLayer()]));
  // Once the page is hidden for good there is no time left to sign what changed.
  watchLeaving(() => {
    tell(flush());
    delivery.deliver();
  });
  return {
    deliver() {
      full?.look();
      whenIdle(loadCenter);
      whenIdle(observing.look);
      delivery.deliver();
    },
    decided(...decision) {
      full?.look();
      whenIdle(loadCenter);
      slots.show(...decision);
      lookForWhy();
      why.use(false, (part) => part.renew());
    },
    renew: slots.renew,
    retell() {
      observing.look();
      slots.retell();
    },
    hear: events.tell,
    reach: goals.reach,
    navigated() {
      events.navigated();
      observing.navigated();
      slots.navigated();
    },
    stop() {
      full?.stop();
      why.use(false, (part) => part.stop());
      why.close();
      delivery.stop();
      observing.stop();
      slots.restore();
    },
  };
}
