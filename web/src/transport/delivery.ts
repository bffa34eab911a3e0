// Empties the queue: seals consent records, sends them before any event, and never sends what was retracted
// meanwhile. It reaches the network only through `post`, and decides nothing about what may leave: the core has.

import { utf8 } from '../bytes';
import { parse } from '../plain';
import type { Queue, Waiting } from './queue';
import type { Sealed, Subject } from './subject';

/** Browsers let 64 KiB of requests outlive their page. */
export const max_batch_bytes = 60_000;
/** The collector's own limit. */
export const max_batch_events = 64;
export const first_delay_ms = 1_000;
export const max_delay_ms = 300_000;

export interface Answer {
  status: number; // 0: no answer
  text: string;
}

export interface Ports {
  queue: Queue;
  subject: Subject;
  post(path: string, type: string, body: Uint8Array<ArrayBuffer>, sealed?: Sealed): Promise<Answer>;
  /** Calls deliver() again after a while. */
  later(delay_ms: number): void;
  random(): number;
  sent(item: Waiting): void;
  refused(ids: readonly string[], answer: Answer): void;
}

/** How long to wait after `failures` attempts in a row: doubling, with half of it random so that crowds spread. */
export const backOff = (failures: number, random: number): number =>
  Math.min(first_delay_ms * 2 ** failures, max_delay_ms) * (0.5 + random / 2);

/** The oldest events that fit one batch; one that is too large for it goes alone. */
export function nextBatch(waiting: readonly Waiting[]): Waiting[] {
  const batch: Waiting[] = [];
  let bytes = 2;
  for (const item of waiting) {
    if (item.route !== 'events') continue;
    bytes += utf8(item.body).length + 1;
    if (batch.length === max_batch_events || (batch.length && bytes > max_batch_bytes)) break;
    batch.push(item);
  }
  return batch;
}

/** True of answers that say "not now" rather than "no". */
export const mayRetry = ({ status }: Answer) => status === 0 || status === 408 || status === 429 || status >= 500;

/** The ids of a batch that the collector refused. Without a list of results: all of them, unless it took them. */
function refusals(answer: Answer, ids: readonly string[]): readonly string[] {
  if (answer.status < 400) return [];
  try {
    const { results } = parse(answer.text) as { results: { id: string; status: string }[] };
    return results.filter((each) => each.status === 'refused').map((each) => each.id);
  } catch {
    return ids;
  }
}

/** Makes the function that delivers what waits. It resolves when nothing more can be done now; run one at a time. */
export function createDelivery(ports: Ports): () => Promise<void> {
  const { queue, subject } = ports;
  let failures = 0;

  const settle = (items: readonly Waiting[], answer: Answer): boolean => {
    if (mayRetry(answer)) {
      ports.later(backOff(failures++, ports.random()));
      return false;
    }
    failures = 0;
    const ids = items.map((item) => item.id);
    const refused = refusals(answer, ids);
    queue.drop(ids);
    if (refused.length) ports.refused(refused, answer);
    for (const item of items) if (!refused.includes(item.id)) ports.sent(item);
    return true;
  };

  // Signs or carries out the first item that needs the subject's key, network or not: a withdrawal must be signed
  // before its key goes.
  const seal = async (item: Waiting) => {
    if (item.route === 'erase') {
      await subject.forget();
      queue.drop([item.id]);
    } else {
      queue.replace({ ...item, ...(await subject.sign(utf8(item.body), true)) });
    }
  };

  const sendRecord = async (item: Waiting) => {
    const sealed = item.key && item.signature ? { key: item.key, signature: item.signature } : undefined;
    return settle([item], await ports.post('consents', 'application/json', utf8(item.body), sealed));
  };

  const sendEvents = async (batch: readonly Waiting[]) => {
    const body = utf8('[' + batch.map((item) => item.body).join() + ']');
    const sealed = await subject.sign(body, false);
    // While it was signed the visitor may have chosen anew: then what waits is looked at again from the start.
    const waiting = queue.all();
    if (waiting.some((item) => item.route !== 'events')) return true;
    if (!batch.every((item) => waiting.some((other) => other.id === item.id))) return true;
    if (!sealed) return settle(batch, { status: 401, text: 'no subject key' });
    return settle(batch, await ports.post('events', 'application/cloudevents-batch+json', body, sealed));
  };

  return async () => {
    for (let goOn = true; goOn;) {
      const waiting = queue.all();
      const unsealed = waiting.find(
        ({ route, subject, key }) => route === 'erase' || (route === 'consents' && subject && !key),
      );
      const record = waiting.find((item) => item.route === 'consents');
      const batch = nextBatch(waiting);
      if (unsealed) await seal(unsealed);
      else if (record) goOn = await sendRecord(record);
      else if (batch.length) goOn = await sendEvents(batch);
      else return;
    }
  };
}
