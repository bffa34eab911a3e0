// The module that acts on what the core has decided about services: it hands over and takes back what the page has
// gated, says what stands to tags that ask, and clears what a service leaves behind. It decides nothing; it loads once
// something is allowed, taken back, or gated on the page.

import { announce, report, warn } from '../announce';
import type { Symbols, View } from '../effects';
import type { Embed } from '../loader';
import { afterPaint } from '../page';
import { answer, type Event } from '../records';
import { load } from '../transport/load';
import type { Trusted } from '../trusted';
import { createClearing, type Clearing } from './clearing';
import { readGates, type GatesDocument } from './document';
import { gated, serviceOf } from './element';
import { createEmbeds } from './embeds';
import { createNotes, type Notes } from './notes';
import { createPlaceholders, type Placeholders } from './placeholders';
import { createScripts } from './scripts';
import { createSignals } from './signals';
import { watchGated } from './watch';

/** What stands, as the core has said it last. */
export interface Stand {
  view: View;
  allowed: readonly string[]; // services
  granted: readonly string[]; // purposes
  acts: number; // choices that were made on this page, an expiry too; a service that was allowed by itself is none
}

export interface Gates {
  /** Brings the page to what stands. */
  set(stand: Stand): void;
  /** Nothing is allowed any more. */
  stop(): void;
}

/** The head stub's handle, which only we may have. */
function takeHead(): Window['assentHead'] {
  const { assentHead } = window;
  delete window.assentHead;
  return typeof assentHead === 'function' ? assentHead : undefined;
}

declare global {
  interface Window {
    assentHead?: (allowed: readonly string[], settled: boolean) => void;
  }
}

/** The parts that speak or that know a service's names, once the gates document is here. */
interface Speaking {
  signals(granted: readonly string[]): void;
  clearing: Clearing;
  placeholders: Placeholders;
  notes: Notes;
}

/** `tell` passes events on to the core. */
export function createGates(
  { collector, nonce }: Pick<Embed, 'collector' | 'nonce'>,
  symbols: Symbols,
  trusted: Trusted,
  tell: (event: Event, by_visitor: boolean) => boolean,
): Gates {
  let stand: Stand | undefined;
  let speaking: Speaking | undefined;
  let asked_once = new WeakSet<Element>();
  const head = takeHead();
  const isAllowed = (service: string) => stand?.allowed.includes(service) === true;

  const scripts = createScripts({
    nonce,
    trusted,
    isAllowed,
    failed(service, address) {
      warn('a script of a service did not load; what follows it goes on', service, address);
      announce('service-failed', { service, address });
    },
  });
  const embeds = createEmbeds({
    mayLoad: (element) => isAllowed(serviceOf(element)) || asked_once.has(element),
    frame: (frame, is_loaded) => speaking?.placeholders.frame(frame, is_loaded),
  });

  const scan = () => {
    scripts.scan();
    embeds.scan();
    speaking?.placeholders.settle();
  };

  const speak = (documented: GatesDocument): Speaking => ({
    signals: createSignals(documented.signals, documented.modes),
    clearing: createClearing(documented.services),
    notes: createNotes(documented, symbols.language),
    placeholders: createPlaceholders(documented, symbols, {
      loadOnce(frame) {
        asked_once.add(frame);
        scan();
      },
      // The click is answered by the button's own look; what it means comes after that frame.
      alwaysAllow: (service, trusted) =>
        afterPaint(() =>
          symbols.purposes.forEach(({ id }, purpose) => {
            if (service.purposes.includes(id) && !stand?.granted.includes(id)) tell(answer(purpose, true, trusted), true);
          }),
        ),
    }),
  });

  /** In this order: a tag hears that it may before it runs, and is stopped before what it left is cleared. */
  const apply = () => {
    if (!stand) return;
    const { view, allowed, granted } = stand;
    head?.(allowed, view.reason === 'none');
    speaking?.signals(granted);
    speaking?.placeholders.know(stand);
    scan();
    speaking?.clearing.set(stand);
    speaking?.notes.draw(
      [...scripts.ran].filter((service) => !allowed.includes(service)),
      view.texts.close,
    );
  };

  watchGated(gated, scan);
  void load(`${collector}/packs/${symbols.gates}`, 'content', symbols.gates)
    .then((bytes) => {
      speaking = speak(readGates(bytes));
      apply();
    })
    .catch(report);

  return {
    set(now) {
      // A choice is newer than what was asked for once before it.
      if (stand && stand.acts !== now.acts) asked_once = new WeakSet();
      stand = now;
      apply();
    },
    stop() {
      if (stand) stand = { ...stand, allowed: [], granted: [] };
      head?.([], false);
      speaking?.signals([]);
      scan();
    },
  };
}
