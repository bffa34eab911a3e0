// A part of the widget that loads when it is first needed. A part that could not be loaded is reported, and tried
// again at the next need.

import { report } from './announce';

export interface Later<Part> {
  /** Calls `act` with the part, in the order of the calls. Where it is not loaded it loads if `needed`, else nothing. */
  use(needed: boolean, act: (part: Part) => void): void;
  /** Nothing more is done. */
  close(): void;
}

export function createLater<Part>(load: () => Promise<Part>, failed = () => {}): Later<Part> {
  let loading: Promise<Part | void> | undefined;
  let closed = false;
  return {
    use(needed, act) {
      if (closed) return;
      if (needed)
        loading ??= load().catch((error: unknown) => {
          loading = undefined;
          report(error);
          failed();
        });
      void loading?.then((part) => part && act(part));
    },
    close() {
      closed = true;
    },
  };
}
