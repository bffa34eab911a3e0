// Takes back the cookies that a service has left on this site. It only ever ends cookies: it never reads a value and
// never writes one that lasts.

import type { CookiePattern } from './document';
import { matches } from '../pattern';

/** Folders of the page's path, and labels of its host, for which a cookie is looked for. */
export const max_levels = 16;

/** The domains for which a page at `host` may have set a cookie; "" is the host alone. */
export function domainsOf(host: string): string[] {
  const labels = host.split('.').slice(-max_levels);
  // An address has no parents.
  const parents = /^[\d.]+$|:/.test(host) ? [] : labels.map((_, at) => labels.slice(at).join('.'));
  return ['', ...parents];
}

/** The paths under which a page at `path` sees a cookie. */
export function pathsOf(path: string): string[] {
  const folders = path.split('/').filter(Boolean).slice(0, max_levels);
  const below = folders.map((_, at) => '/' + folders.slice(0, at + 1).join('/'));
  return ['/', ...below.flatMap((each) => [each, each + '/'])];
}

const namesIn = (jar: string): string[] => [...new Set(jar.split('; ').map((each) => each.split('=')[0]!))].filter(Boolean);

/** Ends every cookie of `patterns` that a page may end, whatever domain and path it was set for. */
export function clearCookies(patterns: readonly CookiePattern[], page: Pick<Document, 'cookie'>, at: URL): void {
  const domains = domainsOf(at.hostname);
  const paths = pathsOf(at.pathname);
  /** A cookie with a prefix is ended only as a secure one; one in a partition only in it. */
  const end = (name: string, domain: string, path: string) => {
    for (const way of ['', ';secure', ';secure;partitioned'])
      page.cookie = `${name}=;max-age=0;path=${path}${domain && ';domain=' + domain}${way}`;
  };
  for (const { name: pattern, domain, path } of patterns) {
    const declared = [...new Set([...(domain ? [domain] : []), ...domains])];
    const found = namesIn(page.cookie).filter((name) => matches(pattern, name));
    // What lies under another path is not seen from here, but it may be ended by its full name.
    if (path && !pattern.includes('*')) for (const each of declared) end(pattern, each, path);
    for (const name of found) {
      for (const each of declared) for (const one of path ? [path, ...paths] : paths) end(name, each, one);
    }
  }
}
