// Choices to and from the collector: the answers that the core tells with a snapshot, in requests that name nobody but a customer
// for whom the site's own server vouches. An answer counts only with the site's signature.

import { sha256, utf8 } from '../bytes';
import type { Embed } from '../loader';
import { parse } from '../plain';
import { readSigned } from '../signed';
import type { Answer } from './delivery';
import { createPost } from './post';

const type = 'application/json';

export interface Choices {
  /** A hand-off of the choices to another origin; empty where there is none to be had. */
  handOff(to: string, choices: string): Promise<string>;
  /** The choices of a hand-off. Throws where the collector refuses it or the answer is not the site's. */
  redeem(token: string): Promise<string>;
  /** Gives this device's choices and gets those of the customer. */
  put(token: string, choices: string): Promise<string>;
}

/** A refusal by the collector, with its answer. */
export const refusal = (answer: Answer): Error & { answer: Answer } =>
  Object.assign(new Error('choices refused: ' + answer.status + ' ' + answer.text), { answer });

export function createChoices({ collector, site, key }: Embed): Choices {
  const post = createPost(collector);
  const put = createPost(collector, 'PUT');

  const ask = async (send: typeof post, path: string, question: object): Promise<string> => {
    const body = utf8(JSON.stringify({ site, ...question }));
    const answer = await send(path, type, body);
    if (answer.status !== 200) throw refusal(answer);
    const { said } = await readSigned(utf8(answer.text), key);
    const answered = said as { site: string; answers: string; choices: string } | undefined;
    if (!answered || answered.site !== site || answered.answers !== (await sha256(body)))
      throw refusal({ status: 200, text: 'not signed by the site for this request' });
    return answered.choices;
  };

  return {
    async handOff(to, choices) {
      const { status, text } = await post('handoffs', type, utf8(JSON.stringify({ site, to, choices })));
      return status === 200 ? (parse(text) as { token: string }).token : '';
    },
    redeem: (token) => ask(post, 'handoffs/redeem', { token }),
    put: (token, choices) => ask(put, 'subjects/device', { token, choices, now_ms: Date.now() }),
  };
}
