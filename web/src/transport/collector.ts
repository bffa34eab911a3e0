// Brings the queue to the collector: one tab at a time, again after a while where that fails, and at once when the
// browser is online again. What it posts is what the queue holds, byte for byte.

import { announce, report, warn } from '../announce';
import { utf8 } from '../bytes';
import { parse } from '../plain';
import { backOff, createDelivery } from './delivery';
import { createPost } from './post';
import type { Queue } from './queue';
import { createSubject } from './subject';

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
