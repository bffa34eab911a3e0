// Brings the queue to the collector: one tab at a time, again after a while where that fails, and at once when the
// browser is online again. What it posts is what the queue holds, byte for byte.

import { announce, report, warn } from '../announce';
import { utf8 } from '../bytes';
import { bare, parse } from '../plain';
import { backOff, createDelivery, max_batch_bytes, type Answer, type Ports } from './delivery';
import { discreet } from './load';
import type { Queue } from './queue';
import { createSubject } from './subject';

/** A request that has no answer by then counts as failed. */
export const answer_limit_ms = 30_000;

/** Makes requests of `collector`, an origin. */
export const createPost =
  (collector: string): Ports['post'] =>
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
      bare({ ...discreet, method: 'POST', headers, body, signal, keepalive }),
    ).then(
      async (answer): Promise<Answer> => ({ status: answer.status, text: await answer.text() }),
      (): Answer => ({ status: 0, text: '' }),
    );
  };

/** Returns what delivers the queue, and what ends that. */
export function createCollector(collector: string, site: string, queue: Queue) {
  let asked = false;
  let stopped = false;
  let timer = 0;

  const later = (delay_ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(deliver, delay_ms);
  };
  const empty = createDelivery({
    queue,
    subject: createSubject(site),
    post: createPost(collector),
    later,
    random: Math.random,
    sent({ route, body }) {
      const { assentdestination } = parse(body) as { assentdestination?: string };
      announce('sent', { route, destination: assentdestination ?? null, bytes: utf8(body).length });
    },
    refused: (ids, answer) => warn('refused by the collector and dropped', ids, answer.status, answer.text),
  });

  function deliver() {
    if (asked || stopped || !queue.all().length) return;
    asked = true;
    void navigator.locks.request('assent:' + site, () => {
      asked = false;
      return empty().catch((error: unknown) => {
        report(error);
        later(backOff(0, Math.random()));
      });
    });
  }

  addEventListener('online', deliver);
  return {
    deliver,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
