// Which features were asked and what gave their values then, so that a change can be told by name. It asks no feature
// that nobody has asked, asks why and never what, and keeps no value.

import type { Features, Reasons } from './widget.js';

/** So many features does a pack have at most. Where more names are asked it is no longer known which of them changed. */
export const max_followed = 4_096;

const none = 'none'; // there is no widget yet, or no such feature
const fallback = 'fallback';

/** What gives a feature's value: equal texts, equal values. */
export function giverOf(why: Reasons | undefined): string {
  if (!why) return fallback;
  const { reason, rule, experiment } = why;
  if (experiment?.in) return JSON.stringify([rule, experiment.key, experiment.variation]);
  if (rule !== null) return JSON.stringify([rule]);
  return reason === 'DISABLED' || reason === 'ERROR' ? reason : fallback; // those two give null
}

export interface Followed {
  /** A feature is asked while there is no widget. */
  miss(id: string): void;
  /** A feature of the widget is asked: gives why it gives what it gives. */
  explain(features: Features, id: string): Reasons | undefined;
  /** Those of the features that were asked whose values others give now; undefined: too many were asked to say. */
  changed(features: Features): string[] | undefined;
  /** True where the rules of the last feature were asked, and its fallback was not all. */
  decides(): boolean;
}

export function createFollowed(): Followed {
  const givers = new Map<string, string>();
  let is_whole = true;
  let is_decided = false;

  const note = (id: string, giver: string) => {
    if (givers.has(id) || givers.size < max_followed) givers.set(id, giver);
    else is_whole = false;
  };
  const ask = (features: Features, id: string) => {
    const why = features.explain(id);
    is_decided = !!why;
    return why;
  };
  return {
    miss: (id) => note(id, none),
    explain(features, id) {
      const why = ask(features, id);
      note(id, giverOf(why));
      return why;
    },
    changed(features) {
      const changed: string[] = [];
      for (const [id, before] of givers) {
        const now = features.values(id) ? giverOf(ask(features, id)) : none;
        givers.set(id, now);
        if (now !== before) changed.push(id);
      }
      return is_whole ? changed : undefined;
    },
    decides: () => is_decided,
  };
}
