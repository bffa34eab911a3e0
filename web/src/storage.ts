// The widget's own place in localStorage: one snapshot, one queue and one consent record for each site. It writes nothing before the core
// has said `persist`, and goes on in memory where the browser gives no storage.

/** Reads and writes one text; null: none. */
export interface Cell {
  read(): string | null;
  write(text: string | null): void;
}

export interface Storage {
  /** The snapshot, hex. */
  snapshot: Cell;
  /** Kept in memory until a snapshot was kept here. */
  queue: Cell;
  /** Likewise: the consent record that stands. */
  record: Cell;
}

function cell(area: () => globalThis.Storage, name: string, allowed: () => boolean): Cell {
  let memory: string | null = null;
  return {
    read() {
      try {
        return memory ?? area().getItem(name);
      } catch {
        return null;
      }
    },
    write(text) {
      memory = text;
      if (!allowed()) return;
      const put = () => {
        if (text === null) area().removeItem(name);
        else area().setItem(name, text);
        memory = null;
      };
      try {
        // In one step: another tab that looked between two would see nothing, and take it for a withdrawal.
        put();
      } catch {
        try {
          // Full: no older grant outlives what took it back, and without it there may be room.
          area().removeItem(name);
          put();
        } catch {
          // Full or forbidden: memory has it for this page.
        }
      }
    },
  };
}

/** `area` gives the browser's storage, and throws where there is none. */
export function createStorage(site: string, area: () => globalThis.Storage = () => localStorage): Storage {
  const name = 'assent:' + site;
  let persisted = false;
  const kept = cell(area, name, () => true);
  const later = (suffix: string) => cell(area, name + suffix, () => persisted || kept.read() !== null);
  const queue = later(':queue');
  const record = later(':record');
  return {
    queue,
    record,
    snapshot: {
      read: kept.read,
      write(text) {
        const waiting = [queue, record].map((each) => [each, each.read()] as const);
        kept.write(text);
        if (persisted) return;
        // What waited in memory may be kept from here on.
        persisted = true;
        for (const [each, content] of waiting) each.write(content);
      },
    },
  };
}
