// What the provider uses of window.assent, in its own words, and the way to it. It knows nothing of the widget's inside.

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Why a feature gave what it gave. */
export interface Reasons {
  reason: string;
  rule: string | null;
  experiment: { key: string; variation: string; in: boolean; bucket: number | null } | null;
}

export interface Features {
  get(feature: string): Json;
  /** Undefined while only fallbacks are given. */
  explain(feature: string): Reasons | undefined;
  /** Undefined: there is no such feature. */
  values(feature: string): readonly Json[] | undefined;
  onChange(listener: () => void): () => void;
}

export interface Widget {
  features: Features;
  profile: {
    set(attribute: string, value: Json | Date): boolean;
    forget(attribute: string): boolean;
  };
  /** Not every widget counts goals. */
  goal?(goal: string): boolean;
}

type Callback = (widget: Widget) => void;

/** Calls back once the widget can answer, which may be never. */
export function onceThere(callback: Callback): void {
  const page = globalThis as { assent?: { push(callback: Callback): unknown } };
  (page.assent ??= [] as Callback[]).push(callback);
}

export const warn = (...about: unknown[]): void => console.warn('assent-openfeature:', ...about);
