// How the collector is sent something: without cookies and without a referrer. It never sends what it was not given.

import { bare } from '../plain';
import { max_batch_bytes, type Answer, type Ports } from './delivery';
import { discreet } from './load';

/** A request that has no answer by then counts as failed. */
export const answer_limit_ms = 30_000;
/** No collector keeps a page waiting for longer. */
export const max_retry_after_ms = 3_600_000;

/** What a Retry-After field asks for (RFC 9110, section 10.2.3): seconds or a date; 0 where it says nothing. */
export function retryAfter(field: string | null, now_ms: number): number {
  const text = field ?? '';
  const delay_ms = /^\d+$/.test(text) ? +text * 1_000 : Date.parse(text) - now_ms;
  return Math.min(Math.max(delay_ms || 0, 0), max_retry_after_ms);
}

/** Makes requests of `collector`, an origin, each with the fields in `more`. */
export const createPost =
  (collector: string, method = 'POST', more: Record<string, string> = {}): Ports['post'] =>
  (path, type, body, sealed, stop) => {
    const headers = bare<Record<string, string>>({ 'content-type': type, ...more });
    if (sealed) {
      headers['assent-key'] = sealed.key;
      headers['assent-signature'] = sealed.signature;
    }
    // Outlives the page where the browser allows it: 64 KiB at the most.
    const keepalive = body.length <= max_batch_bytes + 1_000;
    const limit = AbortSignal.timeout(answer_limit_ms);
    // Where the browser joins no signals, what should stop is waited for.
    const signal = stop && 'any' in AbortSignal ? AbortSignal.any([limit, stop]) : limit;
    // A GET takes no body, not even an empty one.
    const content = body.length ? body : undefined;
    const asked = fetch(
      collector + '/v1/' + path,
      bare({ ...discreet, method, headers, body: content, signal, keepalive }),
    );
    const answered = asked.then(async (answer) => ({
      status: answer.status,
      text: await answer.text(),
      retry_after_ms: retryAfter(answer.headers.get('retry-after'), Date.now()),
    }));
    return answered.catch((): Answer => ({ status: 0, text: '' })); // half an answer is none
  };
