// The subject: an Ed25519 key pair of this browser for one site, whose private half nobody can read. Made at the first
// consent record that names a subject, kept in IndexedDB, gone with the withdrawal.

import { toBase64 } from '../bytes';

export interface Sealed {
  key: string; // raw public key, base64
  signature: string; // base64
}

export interface Subject {
  /** Signs a body; undefined where there is no key and none may be made. */
  sign(body: Uint8Array<ArrayBuffer>, create: boolean): Promise<Sealed | undefined>;
  forget(): Promise<void>;
}

const algorithm = 'Ed25519';
const table = 'keys';
const entry = 0;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function inTable<T>(name: string, act: (keys: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(table);
  const database = await done(opening);
  try {
    return await done(act(database.transaction(table, 'readwrite').objectStore(table)));
  } finally {
    database.close(); // an open connection would hold up the deletion
  }
}

export function createSubject(site: string): Subject {
  const name = 'assent:' + site;
  let unkept: CryptoKeyPair | undefined; // where the browser keeps no keys: for this page only
  const known = async () => {
    if (unkept) return unkept;
    // Opening a database makes it, and nothing may be left in the browser of a visitor without a subject.
    const databases = await indexedDB.databases();
    return databases.some((each) => each.name === name)
      ? inTable<CryptoKeyPair | undefined>(name, (keys) => keys.get(entry))
      : undefined;
  };
  const make = async () => {
    const pair = (await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])) as CryptoKeyPair;
    await inTable(name, (keys) => keys.put(pair, entry)).catch(() => (unkept = pair));
    return pair;
  };
  return {
    async sign(body, create) {
      const pair = (await known()) || (create && (await make()));
      if (!pair) return undefined;
      return {
        key: toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))),
        signature: toBase64(new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, body))),
      };
    },
    async forget() {
      unkept = undefined;
      await done(indexedDB.deleteDatabase(name));
    },
  };
}
