// Empties the queue: seals consent records, sends them before any event, takes no record for delivered without its
// receipt, and never sends what was retracted meanwhile. It reaches the network only through `post`, and decides nothing
// about what may leave: the core has.

import { utf8 } from '../bytes';
import { parse } from '../plain';
import type { Queue, Waiting } from './queue';
import type { ReceiptFault } from './receipt';
import type { Sealed, Subject } from './subject';

/** Browsers let 64 KiB of requests outlive their page. */
export const max_batch_bytes = 60_000;
/** The collector's own limit. */
export const max_batch_events = 64;
export const first_delay_ms = 1_000;
export const max_delay_ms = 300_000;
/** How often a page posts a record whose receipts prove nothing. */
export const max_doubts = 5;

export interface Answer {
  status: number; // 0: no answer
  text: string;
  retry_after_ms?: number; // what the collector asks for, absent where it does not
}

export interface Ports {
  queue: Queue;
  subject: Subject;
  post(
    path: string,
    type: string,
    body: Uint8Array<ArrayBuffer>,
    sealed?: Sealed,
    stop?: AbortSignal,
  ): Promise<Answer>;
  /** Calls deliver() again after a while. */
  later(delay_ms: number): void;
  now(): number; // ms
  random(): number;
  /** What is wrong with an answer's text as a receipt for a record. */
  receiptFault(answer: string, record: string): Promise<ReceiptFault | undefined>;
  /** The genuine receipt of a record. */
  received(item: Waiting, receipt: string): void;
  /** An answer of success without a genuine receipt; `last` where this page does not post the record again. */
  doubted(item: Waiting, fault: ReceiptFault, last: boolean): void;
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

export interface Delivery {
  /**
   * Delivers what waits, and resolves when nothing more can be done now; run one at a time. While it waits after a
   * failure it sends nothing but a record that was never tried, and not even that where the collector named the time.
   * `anew`: the browser says that it is online again, so what failed before says nothing.
   */
  deliver(anew?: boolean): Promise<void>;
  /** Where a record waits, a batch under way stops waiting for its answer and goes back behind it. */
  hurry(): void;
  /**
   * The page is gone after this call, so there is no time to sign or to hear an answer: posts the records that this
   * page has not tried and that are signed or need no signature. They wait on, and the next page sends them again.
   */
  leave(): void;
}

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

/** When a record may be posted again, and how many of its receipts proved nothing. */
interface Doubt {
  count: number;
  until_ms: number;
}

export function createDelivery(ports: Ports): Delivery {
  const { queue, subject } = ports;
  let failures = 0;
  let wait = { until_ms: 0, is_told: false };
  const tried = new Set<string>();
  const doubts = new Map<string, Doubt>();
  let leaving: AbortController | undefined;

  const rest = (delay_ms: number): false => {
    if (delay_ms < Infinity) ports.later(delay_ms);
    return false;
  };

  const settle = (items: readonly Waiting[], answer: Answer): boolean => {
    if (mayRetry(answer)) {
      const told_ms = answer.retry_after_ms ?? 0;
      const delay_ms = told_ms + backOff(failures++, ports.random());
      wait = { until_ms: ports.now() + delay_ms, is_told: told_ms > 0 };
      return rest(delay_ms);
    }
    failures = wait.until_ms = 0;
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

  // The record stays, and events behind it; a newer record, which may be a withdrawal, does not wait for it.
  const doubt = (item: Waiting, fault: ReceiptFault): boolean => {
    const count = (doubts.get(item.id)?.count ?? 0) + 1;
    const last = count >= max_doubts;
    const delay_ms = backOff(count - 1, ports.random());
    doubts.set(item.id, { count, until_ms: last ? Infinity : ports.now() + delay_ms });
    ports.doubted(item, fault, last);
    return true;
  };

  const postRecord = ({ id, body, key, signature }: Waiting): Promise<Answer> => {
    tried.add(id);
    return ports.post('consents', 'application/json', utf8(body), key && signature ? { key, signature } : undefined);
  };

  const sendRecord = async (item: Waiting): Promise<boolean> => {
    const answer = await postRecord(item);
    if (answer.status < 200 || answer.status > 299) return settle([item], answer);
    const fault = await ports.receiptFault(answer.text, item.body);
    if (fault) return doubt(item, fault);
    ports.received(item, answer.text);
    // What came before it stands no longer, proven or not.
    const ids = queue.all().map(({ id }) => id);
    queue.drop(ids.slice(0, ids.indexOf(item.id) + 1).filter((id) => doubts.has(id)));
    return settle([item], answer);
  };

  const sendEvents = async (batch: readonly Waiting[]) => {
    const body = utf8('[' + batch.map((item) => item.body).join() + ']');
    const sealed = await subject.sign(body, false);
    // While it was signed the visitor may have chosen anew: then what waits is looked at again from the start.
    const waiting = queue.all();
    if (waiting.some((item) => item.route !== 'events')) return true;
    if (!batch.every((item) => waiting.some((other) => other.id === item.id))) return true;
    if (!sealed) return settle(batch, { status: 401, text: 'no subject key' });
    const { signal } = (leaving = new AbortController());
    const answer = await ports.post('events', 'application/cloudevents-batch+json', body, sealed, signal);
    return (signal.aborted && !answer.status) || settle(batch, answer);
  };

  const dueIn = ({ id }: Waiting): number => (doubts.get(id)?.until_ms ?? 0) - ports.now();

  const next = async (): Promise<boolean> => {
    const waiting = queue.all();
    const unsealed = waiting.find(
      ({ route, subject, key }) => route === 'erase' || (route === 'consents' && subject && !key),
    );
    if (unsealed) return seal(unsealed).then(() => true);
    const records = waiting.filter((item) => item.route === 'consents');
    const wait_ms = wait.until_ms - ports.now();
    const record = records.find((item) => dueIn(item) <= 0 && (wait_ms <= 0 || !tried.has(item.id)));
    if (!waiting.length) return false;
    if (wait_ms > 0 && (wait.is_told || !record)) return rest(wait_ms);
    if (record) return sendRecord(record);
    if (records.length) return rest(Math.min(...records.map(dueIn)));
    return sendEvents(nextBatch(waiting));
  };

  return {
    async deliver(anew) {
      if (anew && !wait.is_told) wait.until_ms = 0;
      while (await next());
    },
    hurry() {
      if (queue.all().some((item) => item.route !== 'events')) leaving?.abort();
    },
    leave() {
      if (wait.is_told && wait.until_ms > ports.now()) return;
      let bytes = 0;
      for (const item of queue.all()) {
        if (item.route !== 'consents' || tried.has(item.id)) continue;
        bytes += utf8(item.body).length;
        if ((item.subject && !item.key) || bytes > max_batch_bytes) return; // records keep their order
        void postRecord(item);
      }
    },
  };
}
