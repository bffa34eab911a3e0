// The places of a page where reasons are said. Those that have left the page are neither drawn nor kept: one that comes
// back finds what was made for it, as long as anybody else still holds its element.

export interface Place {
  draw(): void;
  close(): void;
}

export interface Places<Host extends object> {
  came(host: Host): void;
  left(host: Host): void;
  /** Something about this one has changed. */
  changed(host: Host): void;
  draw(): void;
  /** Nothing more is said: hands every host that is still there, or comes later, to `hide`. */
  stop(): void;
}

/** `seat` makes the place of an element; undefined where nothing may be said in it. */
export function createPlaces<Host extends object>(
  seat: (host: Host) => Place | undefined,
  hide: (host: Host) => void,
): Places<Host> {
  const made = new WeakMap<Host, Place | undefined>();
  const here = new Set<Host>();
  let is_stopped = false;
  const changed = (host: Host) => {
    if (here.has(host)) made.get(host)?.draw();
  };
  const left = (host: Host) => {
    if (here.delete(host)) made.get(host)?.close();
  };
  return {
    came(host) {
      if (is_stopped) return hide(host);
      if (!made.has(host)) made.set(host, seat(host));
      here.add(host);
      changed(host);
    },
    left,
    changed,
    draw: () => here.forEach(changed),
    stop() {
      is_stopped = true;
      for (const host of here) {
        left(host);
        hide(host);
      }
    },
  };
}
