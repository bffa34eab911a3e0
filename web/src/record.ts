// The visitor's last consent record, for the visitor to read. In storage it lies only while something is granted: what
// a refusal leaves behind must not tell one visitor from another.

import type { Send } from './effects';
import type { Cell } from './storage';

export interface Record {
  /** As it was written; null where there is none. */
  read(): string | null;
  keep(effect: Send): void;
  erase(): void;
}

export function createRecord(cell: Cell): Record {
  let latest: string | null = null;
  return {
    read: () => latest ?? cell.read(),
    keep({ route, subject, body }) {
      if (route !== 'consents') return;
      latest = body;
      cell.write(subject ? body : null);
    },
    erase: () => cell.write(null),
  };
}
