// The first door: GETs of our own files, which carry no visitor data. No cookies, no referrer, and a hash to match
// for everything but the boot answer, which is signed.

import { sha256 } from '../bytes';
import { failure, type Reason } from '../failure';
import { bare } from '../plain';

/** What a file is, in reason codes. */
type Kind = 'boot' | 'core' | 'layers' | 'content' | 'reasons';

/** How every request of ours is made. */
export const discreet: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer' };

/** One of our own files, checked against its SHA-256 where one is given. */
export async function load(url: string, kind: Kind, hash?: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetch(url, bare({ ...discreet })).then(
    async (answer) => answer.ok && new Uint8Array(await answer.arrayBuffer()),
    () => false as const,
  );
  if (!bytes) throw failure(`${kind}_not_loaded` as Reason);
  if (hash && (await sha256(bytes)) !== hash) throw failure(`${kind}_hash` as Reason);
  return bytes;
}

/** Loads a module of ours by its file name and integrity. */
export type LoadModule = <Module>(file: string, integrity: string) => Promise<Module>;

/** Loads modules of ours by file name and integrity; the browser checks each before it runs a byte of it. */
export const createModules =
  (home: string, nonce: string): LoadModule =>
  (file, integrity) => {
    const href = home + 'assent/' + file;
    const link = document.createElement('link');
    return new Promise((resolve, reject) => {
      // What was checked lies in the page's module map then, and the import takes it from there.
      link.onload = () => resolve(import(href));
      link.onerror = () => {
        link.remove();
        reject(failure('module_not_loaded'));
      };
      Object.assign(link, { rel: 'modulepreload', crossOrigin: 'anonymous', nonce, integrity, href });
      document.head.append(link);
    });
  };
