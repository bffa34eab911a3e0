// The weights of a slot's factors for page scripts: ids, codes and numbers out of what the full core says to our own
// elements (wasm/why_text.hpp), never a value, a time or a constant of a comparison.

import type { Weight } from './api';
import type { Core } from './core';
import type { Symbols } from './effects';
import type { Why } from './elements/why/reasons';

/** Undefined where the core is not the full one, or the slot is none. */
export function weightsOf(core: Core, { attributes, context, slots }: Symbols, id: string): Weight[] | undefined {
  const slot = slots.findIndex((each) => each.id === id);
  if (!core.is_full || slot < 0 || !core.call('why', [slot])) return undefined;
  const { whole, factors } = core.read() as Why;
  return factors.map(({ attribute, fact, code, weight, together }) => ({
    ...(fact === undefined ? { attribute: attributes[attribute!]!.id } : { context: context[fact]! }),
    code,
    weight,
    whole,
    together,
  }));
}
