// Features as the full core decides them: asks it, once for each change, tells it what was given, keeps which variations
// were given, and sends visitors on where an experiment says so and everything that shows may be told.

import { report, warn } from '../announce';
import type { Json, Source, Symbols } from '../effects';
import { watchAddress } from '../page';
import { set, settings, tellFeature } from '../records';
import type { Session } from '../session';
import type { Standing } from '../standing';
import { encodeTree } from '../tree';
import { urlFacts } from './facts';
import { leave } from './leave';
import { redirectOf } from './redirect';

/** What the core takes as one value of an attribute (src/profile/profile.hpp). */
export const max_kept_bytes = 16_384;

/** What the full core answers. */
export interface DecidedFeatures {
  /** What the feature gives now: its fallback where the visitor has allowed nothing more. Null: there is no such feature. */
  get(feature: string): Json;
  /** Why, in ids and codes; undefined while only fallbacks are given. */
  explain(feature: string): FeatureReasons | undefined;
  /** Calls back when features may give something else; returns what ends that. */
  onChange(listener: () => void): () => void;
}

export interface Features extends DecidedFeatures {
  /** Every value that its rules and its default name, without asking a rule; undefined: there is no such feature. */
  values(feature: string): Json[] | undefined;
}

export interface FeatureReasons {
  feature: string;
  reason: string; // OpenFeature's, and CONSENT_WITHHELD, HOLDOUT, STALE
  rule: string | null; // its id, or its position
  experiment: { key: string; variation: string; in: boolean; bucket: number | null } | null;
  conditions: { rule: number; attribute: string; source: Source; result: boolean; code: string }[];
}

/** What full.wasm says: wasm/feature_text.hpp. */
interface Answer {
  reason: string;
  value: number | null;
  rule: number | null;
  experiment?: { variation: number; in: boolean; hash?: number };
  asked: { rule: number; attribute: string; result: boolean; code: string }[];
  kept: Kept[];
}
interface Kept {
  attribute: string;
  value: string;
  key: string;
  version: number;
  name: string;
}

export function createFeatures(symbols: Symbols, session: Session, standing: Standing): DecidedFeatures {
  const features = symbols.features!;
  const keeper = symbols.attributes.findIndex(({ id }) => id === symbols.keeps);
  const page_view = crypto.randomUUID();
  const listeners = new Set<() => void>();
  let broken = false;
  let kept = '';
  const isFull = () => !broken && !session.core().symbols.full_core;

  const surround = () => {
    const fact = urlFacts(location.href);
    const record = settings({
      enabled: true,
      tries_out: false,
      keeps: keeper >= 0,
      url: location.href,
      page_view,
      facts: symbols.context.map(fact),
      forced: [],
    });
    if (!session.core().call('setting', [], record)) throw RangeError('setting');
  };

  // What was given is given again, as long as the visitor lets it be kept.
  const keep = (given: Kept[]) => {
    const text = JSON.stringify(given);
    if (keeper < 0 || text === kept || !given.length) return;
    kept = text;
    let left = given.map((each) => [each.key, each.name, each.attribute, each.value, each.version]);
    let tree = encodeTree(left)!;
    while (tree.length > max_kept_bytes) tree = encodeTree((left = left.slice(1)))!; // the oldest go
    session.tell(set(keeper, { type: 'any', value: tree }));
  };

  const ask = (index: number): Answer => {
    session.renew();
    session.core().call('explain', [index]);
    const answer = session.core().read() as Answer;
    keep(answer.kept);
    return answer;
  };
  const valueOf = (index: number, { value }: Answer): Json => (value === null ? null : features[index]!.values[value]!);

  const indexOf = (id: string): number => {
    const index = features.findIndex((each) => each.id === id);
    if (index < 0) warn('unknown_feature', id);
    return index;
  };
  const fallback = (index: number): Json => features[index]!.values[features[index]!.fallback!] ?? null;

  const redirect = () => {
    for (const [index, { alone, persists_query }] of features.entries()) {
      if (!alone) continue;
      const answer = ask(index);
      const to = answer.experiment?.in && redirectOf(valueOf(index, answer), location.href, !!persists_query);
      if (!to) continue;
      session.tell(tellFeature(index));
      if (leave(session.core(), index, to)) return;
    }
  };

  const changed = () => {
    for (const listener of [...listeners]) {
      try {
        listener();
      } catch (error) {
        console.error(error);
      }
    }
  };
  const renew = () => {
    if (!isFull()) return;
    try {
      surround();
      redirect();
      changed();
    } catch (error) {
      broken = true; // fallbacks from here on
      report(error);
    }
  };

  renew();
  document.addEventListener('assent:features', renew);
  watchAddress(renew);
  standing.onChange(renew);

  const named = (index: number, answer: Answer): FeatureReasons => {
    const { rules } = features[index]!;
    const rule = answer.rule === null ? undefined : rules[answer.rule];
    const { experiment } = answer;
    return {
      feature: features[index]!.id,
      reason: answer.reason,
      rule: answer.rule === null ? null : (rule?.id ?? String(answer.rule)),
      experiment: experiment
        ? {
            key: rule?.key ?? '',
            variation: rule?.names?.[experiment.variation] || String(experiment.variation),
            in: experiment.in,
            bucket: experiment.hash ?? null,
          }
        : null,
      conditions: answer.asked.map(({ rule, attribute, result, code }) => {
        const { source } = symbols.attributes.find(({ id }) => id === attribute)!;
        return { rule, attribute, source: source!, result, code };
      }),
    };
  };

  return {
    get(id) {
      const index = indexOf(id);
      if (index < 0) return null;
      if (!isFull()) return fallback(index);
      const answer = ask(index);
      if (answer.experiment?.in) session.tell(tellFeature(index));
      return structuredClone(valueOf(index, answer));
    },
    explain(id) {
      const index = indexOf(id);
      return index < 0 || !isFull() ? undefined : named(index, ask(index));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
