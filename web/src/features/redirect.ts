// Where a redirect leads. Pure: it sends nobody anywhere.

import type { Json } from '../effects';

/**
 * `to` with the queries of `from` that it does not have itself, in their order. `to` alone where one of them is no
 * address.
 */
export function withQuery(from: string, to: string): string {
  if (!URL.canParse(from) || !URL.canParse(to)) return to;
  const target = new URL(to);
  for (const [name, value] of new URL(from).searchParams)
    if (!target.searchParams.has(name)) target.searchParams.set(name, value);
  return target.toString();
}

/** Where a value sends the visitor of `href`; undefined where it sends nobody, or not to a page of the web. */
export function redirectOf(value: Json, href: string, persists_query: boolean): string | undefined {
  const to = (value as { urlRedirect?: Json } | null)?.urlRedirect;
  if (typeof to !== 'string' || !URL.canParse(to, href)) return undefined;
  const target = new URL(to, href);
  if (!/^https?:$/.test(target.protocol)) return undefined;
  const address = persists_query ? withQuery(href, target.href) : target.href;
  return address === href ? undefined : address;
}
