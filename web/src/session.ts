// The page's side of a session: tells the core events, in order, and hands each effect to its handler. It stands on
// the snapshot in storage, so that no tab acts on what another tab has withdrawn.

import { fromHex } from './bytes';
import type { Core } from './core';
import type { Effect } from './effects';
import { failure } from './failure';
import { decide, expose_kind, flush_kind, forget_kind, observe_kind, start, type Beginning, type Event } from './records';
import type { Cell } from './storage';

/** One handler for each kind of effect. `by_visitor`: the visitor's own act on this page caused it. */
export type Handlers = {
  [Kind in Effect['do']]: (effect: Extract<Effect, { do: Kind }>, by_visitor: boolean) => void;
} & { stopped(error: Error): void };

/** How many signals wait for the full core; later ones are lost. */
export const max_held = 64;

/** Where a session comes from: the boot answer and the browser. */
export type Origin = Pick<Beginning, 'gpc' | 'region' | 'pack_hash' | 'token'>;

export interface Session {
  start(): void;
  /** Takes up what another tab has stored, or another page of the site has chosen. */
  renew(): void;
  /** Begins anew with the full core, from what is in storage. */
  goOnWith(next: Core): void;
  /** The core that it goes on with. */
  core(): Core;
  /** One event. False where the core refused it or has stopped. */
  tell(event: Event, by_visitor?: boolean): boolean;
}

/**
 * A session that has not started. `facts` gives the facts about the page in the order of the core's symbols,
 * `arrivals` what was chosen elsewhere.
 */
export function createSession(
  core: Core,
  origin: Origin,
  facts: () => string[],
  arrivals: () => Event[],
  snapshot: Cell,
  handlers: Handlers,
): Session {
  let known: string | null | undefined; // undefined: not started
  let stopped = false;
  let answered = false;
  let held: Event[] = []; // signals, for the core that knows scores

  // Of several events only the last view is drawn: a banner that an arrival answers is never seen. Where `follows`,
  // the snapshot is another tab's: answering it with one of our own would let two tabs write for ever.
  const run = (events: Event[], by_visitor: boolean, follows = false): boolean => {
    let taken = true;
    try {
      const effects = events.flatMap((event) => core.step(event));
      const view = effects.findLast((effect) => effect.do === 'view');
      for (const effect of effects) {
        if (effect.do === 'view' && effect !== view) continue;
        // What was seen under another answer is used under no later one.
        if (effect.do === 'consent' && answered) held = [];
        if (effect.do === 'refused') taken = false;
        if (effect.do === 'persist' && !follows) snapshot.write((known = effect.snapshot));
        if (effect.do === 'erase') snapshot.write((known = null));
        handlers[effect.do](effect as never, by_visitor);
      }
      answered = view?.view.answered ?? answered;
    } catch (cause) {
      stopped = true;
      taken = false;
      handlers.stopped(failure('core_stopped', cause));
    }
    return taken;
  };

  const begin = () => {
    const follows = known !== undefined;
    known = snapshot.read();
    const beginning = start({
      seeds: crypto.getRandomValues(new Uint8Array(16)),
      ...origin,
      facts: facts(),
      snapshot: fromHex(known ?? ''),
    });
    run([beginning, ...arrivals(), decide()], false, follows);
  };
  const renew = () => {
    if (stopped || snapshot.read() === known) return;
    held = []; // another tab's visitor may have refused or forgotten what they would tell
    begin();
  };

  return {
    start: begin,
    renew,
    core: () => core,
    goOnWith(next) {
      core = next;
      begin();
      run(held.splice(0), false);
    },
    tell(event, by_visitor = false) {
      renew();
      // Attributes wait for the core that knows all their forms: a set without some would take the place of one with them.
      // What only that core answers is not taken before, nor what it alone tells: who is held out, and what a goal followed.
      const { full_core, attributes } = core.symbols;
      const waits = full_core && (event.asks || event.kind === flush_kind || event.kind === expose_kind);
      if (event.kind === forget_kind) held = [];
      if (full_core && event.kind === observe_kind && attributes.some(({ type }) => type === 'scores'))
        return !stopped && held.length < max_held && held.push(event) > 0;
      return !stopped && !waits && run([event], by_visitor);
    },
  };
}
