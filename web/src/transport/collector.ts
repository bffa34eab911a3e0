// Brings the queue to the collector: one tab at a time, again after a while where that fails, and at once when the
// browser is online again. What it posts is what the queue holds, byte for byte.

import { announce, report, warn } from '../announce';
import { utf8 } from '../bytes';
import type { Embed } from '../loader';
import { parse } from '../plain';
import { backOff, createDelivery, type Ports } from './delivery';
import { createPost } from './post';
import type { Queue } from './queue';
import { receiptFault } from './receipt';
import { createSubject } from './subject';

/** Returns what delivers the queue, and what ends that. `received` takes each record's genuine receipt. */
export function createCollector({ collector, site, key }: Embed, queue: Queue, received: Ports['received']) {
  let asked = false;
  let anew = false;
  let stopped = false;
  let timer = 0;

  const later = (delay_ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(deliver, delay_ms);
  };
  const delivery = createDelivery({
    queue,
    subject: createSubject(site),
    post: createPost(collector),
    later,
    now: Date.now,
    random: Math.random,
    receiptFault: (answer, record) => receiptFault(answer, record, site, key),
    received,
    doubted({ id }, fault, last) {
      const then = last ? 'it is not sent again from this page' : 'it will be sent again';
      console.error(`assent: receipt-invalid: ${fault}: record ${id} counts as undelivered, events wait; ${then}`);
      announce('receipt-invalid', { record: id, fault, last });
    },
    sent({ route, body }) {
      const { assentdestination } = parse(body) as { assentdestination?: string };
      announce('sent', { route, destination: assentdestination ?? null, bytes: utf8(body).length });
    },
    refused: (ids, answer) => warn('refused by the collector and dropped', ids, answer.status, answer.text),
  });

  function deliver() {
    if (stopped || !queue.all().length) return;
    delivery.hurry();
    if (asked) return;
    asked = true;
    void navigator.locks.request('assent:' + site, () => {
      asked = false;
      const is_anew = anew;
      anew = false;
      return delivery.deliver(is_anew).catch((error: unknown) => {
        report(error);
        later(backOff(0, Math.random()));
      });
    });
  }

  // After the widget's own listener, which has the core send what changed.
  addEventListener('pagehide', () => stopped || delivery.leave());
  // Back from the back/forward cache, where nobody has heard the answers.
  addEventListener('pageshow', deliver);
  addEventListener('online', () => {
    anew = true;
    deliver();
  });
  return {
    deliver,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
