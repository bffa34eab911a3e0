// How long elements of the page have been in sight. It knows elements and time; what follows from that it leaves to who
// asks.

import type { Item } from './language';

/** Half of an element, or half of the window where the element is larger, counts as in sight. */
export const share_in_sight = 0.5;
/** An element far larger than the window is asked about in steps as small as this one. */
const steps = Array.from({ length: 11 }, (_, step) => step * 0.05);
const ms_per_s = 1_000;

export type InSight = Pick<IntersectionObserverEntry, 'isIntersecting' | 'intersectionRatio' | 'intersectionRect'>;

export const isInSight = (of: InSight, window_height: number): boolean =>
  of.isIntersecting &&
  (of.intersectionRatio >= share_in_sight || of.intersectionRect.height >= window_height * share_in_sight);

interface Watched {
  element: Element;
  items: readonly Item[];
  told: Set<Item>;
  in_sight: boolean;
  since_ms: number | undefined; // since when it is seen; undefined: it is not
  seen_ms: number; // before that, on this page view
  timer: ReturnType<typeof setTimeout> | undefined;
}

export interface Sight {
  /** These elements and no others. */
  set(elements: ReadonlyMap<Element, readonly Item[]>): void;
  /** A new page view: everything may be told again. */
  renew(): void;
  stop(): void;
}

/**
 * Calls `due` once for each item on each page view: a `view` after its seconds in sight without a break, a `dwell` after
 * as many in all. Nothing is in sight while nobody looks at the page.
 */
export function createSight(due: (element: Element, item: Item) => void): Sight {
  const all = new Map<Element, Watched>();

  const look = (watched: Watched): void => {
    clearTimeout(watched.timer);
    if (watched.since_ms === undefined) return;
    const now_ms = performance.now() - watched.since_ms;
    let next_ms = Infinity;
    for (const item of watched.items) {
      if (!item.seconds || watched.told.has(item)) continue;
      const left_ms = item.seconds * ms_per_s - now_ms - (item.kind === 'dwell' ? watched.seen_ms : 0);
      if (left_ms > 0) {
        next_ms = Math.min(next_ms, left_ms);
        continue;
      }
      watched.told.add(item);
      due(watched.element, item);
    }
    if (next_ms < Infinity) watched.timer = setTimeout(look, Math.ceil(next_ms), watched);
  };
  const turn = (watched: Watched): void => {
    const is_seen = watched.in_sight && !document.hidden;
    const { since_ms } = watched;
    if (is_seen === (since_ms !== undefined)) return;
    if (since_ms !== undefined) watched.seen_ms += performance.now() - since_ms;
    watched.since_ms = is_seen ? performance.now() : undefined;
    look(watched);
  };
  const turnAll = () => all.forEach(turn);

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const watched = all.get(entry.target);
        if (!watched) continue;
        watched.in_sight = isInSight(entry, innerHeight);
        turn(watched);
      }
    },
    { threshold: steps },
  );
  const drop = (watched: Watched) => {
    clearTimeout(watched.timer);
    observer.unobserve(watched.element);
    all.delete(watched.element);
  };
  addEventListener('visibilitychange', turnAll, true);

  return {
    set(elements) {
      for (const watched of [...all.values()]) if (elements.get(watched.element) !== watched.items) drop(watched);
      for (const [element, items] of elements) {
        if (all.has(element)) continue;
        const fresh = { told: new Set<Item>(), in_sight: false, since_ms: undefined, seen_ms: 0, timer: undefined };
        all.set(element, { element, items, ...fresh });
        observer.observe(element);
      }
    },
    renew() {
      for (const watched of all.values()) {
        watched.told.clear();
        watched.seen_ms = 0;
        watched.since_ms = undefined;
        turn(watched);
      }
    },
    stop() {
      removeEventListener('visibilitychange', turnAll, true);
      for (const watched of [...all.values()]) drop(watched);
      observer.disconnect();
    },
  };
}
