// The names of what this browser keeps for the page: cookies, keys, databases, caches. Names only: it never hands out
// what they hold, and it writes nothing.

export interface StoredName {
  kind: 'cookie' | 'local storage' | 'session storage' | 'database' | 'cache';
  name: string;
}

const cookieNames = () =>
  document.cookie
    .split('; ')
    .filter((pair) => pair)
    .map((pair) => pair.split('=', 1)[0]!);

const databaseNames = async () => (await indexedDB.databases()).map(({ name }) => name ?? '');

const readers: [StoredName['kind'], () => string[] | Promise<string[]>][] = [
  ['cookie', cookieNames],
  ['local storage', () => Object.keys(localStorage)],
  ['session storage', () => Object.keys(sessionStorage)],
  ['database', databaseNames],
  ['cache', () => caches.keys()],
];

/** All of them, in order. A store that the browser refuses counts as empty. */
export async function readStored(): Promise<StoredName[]> {
  const lists = readers.map(async ([kind, read]) => {
    const names = await (async () => read())().catch((): string[] => []);
    return names.sort().map((name): StoredName => ({ kind, name }));
  });
  return (await Promise.all(lists)).flat();
}
