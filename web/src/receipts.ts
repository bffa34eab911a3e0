// Keeps a record's receipt where the record is: behind it, after a line break, which no record holds. What lies in
// storage keeps its receipt there; a record that may only be in memory keeps it in memory, so that a refusal leaves no
// identifier.

import type { Record } from './record';
import { createStorage } from './storage';
import type { Ports } from './transport/delivery';

/** `record` is the page's, `site` names its place in storage. */
export function createReceipts(site: string, record: Record): Ports['received'] {
  const { record: cell } = createStorage(site);
  return ({ body }, receipt) => {
    const stored = cell.read();
    if (stored !== null && stored !== body) return; // another choice has been made since
    const text = body + '\n' + receipt;
    const is_stored = stored !== null;
    if (record.read() === body) record.keep({ do: 'send', route: 'consents', id: '', subject: is_stored, purposes: [], body: text });
    else if (is_stored) cell.write(text);
  };
}

/** A record as it was sent, and its receipt where there is one. */
export function splitReceipt(text: string): [string, string | undefined] {
  const [body, receipt] = text.split('\n');
  return [body!, receipt];
}
