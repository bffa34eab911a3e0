// window.assent: what a page's scripts may ask for. A script may restrict and never grant; it is told ids and codes,
// never a value.

import { warn } from './announce';
import type { BundleResult } from './bundle/early';
import { isOfBundle } from './bundle/signal';
import type { DecidedSlot, Factor, Json, Symbols } from './effects';
import type { Features } from './features/features';
import { isByVisitor } from './page';
import { bare } from './plain';
import type { SubjectRights } from './rights/rights';
import type { Consent, Standing } from './standing';
import {
  answer,
  every_attribute,
  forget,
  max_list_items,
  max_text_bytes,
  observe,
  openPreferences,
  set,
  type Event,
  type Value,
} from './records';
import { encodeScores } from './scores';
import { encodeTree } from './tree';

/** An attribute of type `any` takes whatever JSON has, one of scores an object: `{ alps: 0.5 }`. */
export type Given = boolean | number | string | readonly string[] | Date | Json;

export interface Shown {
  slot: string;
  place: string;
  experience: string | null; // null: default content
  variant: string | null;
}
export interface Explanation extends Shown {
  withheld: boolean;
  trace: Comparison[];
  /** How much each factor mattered; absent where the full core is not here (docs/why.md). */
  weights?: Weight[];
}
/** A factor's share of the decision: `weight` parts of `whole`, below 0 where it spoke against what is shown. */
export interface Weight {
  attribute?: string;
  context?: string;
  code: string;
  weight: number;
  whole: number;
  together: boolean; // weighed as one with the others that say so
}
/** A factor with the word that policies have for what it asks, if anything, and the name of why it counted as it did. */
export type Comparison = Omit<Factor, 'op' | 'code'> & { op: string | undefined; code: string };

// The comparisons of the enumeration Op in src/policy/pack.fbs, which the core gives as numbers.
export const first_op = 3;
export const ops = ['exists', 'eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'contains'];

// Those of the enumeration Code in src/personalization/condition.hpp.
const codes = [
  'USED',
  'ABSENT',
  'CONSENT_WITHHELD',
  'SWITCHED_OFF',
  'KILLED',
  'HELD_OUT',
  'NOT_SCHEDULED',
  'EXCLUDED',
  'CAPPED',
  'COOLING_DOWN',
];

export interface Assent {
  consent: {
    get(): Consent;
    /** Takes back purposes: {id: false}. An id with `true` is refused: granting takes the visitor's own act. */
    update(choices: Record<string, boolean>): void;
    /** Calls back on every change; returns what ends that. */
    onChange(listener: (consent: Consent) => void): () => void;
    show(): void;
    /**
     * Shares choices with the other devices of a signed-in customer, for whom the site's server has signed `token`
     * within the last ten minutes: what was chosen later holds, and a refusal where that cannot be told. What is chosen
     * on this page while the token is good is shared too. Without a token nothing more is.
     */
    share(token: string): void;
  };
  profile: {
    /**
     * Declares a value, or corrects what was observed or inferred; what comes from a bundle no script can say. None of the three throws, whatever it is given. False:
     * no such attribute, or the core did not take the value (the console says why); then nothing has changed.
     */
    set(attribute: string, value: Given): boolean;
    /** Tells a signal, once; without a value, that it happened. False: no attribute listens to it, or none takes the value. */
    observe(signal: string, value?: Given): boolean;
    /** Without an attribute: everything. */
    forget(attribute?: string): boolean;
    /**
     * Takes a signed-in customer's attributes from a bundle that the site's server has signed within the last ten minutes,
     * in place of those of the bundle before; null, at sign-out, forgets them. It waits in memory until something stands,
     * and never rejects: what it resolves with says why nothing was taken.
     */
    bundle(text: string | null): Promise<BundleResult>;
  };
  decide(slot: string): Shown | undefined;
  /** Why: ids, codes and weights, and no value. */
  explain(slot: string): Explanation | undefined;
  /**
   * The visitor has reached a goal of the policy. Whoever may hear of it is told what its slot had shown. False: there
   * is no such goal; it does not say whether anybody was told.
   */
  goal(goal: string): boolean;
  /** What a policy's features give; a change is told to `onChange` and by the event `assent:features`. */
  features: Features;
  preferences: { open(): void };
  /** What the visitor may demand of the collector; loads when it is first asked. */
  subject: SubjectRights;
  /** Calls back at once: before the widget has loaded, window.assent is an array of such callbacks. */
  push(...callbacks: ((assent: Assent) => void)[]): void;
}

declare global {
  interface Window {
    assent?: Assent | ((assent: Assent) => void)[];
  }
}

const ms_per_day = 86_400_000;

const isItem = (item: unknown) => typeof item === 'string' || typeof item === 'number';

function read(given: Given, type?: string): Value | undefined {
  if (type === 'any') return { type: 'any', value: encodeTree(given) ?? new Uint8Array() };
  if (type === 'scores') return { type, value: encodeScores(given) };
  if (typeof given === 'boolean') return { type: 'boolean', value: given };
  if (typeof given === 'number') return { type: 'number', value: given };
  if (Array.isArray(given)) {
    const items = Array.from({ length: Math.min(given.length, max_list_items) }, (_, at) => given[at] as unknown);
    return items.every(isItem) ? { type: 'text_list', value: items.map(String) } : undefined;
  }
  if (given instanceof Date || type === 'date') {
    const days = Math.floor(Date.parse(given instanceof Date ? given.toJSON() : given + 'T00:00Z') / ms_per_day);
    // What is no date goes on as text, which the core refuses for a date.
    if (!Number.isNaN(days)) return { type: 'date', value: days };
  }
  return typeof given === 'string' ? { type: 'text', value: given.slice(0, max_text_bytes) } : undefined;
}

/**
 * A value as the record format knows it; the attribute's type decides what a text is. What passes the limits of a tree
 * goes on as an empty one, which the core refuses. Undefined: nothing that an attribute can have, or a getter threw.
 */
export function toValue(given: Given, type?: string): Value | undefined {
  try {
    return read(given, type);
  } catch {
    return undefined;
  }
}

/** `tell` answers false where the core refused the event. */
export function createApi(
  symbols: Symbols,
  tell: (event: Event, by_visitor?: boolean) => boolean,
  { get, onChange }: Standing,
  decisions: () => readonly DecidedSlot[],
  share: (token: string) => void,
  subject: SubjectRights,
  features: Features,
  reach: (goal: number) => void,
  bundle: Assent['profile']['bundle'],
  weigh: (slot: string) => Weight[] | undefined = () => undefined,
): Assent {
  const indexOf = (kind: string, list: readonly { id: string }[], id: string) => {
    const index = list.findIndex((each) => each.id === id);
    if (index < 0) warn('unknown_' + kind, id);
    return index;
  };
  const attributeOf = (id: string) => indexOf('attribute', symbols.attributes, id);
  const valueFor = (of: string, value: Given, type?: string) => {
    const told = toValue(value, type);
    if (!told) warn('unreadable_value', of);
    return told;
  };
  const open = () => void tell(openPreferences(true));

  const decidedOf = (id: string) => decisions().find((each) => each.slot === id || each.place === id);
  const explain = (id: string): Explanation | undefined => {
    const decided = decidedOf(id);
    if (!decided) return undefined;
    const { slot, place, experience, variant, withheld, trace } = decided;
    const named = trace.map((factor) => ({ ...factor, op: ops[(factor.op ?? 0) - first_op], code: codes[factor.code]! }));
    const weights = weigh(slot);
    return structuredClone({ slot, place, experience, variant, withheld, trace: named, ...(weights && { weights }) });
  };

  const api: Assent = {
    consent: {
      get,
      onChange,
      update(choices) {
        for (const id of Object.keys(choices)) {
          const purpose = indexOf('purpose', symbols.purposes, id);
          if (purpose < 0) continue;
          if (choices[id]) warn('untrusted_grant', id);
          else tell(answer(purpose, false, false));
        }
      },
      show: open,
      share,
    },
    profile: {
      set(id, value) {
        const attribute = attributeOf(id);
        if (symbols.attributes[attribute]?.bundle) return (warn('refused_attribute', id), false);
        const told = attribute >= 0 && valueFor(id, value, symbols.attributes[attribute]!.type);
        return !!told && tell(set(attribute, told), isByVisitor());
      },
      observe(signal, value = true) {
        if (typeof signal !== 'string' || isOfBundle(signal)) return (warn('refused_signal', signal), false);
        const told = valueFor(signal, value);
        return !!told && tell(observe(signal, told));
      },
      forget(id) {
        const attribute = id === undefined ? every_attribute : attributeOf(id);
        return attribute >= 0 && tell(forget(attribute), isByVisitor());
      },
      bundle,
    },
    decide(id) {
      const found = decidedOf(id);
      return found && { slot: found.slot, place: found.place, experience: found.experience, variant: found.variant };
    },
    explain,
    goal(id) {
      const goal = indexOf('goal', symbols.goals ?? [], id);
      if (goal >= 0) reach(goal);
      return goal >= 0;
    },
    features,
    preferences: { open },
    subject,
    push(...callbacks) {
      for (const callback of callbacks) {
        try {
          callback(api);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
  return bare(api);
}
