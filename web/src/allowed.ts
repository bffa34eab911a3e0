// The module that loads once a slot may show what was decided, something waits to be sent or something stands: slots,
// delivery with receipts, the full core where the pack needs it, and the preference center ahead of its use. A visitor who
// has not chosen never loads it.

import { announce } from './announce';
import type { Core } from './core';
import type { DecidedSlot, Symbols } from './effects';
import { createFullCore } from './full-core';
import type { Stand } from './gates/gates';
import type { Embed } from './loader';
import { createEarlyObserve } from './observe/early';
import type { createObserve } from './observe/observe';
import { watchLeaving, watchNodes, whenIdle } from './page';
import { createReceipts } from './receipts';
import type { Record } from './record';
import { expose, flush, type Event } from './records';
import type { LoadSecondLayer } from './second-layer';
import type { Session } from './session';
import { createSlots } from './slots';
import { onceSomeStands } from './some-stands';
import { createCollector } from './transport/collector';
import { createModules, load } from './transport/load';
import type { Queue } from './transport/queue';
import type { Trusted } from './trusted';

type ObserveModule = { createObserve: typeof createObserve };

export interface Allowed {
  deliver(): void;
  decided(slots: readonly DecidedSlot[], by_visitor: boolean): void;
  /** Another consent may let it be said what is on the screen. */
  retell(): void;
  /** A new page began without a load. */
  navigated(): void;
  /** Gives back default content and sends nothing more. */
  stop(): void;
}

/** `tell` hears which slot has its decided content on the screen; `record` gets its receipt. */
export function createAllowed(
  embed: Embed,
  symbols: Symbols,
  secondLayer: LoadSecondLayer,
  queue: Queue,
  trusted: Trusted,
  tell: (event: Event) => boolean,
  record: Record,
  core: Core,
  session: Session,
  stand: Readonly<Stand>,
): Allowed {
  const delivery = createCollector(embed, queue, createReceipts(embed.site, record));
  const content = (hash: string) => load(embed.collector + '/packs/' + hash, 'content', hash);
  const slots = createSlots(symbols, secondLayer, content, (slot) => void tell(expose(slot)), trusted);
  watchNodes(slots.scan);
  const full = symbols.full_core
    ? createFullCore(embed.home, core, session, stand, () => {
        announce('features', {});
        observing.look();
      })
    : undefined;
  const modules = createModules(embed.home, embed.nonce);
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
    },
    retell() {
      observing.look();
      slots.retell();
    },
    navigated() {
      observing.navigated();
      slots.navigated();
    },
    stop() {
      full?.stop();
      delivery.stop();
      observing.stop();
      slots.restore();
    },
  };
}
