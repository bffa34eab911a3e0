// The policy's missing services: what no service declares, in the language of services.json, grouped by who registered
// the domain. A guess to be reviewed: it names no purposes and texts that are not there, so `assent check` refuses it
// until somebody has filled them in.
import { explain } from './explain.mjs';

const day_s = 86_400;

/** Seconds as an ISO 8601 duration in the largest whole unit that is near; undefined for a session's. */
export function durationOf(seconds) {
  if (seconds <= 0) return undefined;
  const days = Math.round(seconds / day_s);
  if (days < 1) return seconds < 3_600 ? `PT${Math.ceil(seconds / 60)}M` : `PT${Math.round(seconds / 3_600)}H`;
  const years = Math.round(days / 365);
  if (years && Math.abs(days - years * 365.25) <= 5) return `P${years}Y`;
  const months = Math.round(days / 30.4375);
  if (months && Math.abs(days - months * 30.4375) <= 1) return `P${months}M`;
  return `P${days}D`;
}

/** A name with stars in the place of what looks like an identifier. */
export const patternOf = (name) =>
  name.replace(/\d{4,}|(?=[0-9a-f]*\d)[0-9a-f-]{8,}|(?=[A-Z0-9]*\d)[A-Z0-9]{8,}/g, '*').replace(/\*[*.\d-]*\*/g, '*');

export const idOf = (domain) => domain.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 64) || 'unknown';

/**
 * The fragment as an object; null where nothing is missing. `looks` as in journeys.mjs, `domainOf(host)` the registrable
 * domain.
 */
export function missingServices(looks, { around, services, page }, domainOf) {
  const found = new Map();
  const page_domain = domainOf(new URL(page).hostname);
  const serviceFor = (host) => {
    const known = services.find(({ origins }) => origins.some((each) => explain.covers(each, 'https://' + host) || explain.covers(each, 'http://' + host)));
    const domain = domainOf(host);
    const id = known?.id ?? idOf(domain);
    if (!found.has(id)) found.set(id, { title: known?.title ?? domain, is_site: domain === page_domain, known: known !== undefined, origins: new Set(), cookies: new Map(), storage: new Map() });
    return found.get(id);
  };
  const isMissing = (owner) => owner.by === 'nobody';

  for (const look of looks) {
    for (const { address } of look.requests)
      if (isMissing(explain.ownerOfRequest(address, around, services))) serviceFor(new URL(address).hostname).origins.add(explain.originOf(address));
    for (const { name, domain, path, http_only, lasts_s } of look.cookies ?? []) {
      if (!isMissing(explain.ownerOfCookie(name, domain, around, services))) continue;
      const host = domain.replace(/^\./, '');
      const service = serviceFor(host);
      const lasts = durationOf(lasts_s);
      service.cookies.set(patternOf(name), {
        explain: '@cookie.' + idOf(name),
        ...(lasts && { lasts }),
        ...(!service.is_site && { domain: host }),
        ...(path !== '/' && { path }),
        ...(http_only && { 'http-only': true }),
      });
    }
    for (const { name, origin } of look.keys ?? [])
      if (isMissing(explain.ownerOfKey(name, origin, around, services))) serviceFor(new URL(origin).hostname).storage.set(patternOf(name), { explain: '@storage.' + idOf(name) });
  }
  if (found.size === 0) return null;
  const write = ([id, { title, known, is_site, origins, cookies, storage }]) => [
    id,
    {
      $comment: known
        ? 'Seen, and not declared by this service yet: review each line, then move it there.'
        : is_site
          ? 'Written by this site, by scripts that the browser does not name: find who writes it, say what it is for and under which purposes.'
          : 'Guessed by the domain: review each line, say what it is for and under which purposes.',
      title,
      purposes: [],
      ...(origins.size && { origins: [...origins].sort() }),
      ...(cookies.size && { cookies: Object.fromEntries(cookies) }),
      ...(storage.size && { storage: Object.fromEntries(storage) }),
    },
  ];
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(write));
}
