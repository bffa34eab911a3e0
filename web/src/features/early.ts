// What features give before the module that asks the full core has loaded, and without it: their fallbacks.

import { warn } from '../announce';
import type { Json, Symbols } from '../effects';
import type { FeatureReasons, Features } from './features';

/** The part of the API; `load` is called once, and what it brings answers from then on. */
export function createEarlyFeatures(symbols: Symbols, load: () => Promise<Features>, failed: (error: unknown) => void): Features {
  const listeners = new Set<() => void>();
  let features: Features | undefined;
  if (symbols.features)
    load().then((loaded) => {
      features = loaded;
      for (const listener of listeners) loaded.onChange(listener);
    }, failed);

  const fallback = (id: string): Json => {
    const found = symbols.features?.find((each) => each.id === id);
    if (!found) warn('unknown_feature', id);
    return found?.values[found.fallback!] ?? null;
  };
  return {
    get: (id) => (features ? features.get(id) : fallback(id)),
    explain: (id): FeatureReasons | undefined => features?.explain(id),
    onChange(listener) {
      if (features) return features.onChange(listener);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
