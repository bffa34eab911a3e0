// Puts content into places and takes it out again. Default content is kept as the nodes that the page gave, with what
// listens to them, and it is these nodes that come back.

import { warn } from '../announce';
import { bare } from '../plain';
import { boxOf, createHolds, isBoxless, isSame, type Box } from './box';
import type { Move } from './calm';
import type { Variant } from './content';
import { applyEdits, type Done } from './edits';

export const fade_ms = 240;

/** One change of one place, all at once with the others of its kind. */
export interface Change {
  place: Element;
  slot: string; // its id, for who reads the console
  key: string; // of what is wanted; '' is default content
  variant: Variant | undefined; // undefined: default content
  texts: readonly string[]; // values of the variant's attributes
  move: Exclude<Move, 'wait'>;
}

export interface Stage {
  /** What a place shows: the key that it was given, or '' where it shows default content. */
  keyOf(place: Element): string;
  /** True where this did not fit into the place before. */
  refuses(place: Element, key: string): boolean;
  apply(changes: readonly Change[]): void;
  /** The page has another layout: nothing is held open, and what did not fit may fit now. */
  renew(places: readonly Element[]): void;
}

/** Completes nodes that are about to be shown. */
type Complete = (nodes: DocumentFragment, change: Change) => void;

/** Shows `nodes` instead of what the place holds. */
function swap(place: Element, nodes: DocumentFragment): Done {
  const own = new DocumentFragment();
  own.append(...place.childNodes);
  const put = [...nodes.childNodes];
  place.append(nodes);
  const left = () => put.filter((node) => node.parentNode === place);
  const stands = () => !put.length || left().length > 0;
  return {
    stands,
    undo() {
      // Where nothing is left the page has put something else there, and that stays.
      if (!stands()) return;
      const ours = left();
      place.insertBefore(own, ours[0] ?? null);
      for (const node of ours) node.remove();
    },
  };
}

interface Worn extends Done {
  key: string;
}

interface Fitting extends Change {
  box: Box | undefined; // that has to be kept
}

export function createStage(complete: Complete): Stage {
  const worn = new WeakMap<Element, Worn>();
  let misfits = new WeakMap<Element, string>();
  const holds = createHolds();

  const undress = (place: Element) => {
    worn.get(place)?.undo();
    worn.delete(place);
    holds.release(place);
  };

  const refuse = ({ place, slot, key }: Change, why: string) => {
    misfits.set(place, key);
    warn('slot ' + slot + ' keeps its default content: ' + why, place);
  };

  const dress = (change: Change) => {
    const { place, key, variant } = change;
    undress(place);
    if (!variant) return;
    let done: Done | undefined;
    if (variant.edits) done = applyEdits(place, variant.edits);
    else {
      const nodes = document.importNode(variant.nodes!, true);
      complete(nodes, change);
      done = swap(place, nodes);
    }
    if (done) worn.set(place, { ...done, key });
    else refuse(change, 'its edits do not find what they are about');
  };

  // What is below the screen and has not been seen moves nothing that anybody sees.
  const boxToKeep = ({ place, variant, move }: Change) =>
    variant && (move === 'fade' || place.getBoundingClientRect().top < 0) ? boxOf(place) : undefined;

  /** Layout is asked for all places together, once before, once after and once where a box had to be held. */
  const keepBoxes = (fittings: readonly Fitting[]) => {
    const differing = (all: readonly Fitting[]) =>
      all.filter(({ place, box }) => box && worn.has(place) && !isSame(box, boxOf(place)));
    const held = differing(fittings);
    for (const { place, box } of held) holds.hold(place, box!);
    for (const each of differing(held)) {
      undress(each.place);
      refuse(each, 'what was decided is larger than the box that the page keeps for it');
    }
  };

  return {
    keyOf(place) {
      const shows = worn.get(place);
      if (shows && !shows.stands()) undress(place);
      return worn.get(place)?.key ?? '';
    },
    refuses: (place, key) => misfits.get(place) === key,
    apply(changes) {
      const possible = changes.filter((change) => {
        const is_boxless = change.variant && isBoxless(change.place);
        if (is_boxless) refuse(change, 'an element with display: contents has no box to keep');
        return !is_boxless;
      });
      const fittings = possible.map((change): Fitting => ({ ...change, box: boxToKeep(change) }));
      for (const each of fittings) dress(each);
      keepBoxes(fittings);
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      for (const { place, move, key } of fittings)
        if (move === 'fade' && (worn.get(place)?.key ?? '') === key) place.animate(bare({ opacity: [0, 1] }), fade_ms);
    },
    renew(places) {
      misfits = new WeakMap();
      for (const place of places) holds.release(place);
    },
  };
}
