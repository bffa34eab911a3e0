// Clears what services that are not allowed have left behind on this site: cookies, storage and databases, by the names
// that the policy lists. It clears nothing before the visitor has answered or something was taken back.

import { clearCookies } from './cookies';
import type { Service } from './document';
import type { Stand } from './gates';
import { clearDatabases, clearKeys } from './kept';

export interface Clearing {
  set(stand: Stand): void;
}

export type Clear = (service: Service) => void;

function clearService({ cookies, storage }: Service): void {
  clearCookies(cookies, document, new URL(location.href));
  clearKeys(storage, () => localStorage);
  clearKeys(storage, () => sessionStorage);
  void clearDatabases(storage, () => indexedDB);
}

export function createClearing(services: readonly Service[], clear: Clear = clearService): Clearing {
  const was_allowed = new Set<string>();
  const cleared = new Set<string>();
  let last_acts = 0;

  const clearAll = () => {
    for (const service of services) if (cleared.has(service.id)) clear(service);
  };
  // A script that has run goes on until the page is left; what it wrote meanwhile goes then.
  addEventListener('pagehide', clearAll);

  return {
    set({ view, allowed, acts }) {
      // A new answer clears anew.
      if (acts !== last_acts) cleared.clear();
      last_acts = acts;
      for (const service of services) {
        const { id } = service;
        if (allowed.includes(id)) {
          was_allowed.add(id);
          cleared.delete(id);
        } else if ((view.answered || was_allowed.has(id)) && !cleared.has(id)) {
          cleared.add(id);
          clear(service);
        }
      }
    },
  };
}
