// The box of a place: what is put in keeps to it, so that nothing around it moves. Content that is smaller has the box held
// open; content that is larger does not go in.

/** What rounding may differ by, in CSS pixels. */
export const slack_px = 0.5;

export interface Box {
  width: number;
  height: number;
  block: string; // as CSS has it
  inline: string;
}

/** The box of a place; undefined where the place is not rendered. */
export function boxOf(place: Element): Box | undefined {
  if (!place.getClientRects().length) return undefined;
  const { width, height } = place.getBoundingClientRect();
  const { blockSize, inlineSize } = getComputedStyle(place);
  return { width, height, block: blockSize, inline: inlineSize };
}

/** A place without a box of its own, whose content stands in that of its parent. */
export const isBoxless = (place: Element): boolean =>
  !place.getClientRects().length && getComputedStyle(place).display === 'contents';

export const isSame = (a: Box, b: Box | undefined): boolean =>
  !b || (Math.abs(a.width - b.width) <= slack_px && Math.abs(a.height - b.height) <= slack_px);

/** Boxes that are held open by a style of their elements. */
export interface Holds {
  hold(place: Element, box: Box): void;
  /** Gives the element its own style back. */
  release(place: Element): void;
}

const held = ['min-block-size', 'min-inline-size'] as const;

export function createHolds(): Holds {
  const before = new WeakMap<Element, { had_style: boolean; values: string[] }>();
  const styleOf = (place: Element) => (place as HTMLElement).style;
  return {
    hold(place, box) {
      const style = styleOf(place);
      before.set(place, {
        had_style: place.hasAttribute('style'),
        values: held.map((name) => style.getPropertyValue(name)),
      });
      style.setProperty('min-block-size', box.block);
      style.setProperty('min-inline-size', box.inline);
    },
    release(place) {
      const own = before.get(place);
      if (!own) return;
      before.delete(place);
      const style = styleOf(place);
      held.forEach((name, at) => style.setProperty(name, own.values[at]!));
      if (!own.had_style && !style.length) place.removeAttribute('style');
    },
  };
}
