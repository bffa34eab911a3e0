// Sharing with the other devices of a customer, as long as the token of the site's server is good. One request at a
// time, and none that would say what the collector has just said.

import { warn } from '../announce';
import type { refusal } from '../transport/choices';
import { mayRetry } from '../transport/delivery';

/** The collector takes no older token. */
export const token_lasts_ms = 600_000;

export interface Device {
  /** The choices of this page, whenever they change. */
  offer(choices: string): void;
  share(token: string): void;
}

export function createDevice(
  put: (token: string, choices: string) => Promise<string>,
  adopt: (choices: string) => void,
  now: () => number = Date.now,
): Device {
  let token = '';
  let until_ms = 0;
  let ours = '';
  let known: readonly string[] = []; // what the collector was last given, and what it answered
  let asking = false;

  const exchange = async () => {
    if (asking || !token || known.includes(ours) || now() > until_ms) return;
    asking = true;
    const [used, sent] = [token, ours];
    try {
      const merged = await put(used, sent);
      known = [sent, merged];
      if (merged && merged !== sent) adopt(merged);
    } catch (error) {
      warn('choices were not shared with other devices', error);
      const { answer } = error as Partial<ReturnType<typeof refusal>>;
      // What was refused is refused again; what failed is tried with the next choice.
      if (token === used && answer && !mayRetry(answer)) token = '';
      asking = false;
      return;
    }
    asking = false;
    // What was chosen meanwhile, and what the core has made of the answer.
    void exchange();
  };

  return {
    offer(choices) {
      ours = choices;
      void exchange();
    },
    share(next) {
      if (next === token) return;
      token = next;
      until_ms = now() + token_lasts_ms;
      known = [];
      void exchange();
    },
  };
}
