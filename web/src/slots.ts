// Puts decided content into the page's slots. It requests nothing for a slot whose purpose does not stand; otherwise all
// contents of a slot are fetched alike, whatever was decided. It leaves default content alone until then, and gives it
// back when a decision does.

import { report } from './announce';
import type { DecidedSlot, Symbols } from './effects';
import { failure } from './failure';
import type { Trusted } from './trusted';

/** A page has been looked at by then (Web Vitals call a largest contentful paint after it late). */
export const late_after_ms = 2_500;
export const fade_ms = 240;

// What would load or run by itself in only one experience, and so tell which one is shown. Images are not here: those
// of every experience load alike.
const forbidden =
  'script,style,link,base,meta,iframe,frame,object,embed,audio,video,image,use:not([href^="#"]),input[src],' +
  '[background],[loading],[style*="url("]';

type Variants = Map<string, DocumentFragment>;

export interface Slots {
  /** `by_visitor`: the visitor's own act on this page caused it, so a change is not a surprise. */
  show(decided: readonly DecidedSlot[], by_visitor: boolean): void;
  /** Tells `exposed` again what is on the screen: another consent may let it be said. */
  retell(): void;
  scan(): void;
  /** A new page began without a load. */
  navigated(): void;
  /** Default content everywhere, as the visitor asks; or what was decided again. */
  plain(on: boolean): void;
  restore(): void;
}

const keyOf = (experience: string | null, variant: string | null) =>
  experience === null ? '' : experience + '/' + (variant ?? '');

/** The experiences in a content file, by keyOf. Importing them into the page starts the images of all of them. */
function readContent(bytes: Uint8Array, trusted: Trusted): Variants {
  const page = document.createElement('template');
  page.innerHTML = trusted.createHTML(new TextDecoder().decode(bytes));
  const variants: Variants = new Map();
  for (const each of page.content.querySelectorAll<HTMLTemplateElement>('template[data-experience]')) {
    if (each.content.querySelector(forbidden)) throw failure('content_refused');
    const key = keyOf(each.getAttribute('data-experience'), each.getAttribute('data-variant'));
    variants.set(key, document.importNode(each.content, true));
  }
  return variants;
}

/** `read` loads a content file by its hash; `exposed` hears which slot has its decided content on the screen. */
export function createSlots(
  { slots }: Symbols,
  read: (hash: string) => Promise<Uint8Array>,
  exposed: (slot: number) => void,
  trusted: Trusted,
): Slots {
  const parseContent = (bytes: Uint8Array) => readContent(bytes, trusted);
  const contents = new Map<string, Promise<Variants | undefined>>();
  const defaults = new WeakMap<Element, DocumentFragment>();
  const shown = new WeakMap<Element, string>(); // absent: default content
  const seen = new WeakSet<Element>();
  let decisions: readonly DecidedSlot[] = [];
  let by_visitor = false;
  let is_plain = false;
  let began_ms = 0;
  let turn = 0;

  const places = () => [...document.querySelectorAll('[data-assent-slot]')];
  const placesOf = (place: string) => places().filter((each) => each.getAttribute('data-assent-slot') === place);

  const contentOf = (hash: string) => {
    let content = contents.get(hash);
    if (!content)
      contents.set(
        hash,
        (content = read(hash)
          .then(parseContent)
          .catch(report as () => undefined)),
      );
    return content;
  };

  const put = (place: Element, key: string, content: DocumentFragment | undefined) => {
    const before = new DocumentFragment();
    before.append(...place.childNodes);
    if (!shown.get(place)) defaults.set(place, before);
    place.append(content ? content.cloneNode(true) : defaults.get(place)!);
    shown.set(place, content ? key : '');
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) place.animate({ opacity: [0, 1] }, fade_ms);
  };

  const isLate = (late: string) => late === 'keep_default' && performance.now() - began_ms > late_after_ms;

  const draw = async (index: number, decided: DecidedSlot, mine: number) => {
    const slot = slots[index]!;
    const key = keyOf(decided.experience, decided.variant);
    if (!placesOf(slot.place).length) return;
    // Without consent for the slot's purpose there is nothing to choose from, so nothing is requested either.
    const variants = decided.withheld || is_plain ? undefined : await contentOf(slot.content);
    if (mine !== turn) return;
    let visible = false;
    for (const place of placesOf(slot.place)) {
      const content = variants?.get(key);
      const wanted = content ? key : '';
      const now = shown.get(place) || '';
      // Default content always may come back: what a decision no longer allows must go.
      if (wanted !== now && (!wanted || by_visitor || !isLate(slot.late))) put(place, wanted, content);
      visible ||= (shown.get(place) || '') === key;
    }
    if (visible) exposed(index);
  };

  const drawAll = () => {
    const mine = ++turn;
    for (const decided of decisions) {
      const index = slots.findIndex((slot) => slot.id === decided.slot);
      void draw(index, decided, mine).catch(report);
    }
  };

  return {
    show(decided, visitor_did_it) {
      decisions = decided;
      by_visitor = visitor_did_it;
      drawAll();
    },
    retell: drawAll,
    scan() {
      const fresh = places().filter((place) => !seen.has(place));
      for (const place of fresh) seen.add(place);
      if (fresh.length) drawAll();
    },
    navigated() {
      began_ms = performance.now();
    },
    plain(on) {
      is_plain = on;
      by_visitor = true;
      drawAll();
    },
    restore() {
      decisions = [];
      turn++;
      for (const place of places()) if (shown.get(place)) put(place, '', undefined);
    },
  };
}
