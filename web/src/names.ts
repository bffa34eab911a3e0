// Puts the pack's names and sentences to the indexes in the core's words.

import type { Effect, Symbols } from './effects';

/** Completes an effect in place, as the core has just told it. */
export function name(effect: Effect, { texts, purposes, attributes, slots }: Symbols): Effect {
  if (effect.do === 'view') {
    const { view } = effect;
    view.texts = texts;
    view.purposes.forEach((row, at) => Object.assign(row, purposes[at]));
    view.data.forEach((row) => Object.assign(row, attributes[row.attribute]));
  }
  if (effect.do === 'decided')
    // A slot without a place is what a feature is told under.
    effect.slots = effect.slots.filter((slot, at) => (slot.place = slots[at]!.place));
  return effect;
}
