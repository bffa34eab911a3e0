// The second door: `send` takes only the core's Send effects. They wait in the queue until the delivery module, which
// loads when there first is something to send, has brought them to the collector.

import type { Send } from '../effects';
import { bare } from '../plain';
import type { Queue } from './queue';

export interface Transport {
  send(effect: Send): void;
  /** Drops waiting events that rest on a purpose outside `permitted`, before anything else is sent. */
  retract(permitted: readonly string[]): void;
  /** Drops waiting events; once the waiting records are signed, the subject's key goes too. */
  erase(): void;
}

/** `deliver` sends what waits, unless it is being sent. */
export const createTransport = (queue: Queue, deliver: () => void): Transport => ({
  send({ route, id, subject, purposes, body }) {
    queue.add(bare({ route, id, subject, purposes, body }));
    deliver();
  },
  retract: queue.retract,
  erase() {
    queue.retract([]);
    queue.add(bare({ route: 'erase', id: 'erase', subject: true, purposes: [], body: '' }));
    deliver();
  },
});
