// Takes back what a service has put into the browser's storage for this site: keys of localStorage and sessionStorage,
// and IndexedDB databases, by the patterns that the policy lists. It never touches what is Assent's own.

import { matches } from '../pattern';

/** What the widget keeps for itself begins so. */
const own = 'assent:';

const isTheirs = (patterns: readonly string[], name: string) =>
  !name.startsWith(own) && patterns.some((pattern) => matches(pattern, name));

/** `area` gives the storage and throws where the browser has none. */
export function clearKeys(patterns: readonly string[], area: () => Storage): void {
  try {
    const storage = area();
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)!);
    for (const key of keys) if (isTheirs(patterns, key)) storage.removeItem(key);
  } catch {
    // No storage, so nothing is kept there.
  }
}

/** A database that a script still holds open goes as soon as that script lets it. */
export async function clearDatabases(patterns: readonly string[], factory: () => IDBFactory): Promise<void> {
  try {
    for (const { name } of await factory().databases()) if (isTheirs(patterns, name!)) factory().deleteDatabase(name!);
  } catch {
    // A browser without storage, or one that does not list its databases.
  }
}
