// What features give before the module that asks the full core has loaded, and without it: their fallbacks.

import { warn } from '../announce';
import type { Json, Symbols } from '../effects';
import type { DecidedFeatures, FeatureReasons, Features } from './features';

/** The part of the API; `load` is called once, and what it brings answers from then on. */
export function createEarlyFeatures(
  symbols: Symbols,
  load: () => Promise<DecidedFeatures>,
  failed: (error: unknown) => void,
): Features {
  const listeners = new Set<() => void>();
  let features: DecidedFeatures | undefined;
  // The full core may have been there first, so what loads has something to tell at once.
  const changed = () => listeners.forEach((listener) => queueMicrotask(() => listeners.has(listener) && listener()));
  if (symbols.features)
    load().then((loaded) => {
      features = loaded;
      loaded.onChange(changed);
      changed();
    }, failed);

  const find = (id: string) => symbols.features?.find((each) => each.id === id);
  const fallback = (id: string): Json => {
    const found = find(id);
    if (!found) warn('unknown_feature', id);
    return found?.values[found.fallback!] ?? null;
  };
  return {
    get: (id) => (features ? features.get(id) : fallback(id)),
    explain: (id): FeatureReasons | undefined => features?.explain(id),
    values: (id) => structuredClone(find(id)?.values),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
