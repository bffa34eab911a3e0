// Shows in the page's slots what was decided, calmly. It requests nothing for a slot whose purpose does not stand; all
// contents of another are fetched alike, whatever was decided. Until then, and on any doubt, default content stays.

import { report } from '../announce';
import type { AllSymbols, DecidedSlot, SlotDetail, Symbols } from '../effects';
import { afterPaint } from '../page';
import { complete, type LoadSecondLayer } from '../second-layer';
import type { Trusted } from '../trusted';
import { isBusy, watchEndings } from './busy';
import { createSight, moveFor } from './calm';
import { createLibrary, keyOf } from './content';
import { createStage, type Change } from './stage';
import { createValues, type ValueOf } from './values';

export interface Slots {
  /** `by_visitor`: the visitor's own act on this page caused it, so a change is not a surprise. */
  show(decided: readonly DecidedSlot[], by_visitor: boolean): void;
  /** Values may have changed. */
  renew(by_visitor: boolean): void;
  /** Tells `exposed` again what is on the screen: another consent may let it be said. */
  retell(): void;
  scan(): void;
  /** A new page began without a load. */
  navigated(): void;
  /** Default content everywhere, as the visitor asks; or what was decided again. */
  plain(on: boolean): void;
  restore(): void;
}

export interface Stagehands {
  secondLayer: LoadSecondLayer;
  /** Loads a content file by its hash. */
  read(hash: string): Promise<Uint8Array>;
  valueOf: ValueOf;
  /** Hears which slot has its decided content on the screen. */
  exposed(slot: number): void;
  trusted: Trusted;
}

/** What a slot is to show, and whether the visitor's own act led to it. */
interface Wish {
  decided: DecidedSlot;
  key: string;
  by_visitor: boolean;
}

/** A key with the values that are shown: where one changes, so does what is shown. */
const keyWith = (key: string, texts: readonly string[]) => (texts.length ? key + JSON.stringify(texts) : key);
const contentOf = (shown: string) => shown.split('[', 1)[0];

export function createSlots(symbols: Symbols, { secondLayer, read, valueOf, exposed, trusted }: Stagehands): Slots {
  const { slots } = symbols;
  const wishes = new Map<number, Wish>(); // by the slot's position
  const told = new Map<number, string>();
  let known: readonly Element[] = [];
  let has_begun = false;
  let is_stopped = false;
  let is_plain = false; // the visitor wants to see default content
  let is_own_act = false; // what is being drawn follows from what the visitor did
  let waits = false; // a visitor is busy in a place that is to change

  // What the second layer says of slots and attributes, from the first that may show something on.
  let details: readonly SlotDetail[] | undefined;
  let all_symbols: AllSymbols | undefined;
  let is_loading = false;
  const askDetails = () => {
    if (is_loading) return;
    is_loading = true;
    secondLayer().then(
      (second) => {
        all_symbols = complete(symbols, second);
        details = second.slots;
        guarded(draw)();
      },
      (error: unknown) => {
        is_loading = false; // the next decision tries again
        report(error);
      },
    );
  };

  const library = createLibrary(read, trusted, () => draw());
  const values = createValues(() => all_symbols!, valueOf);
  const sight = createSight(() => guarded(draw)());
  const stage = createStage((nodes, { variant, texts }) => values.show(nodes, variant!.attributes, texts));

  const places = () => [...document.querySelectorAll('[data-assent-slot]')];

  /** What one slot's places are to show; undefined: that is not known yet. */
  const wantedIn = (at: number, { decided, key }: Wish) => {
    const of_default = { key: '', variant: undefined, texts: [] };
    if (decided.withheld || is_plain) return of_default;
    if (!details) return void askDetails();
    const variants = library.get(details[at]!.content);
    if (!variants) return undefined;
    const variant = variants.get(key);
    if (!variant) return of_default;
    const texts = values.ask(variant.attributes, at);
    return { key: keyWith(key, texts), variant, texts };
  };

  // Another value in the content that is shown is the visitor's doing only where this very act led to it; one that is
  // forgotten waits for nothing.
  const isOfVisitor = (place: Element, { by_visitor }: Wish, { key, texts }: { key: string; texts: readonly string[] }) =>
    key !== '' && contentOf(stage.keyOf(place)) === contentOf(key) ? is_own_act || texts.includes('') : by_visitor;

  const moveOf = (place: Element, at: number, wish: Wish, wanted: { key: string; texts: readonly string[] }) => {
    if (isBusy(place)) {
      waits = true;
      return 'wait';
    }
    const { withheld } = wish.decided;
    const by_visitor = isOfVisitor(place, wish, wanted);
    const late = details?.[at]!.late ?? 'keep_default';
    return moveFor({ is_seen: sight.sees(place), was_seen: sight.saw(place), withheld, by_visitor, late });
  };

  const draw = () => {
    waits = false;
    const all = places();
    const changes: Change[] = [];
    const shown: (() => void)[] = [];
    for (const [at, wish] of wishes) {
      const { place: name, id } = slots[at]!;
      const here = all.filter((each) => each.getAttribute('data-assent-slot') === name);
      const wanted = here.length ? wantedIn(at, wish) : undefined;
      if (!wanted) continue;
      for (const place of here) {
        if (stage.keyOf(place) === wanted.key || stage.refuses(place, wanted.key)) continue;
        const move = moveOf(place, at, wish, wanted);
        if (move !== 'wait') changes.push({ place, slot: id, move, ...wanted });
      }
      const is_decided = (wanted.key === '') === (wish.key === '' || wish.decided.withheld);
      shown.push(() => {
        if (is_stopped || !is_decided || told.get(at) === wish.key || wishes.get(at) !== wish) return;
        if (!here.some((place) => stage.keyOf(place) === wanted.key && sight.sees(place))) return;
        told.set(at, wish.key);
        exposed(at);
      });
    }
    stage.apply(changes);
    // Each word of it is a step of the core and a write into storage: the visitor sees the page first.
    if (shown.length) afterPaint(guarded(() => shown.forEach((tell) => tell())));
  };

  const guarded = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      report(error);
    }
  };
  const drawValues = (by_visitor: boolean) => {
    values.renew();
    is_own_act = by_visitor;
    guarded(draw)();
    is_own_act = false;
  };
  watchEndings(() => waits, guarded(draw));
  let width = innerWidth;
  addEventListener('resize', () => {
    // A bar of the browser that comes and goes changes the height alone.
    if (width === (width = innerWidth)) return;
    stage.renew(places());
  });

  return {
    show(decided, visitor_did_it) {
      for (const each of decided) {
        const at = slots.findIndex((slot) => slot.id === each.slot);
        const key = keyOf(each.experience, each.variant);
        const before = wishes.get(at);
        const is_same = before && before.key === key && before.decided.withheld === each.withheld;
        wishes.set(at, { decided: each, key, by_visitor: is_same ? before.by_visitor : visitor_did_it });
      }
      drawValues(visitor_did_it);
    },
    renew: drawValues,
    retell() {
      told.clear();
      guarded(draw)();
    },
    scan() {
      const now = places();
      const fresh = now.filter((place) => !known.includes(place));
      known = now;
      for (const place of fresh) sight.add(place, !has_begun);
      has_begun = true;
      if (fresh.length) guarded(draw)();
    },
    navigated() {
      told.clear();
      sight.renew(places());
      stage.renew([]);
      // What the visitor did on the page before explains nothing here.
      for (const wish of wishes.values()) wish.by_visitor = false;
    },
    plain(on) {
      is_plain = on;
      for (const wish of wishes.values()) wish.by_visitor = true;
      guarded(draw)();
    },
    restore() {
      is_stopped = true;
      for (const wish of wishes.values()) wish.decided = { ...wish.decided, withheld: true };
      guarded(draw)();
    },
  };
}
