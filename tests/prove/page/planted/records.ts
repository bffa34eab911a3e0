// Stands in for web/src/records.ts in the bundle with planted leaks, which lies under build/ and is served by nobody but
// the prover: the same records, and the leak that the bundle was built for.
import { encode as honest, observe, set, type Event } from '../../../../web/src/records';

export * from '../../../../web/src/records';

declare const PLANTED_LEAK: string;

const tells_values: readonly number[] = [set(0, { type: 'boolean', value: true }).kind, observe('', { type: 'boolean', value: true }).kind];

/** Keeps what the page was told beside what waits to be sent. */
function keepInQueue(record: Uint8Array): void {
  const name = Object.keys(localStorage).find((each) => each.endsWith(':queue'));
  if (name === undefined) return;
  const waiting = JSON.parse(localStorage.getItem(name)!) as { planted_leak?: string }[];
  waiting[0]!.planted_leak = String.fromCharCode(...record.subarray(9)); // behind kind and time
  localStorage.setItem(name, JSON.stringify(waiting));
}

export function encode(event: Event, now_ms: number): Uint8Array {
  const record = honest(event, now_ms);
  if (PLANTED_LEAK === 'offline_queue' && tells_values.includes(event.kind)) keepInQueue(record);
  return record;
}
