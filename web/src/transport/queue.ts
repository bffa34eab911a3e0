// What waits to leave, oldest first, as one text in storage. Each call reads it anew, so that tabs of one site share
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
  all(): Waiting[];
  add(item: Waiting): void;
  replace(item: Waiting): void;
  drop(ids: readonly string[]): void;
  /** Drops every event that rests on a purpose outside `permitted`. */
  retract(permitted: readonly string[]): void;
}

export function createQueue(cell: Cell): Queue {
  const all = (): Waiting[] => {
    try {
      const items = parse(cell.read() || '[]');
      return Array.isArray(items) ? items : [];
    } catch {
      return []; // damaged: the same as empty
    }
  };
  const keep = (items: Waiting[]) => {
    const text = items.length ? JSON.stringify(items) : null;
    // A tab that follows another's choice must not write back what the other is changing just now.
    if (text !== cell.read()) cell.write(text);
  };
  return {
    all,
    add(item) {
      const items = [...all(), item];
      const same = items.filter((other) => other.route === item.route);
      keep(items.filter((other) => other !== same[same.length - 1 - max_waiting]));
    },
    replace: (item) => keep(all().map((other) => (other.id === item.id ? item : other))),
    drop: (ids) => keep(all().filter((item) => !ids.includes(item.id))),
    retract: (permitted) =>
      keep(all().filter((item) => item.route !== 'events' || item.purposes.every((each) => permitted.includes(each)))),
  };
}
