// What features may ask about the page's address. Pure.

const query = 'url.query.';

/** Gives each fact by its name, empty where there is none; all of them empty where `href` is no address. */
export function urlFacts(href: string): (name: string) => string {
  if (!URL.canParse(href, 'https://_')) return () => '';
  const url = new URL(href, 'https://_');
  const named: Record<string, string> = {
    'url.href': url.href,
    'url.rest': url.href.slice(url.origin.length),
    'url.host': url.host,
    'url.path': url.pathname,
    'url.hash': url.hash,
  };
  return (name) =>
    name.startsWith(query) ? (url.searchParams.get(name.slice(query.length)) ?? '') : (named[name] ?? '');
}
