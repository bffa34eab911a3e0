// The module that takes a signed-in customer's attributes from a bundle, once something stands: it checks the bundle and
// tells the core what the policy marks as from one. It keeps them in memory only, and says of them ids and nothing else.

import { warn } from '../announce';
import type { Symbols, ValueType } from '../effects';
import { signalOf } from './signal';
import { openBundle, timeFault, type BundleFault, type Claims } from './text';

export interface BundlePart {
  /** `isLast` says whether no later word has come meanwhile. Resolves with the attributes taken, or why none was. */
  take(text: unknown, isLast: () => boolean): Promise<string[] | BundleFault | 'replaced'>;
}

/** What a bundle may do to the profile. */
export interface Hold {
  /** False: the value cannot be read, or the core does not take it. */
  give(signal: string, value: unknown, type: ValueType): boolean;
  drop(attribute: number): void;
}

/** `onChange` calls back when what stands has changed. */
export function createBundle(
  symbols: Symbols,
  { give, drop }: Hold,
  onChange: (listener: () => void) => () => void,
): BundlePart {
  let end = () => {};

  // Each attribute of bundles that this one does not name goes: it was another bundle's, perhaps another customer's.
  const tellAll = ({ attributes }: Claims): string[] =>
    symbols.attributes.flatMap(({ id, type, bundle }, index) => {
      if (!bundle) return [];
      const value = attributes[id] ?? null;
      if (value !== null && give(signalOf(id), value, type)) return [id];
      if (value !== null) warn('bundle: not taken', id);
      drop(index);
      return [];
    });

  return {
    async take(text, isLast) {
      const found = await openBundle(text, symbols.bundle_key!, symbols.site, Date.now());
      if (!isLast()) return 'replaced';
      if (typeof found === 'string') return found;
      const { attributes } = found;
      for (const id in attributes)
        if (!symbols.attributes.some((each) => each.id === id && each.bundle)) warn('bundle: not from bundles', id);
      end();
      // What the core dropped since its purpose did not stand may be taken once that is allowed, while the bundle is fresh.
      const stop = onChange(() => {
        if (!isLast() || timeFault(found, Date.now())) stop();
        else tellAll(found);
      });
      end = stop;
      return tellAll(found);
    },
  };
}
