// How the collector is sent something: without cookies and without a referrer. It never sends what it was not given.

import { bare } from '../plain';
import { max_batch_bytes, type Answer, type Ports } from './delivery';
import { discreet } from './load';

/** A request that has no answer by then counts as failed. */
export const answer_limit_ms = 30_000;

/** Makes requests of `collector`, an origin. */
export const createPost =
  (collector: string, method = 'POST'): Ports['post'] =>
  (path, type, body, sealed) => {
    const headers = bare<Record<string, string>>({ 'content-type': type });
    if (sealed) {
      headers['assent-key'] = sealed.key;
      headers['assent-signature'] = sealed.signature;
    }
    // Outlives the page where the browser allows it: 64 KiB at the most.
    const keepalive = body.length <= max_batch_bytes + 1_000;
    const signal = AbortSignal.timeout(answer_limit_ms);
    return fetch(
      collector + '/v1/' + path,
      bare({ ...discreet, method, headers, body, signal, keepalive }),
    ).then(
      async (answer): Promise<Answer> => ({ status: answer.status, text: await answer.text() }),
      (): Answer => ({ status: 0, text: '' }),
    );
  };
