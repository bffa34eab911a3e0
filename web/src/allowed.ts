// The module that loads once a slot may show what was decided or something waits to be sent: slots and delivery. A
// visitor who has not chosen never loads it.

import type { DecidedSlot, Symbols } from './effects';
import type { Embed } from './loader';
import { watchNodes } from './page';
import { createSlots } from './slots';
import { createCollector } from './transport/collector';
import { load } from './transport/load';
import type { Queue } from './transport/queue';
import type { Trusted } from './trusted';

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

/** `exposed` hears which slot has its decided content on the screen. */
export function createAllowed(
  { collector, site }: Embed,
  symbols: Symbols,
  queue: Queue,
  trusted: Trusted,
  exposed: (slot: number) => void,
): Allowed {
  const delivery = createCollector(collector, site, queue);
  const slots = createSlots(symbols, (hash) => load(collector + '/packs/' + hash, 'content', hash), exposed, trusted);
  watchNodes(slots.scan);
  return {
    deliver: delivery.deliver,
    decided: slots.show,
    retell: slots.retell,
    navigated: slots.navigated,
    stop() {
      delivery.stop();
      slots.restore();
    },
  };
}
