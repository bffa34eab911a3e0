// What waits to leave, oldest first, as one text in storage. Each call looks at it anew, so that tabs of one site share
// it. It never holds more than the limits, and never an event that a retraction named.

import type { Cell } from '../storage';
import { parse } from '../plain';

/** Waiting items of one route; past it the oldest goes. A newer consent record replaces what stands anyway. */
export const max_waiting = 200;

/** Something to be done at the collector or, for `erase`, with the subject's key, in its place in the order. */
export interface Waiting {
  route: 'consents' | 'events' | 'erase';
  id: string;
  subject: boolean;
  purposes: string[];
  body: string;
  /** Of a sealed consent record: the subject's public key and its signature over the body, base64. */
  key?: string;
  signature?: string;
}

export interface Queue {
  all(): readonly Waiting[];
  add(item: Waiting): void;
  replace(item: Waiting): void;
  drop(ids: readonly string[]): void;
  /** Drops every event that rests on a purpose outside `permitted`. */
  retract(permitted: readonly string[]): void;
}

export function createQueue(cell: Cell): Queue {
  // The text is asked for far more often than it changes.
  let known = '';
  let items: readonly Waiting[] = [];
  const all = (): readonly Waiting[] => {
    const text = cell.read() || '[]';
    if (text === known) return items;
    known = text;
    try {
      const found = parse(text);
      items = Array.isArray(found) ? found : [];
    } catch {
      items = []; // damaged: the same as empty
    }
    return items;
  };
  const keep = (waiting: Waiting[]) => {
    const text = waiting.length ? JSON.stringify(waiting) : null;
    // A tab that follows another's choice must not write back what the other is changing just now.
    if (text !== cell.read()) cell.write(text);
  };
  return {
    all,
    add(item) {
      const waiting = [...all(), item];
      const same = waiting.filter((other) => other.route === item.route);
      keep(waiting.filter((other) => other !== same[same.length - 1 - max_waiting]));
    },
    replace: (item) => keep(all().map((other) => (other.id === item.id ? item : other))),
    drop: (ids) => keep(all().filter((item) => !ids.includes(item.id))),
    retract: (permitted) =>
      keep(all().filter((item) => item.route !== 'events' || item.purposes.every((each) => permitted.includes(each)))),
  };
}
