// Puts the pack's names, titles and sentences to the indexes in the core's words.

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
    effect.slots.forEach((slot, at) => {
      const { place, because } = slots[at]!;
      slot.place = place;
      slot.because = because[slot.experience!];
    });
  return effect;
}
