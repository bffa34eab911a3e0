// The module that observes what the page declares by data-assent-observe, and tells the core. It loads and works only
// while the visitor has allowed something; what happened before that it has not seen.

import { warn } from '../announce';
import type { Stand } from '../gates/gates';
import { whenIdle } from '../page';
import { observe, type Event, type Value } from '../records';
import { readField, watchActs } from './acts';
import { readItems, type Item } from './language';
import { attribute, observed, slotted } from './markup';
import { createSight, type Sight } from './sight';

/** Elements of one page that are looked at; those behind them in the page are not. */
export const max_elements = 1_000;

export interface Observe {
  /** To be called when what stands may have changed. */
  look(): void;
  /** A new page began without a load. */
  navigated(): void;
  stop(): void;
}

/** Something that the visitor is asked for stands, whatever the switches of an open preference center show. */
const isAllowed = ({ view, granted }: Readonly<Stand>): boolean =>
  view.purposes.some(({ id, locked }) => !locked && granted.includes(id));

/** Reads the elements' attributes; says once of each element what is wrong with it. */
function createReader(): (element: Element) => readonly Item[] {
  const known = new WeakMap<Element, { text: string; items: readonly Item[] }>();
  const none: readonly Item[] = [];
  const judge = (element: Element, text: string) =>
    element.closest(slotted) ? 'inside a slot nothing is observed' : readItems(text);
  return (element) => {
    const text = element.getAttribute(attribute) ?? '';
    const before = known.get(element);
    if (before?.text === text && !(before.items.length && element.closest(slotted))) return before.items;
    const found = judge(element, text);
    const items = typeof found === 'string' ? none : found;
    if (typeof found === 'string') warn(`${attribute}="${text}": ${found}`, element);
    known.set(element, { text, items });
    return items;
  };
}

/** `tell` answers false where the core refused the event. */
export function createObserve(stand: Readonly<Stand>, tell: (event: Event) => boolean): Observe {
  const itemsOf = createReader();
  const refused = new Set<string>();
  let running: { sight: Sight; end(): void } | undefined;

  const warnOnce = (key: string, ...about: unknown[]) => refused.has(key) || (refused.add(key), warn(...about));

  const say = (element: Element, { signal, field, value }: Item, form?: HTMLFormElement) => {
    const told = field ? form && readField(form, field) : value;
    const key = signal + '=' + value;
    if (told === undefined || refused.has(key) || !isAllowed(stand)) return;
    const type = typeof told === 'string' ? 'text' : typeof told;
    if (tell(observe(signal, { type, value: told } as Value)) || field) return;
    warnOnce(key, 'the core does not take the signal ' + signal, element);
  };

  const scan = (sight: Sight) => {
    const found = new Map<Element, readonly Item[]>();
    for (const element of document.querySelectorAll(observed)) {
      if (found.size === max_elements) {
        warnOnce('', `more than ${max_elements} observed elements`);
        break;
      }
      found.set(element, itemsOf(element));
    }
    sight.set(found);
  };

  const start = () => {
    const sight = createSight(say);
    let waits = false;
    const grew = () => {
      if (waits) return;
      waits = true;
      whenIdle(() => {
        waits = false;
        if (running?.sight === sight) scan(sight);
      });
    };
    const nodes = new MutationObserver(grew);
    nodes.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: [attribute] });
    const endActs = watchActs(itemsOf, say);
    running = {
      sight,
      end() {
        sight.stop();
        nodes.disconnect();
        endActs();
      },
    };
    scan(sight);
  };
  const stop = () => {
    running?.end();
    running = undefined;
  };

  addEventListener('pageshow', ({ persisted }) => persisted && running?.sight.renew());
  return {
    look() {
      if (!isAllowed(stand)) stop();
      else if (!running) start();
    },
    navigated: () => running?.sight.renew(),
    stop,
  };
}
