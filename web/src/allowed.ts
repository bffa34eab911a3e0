// The module that loads once something is allowed or waits to be sent: slots, gating and delivery. A visitor who has
// not chosen never loads it.

import type { DecidedSlot, Symbols } from './effects';
import { createGating } from './gating';
import type { Embed } from './loader';
import { watchNodes } from './page';
import { createSlots } from './slots';
import { createCollector } from './transport/collector';
import { load } from './transport/load';
import type { Queue } from './transport/queue';
import { createTrusted } from './trusted';

export interface Allowed {
  deliver(): void;
  services(allowed: readonly string[]): void;
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
  { collector, site, nonce }: Embed,
  symbols: Symbols,
  queue: Queue,
  exposed: (slot: number) => void,
): Allowed {
  const trusted = createTrusted();
  const delivery = createCollector(collector, site, queue);
  const gating = createGating(nonce, trusted);
  const slots = createSlots(symbols, (hash) => load(collector + '/packs/' + hash, 'content', hash), exposed, trusted);
  watchNodes(() => {
    gating.scan();
    slots.scan();
  });
  return {
    deliver: delivery.deliver,
    services: gating.allow,
    decided: slots.show,
    retell: slots.retell,
    navigated: slots.navigated,
    stop() {
      delivery.stop();
      gating.allow([]);
      slots.restore();
    },
  };
}
