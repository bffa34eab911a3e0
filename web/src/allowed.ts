// The module that loads after the banner: gates, slots and delivery. It comes when the browser has time, or at once
// where something is allowed, taken back or waits to be sent; it decides nothing.

import { report } from './announce';
import type { showDebug } from './debug/debug';
import type { DecidedSlot, Symbols } from './effects';
import { createGates, type Stand } from './gates/gates';
import type { Embed } from './loader';
import { watchNodes } from './page';
import { expose, type Event } from './records';
import { createSlots } from './slots';
import type { Standing } from './standing';
import { createCollector } from './transport/collector';
import { createModules, load } from './transport/load';
import type { Queue } from './transport/queue';
import { createTrusted } from './trusted';

type DebugModule = { showDebug: typeof showDebug };

export interface Allowed {
  deliver(): void;
  /** What stands now, for what the page has gated. */
  gate(stand: Stand): void;
  decided(slots: readonly DecidedSlot[], by_visitor: boolean): void;
  /** Another consent may let it be said what is on the screen. */
  retell(): void;
  /** A new page began without a load. */
  navigated(): void;
  /** Gives back default content, allows no service and sends nothing more. */
  stop(): void;
}

/** `tell` passes events on to the core. */
export function createAllowed(
  embed: Embed,
  symbols: Symbols,
  queue: Queue,
  tell: (event: Event, by_visitor?: boolean) => boolean,
  standing: Standing,
): Allowed {
  const { collector, site } = embed;
  const trusted = createTrusted();
  const delivery = createCollector(collector, site, queue);
  const read = (hash: string) => load(collector + '/packs/' + hash, 'content', hash);
  const slots = createSlots(symbols, read, (slot) => tell(expose(slot)), trusted);
  const gates = symbols.gates ? createGates(embed.nonce, symbols, read(symbols.gates), trusted, tell) : undefined;
  watchNodes(slots.scan);
  if (/[?&]assent-debug\b/.test(location.search))
    createModules(embed.home, embed.nonce)<DebugModule>(DEBUG_FILE, DEBUG_INTEGRITY)
      .then((module) => module.showDebug(embed, symbols, standing))
      .catch(report);
  return {
    deliver: delivery.deliver,
    gate: (stand) => gates?.set(stand),
    decided: slots.show,
    retell: slots.retell,
    navigated: slots.navigated,
    stop() {
      delivery.stop();
      slots.restore();
      gates?.stop();
    },
  };
}
