// The rule of lateness: what a visitor has seen does not change unless the slot declares it, the visitor did it or consent
// has ended. And which places have been seen. docs/slots.md says why.

/** What may be done about a place that shows something else than was decided. */
export type Move = 'at_once' | 'fade' | 'wait';

export interface Situation {
  is_seen: boolean;
  was_seen: boolean; // on the view before, and it is still here
  withheld: boolean; // the slot's purpose does not stand
  by_visitor: boolean; // the visitor's own act on this page led to the decision
  late: 'keep_default' | 'fade_in';
}

export function moveFor({ is_seen, was_seen, withheld, by_visitor, late }: Situation): Move {
  if (withheld) return 'at_once';
  if (!is_seen) return was_seen ? 'fade' : 'at_once';
  return by_visitor || late === 'fade_in' ? 'fade' : 'wait';
}

/** Which places a visitor has seen since the page, or its view, began. */
export interface Sight {
  /** A place came. `was_painted`: what is on the screen has been there before. */
  add(place: Element, was_painted: boolean): void;
  sees(place: Element): boolean;
  saw(place: Element): boolean;
  /** A new view began: nothing of it has been seen yet. */
  renew(places: readonly Element[]): void;
}

/** True once the browser has painted something; where it cannot tell, it has. */
const hasPainted = () =>
  typeof PerformancePaintTiming === 'undefined' || performance.getEntriesByType('paint').length > 0;

/** `came` hears that places were seen for the first time. */
export function createSight(came: () => void): Sight {
  let seen = new WeakSet<Element>();
  let before = new WeakSet<Element>(); // seen on the view before
  const take = (entries: readonly IntersectionObserverEntry[]): boolean => {
    const fresh = entries.filter(({ target, isIntersecting }) => isIntersecting && !seen.has(target));
    for (const { target } of fresh) seen.add(target);
    return fresh.length > 0;
  };
  const observer = new IntersectionObserver((entries) => take(entries) && came());
  return {
    add(place, was_painted) {
      observer.observe(place);
      // What lies above has been scrolled over.
      const is_near = place.getClientRects().length > 0 && place.getBoundingClientRect().top < innerHeight;
      if (was_painted && is_near && hasPainted()) seen.add(place);
    },
    sees(place) {
      // A frame may have been drawn of which the observer has not told yet.
      take(observer.takeRecords());
      return seen.has(place);
    },
    saw: (place) => before.has(place),
    renew(places) {
      before = seen;
      seen = new WeakSet();
      observer.disconnect();
      for (const place of places) observer.observe(place);
    },
  };
}
