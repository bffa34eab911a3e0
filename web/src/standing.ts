// Which purposes stand now, and who wants to hear of it. It takes the core's word and decides nothing.

import { announce } from './announce';
import type { View } from './effects';

export interface Consent {
  granted: string[]; // ids of the purposes that stand now
  denied: string[];
}

export interface Standing {
  get(): Consent;
  /** What the core says stands now, and by which act. */
  set(granted: readonly string[], act: string): void;
  /** The switches show what stands until one is moved; after a start they are the only word of it. */
  read(view: View): void;
  /** Calls back after every change; returns what ends that. */
  onChange(listener: (consent: Consent) => void): () => void;
}

/** `changed` is called at once with what stands and by which act, "none" after a start, before any listener. */
export function createStanding(
  purposes: readonly string[],
  changed: (granted: readonly string[], act: string) => void,
): Standing {
  const listeners = new Set<(consent: Consent) => void>();
  let granted: readonly string[] = [];

  const get = (): Consent => ({ granted: [...granted], denied: purposes.filter((id) => !granted.includes(id)) });
  const set: Standing['set'] = (now, act) => {
    granted = now;
    changed(granted, act);
    announce('consent', { act, ...get() });
    for (const listener of listeners) queueMicrotask(() => listener(get()));
  };
  return {
    get,
    set,
    read({ purposes: rows, changed: is_draft }) {
      const on = rows.filter((row) => row.on).map((row) => row.id);
      if (!is_draft && on.join() !== granted.join()) set(on, 'none');
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
