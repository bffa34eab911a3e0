// Whose address, cookie or key something is: a service of the policy, Assent, the site itself, or nobody that the policy
// knows. Pure: it reads nothing of the page and decides nothing about what may load.

import { matches } from '../pattern';

/** A service as the policy declares it. */
export interface Service {
  id: string;
  title: string;
  purposes: readonly string[]; // ids; it may run where all of them stand
  origins: readonly string[]; // scheme://host[:port]; a host that begins with *. is every subdomain
  cookies: readonly { name: string; domain?: string; path?: string }[];
  storage: readonly string[];
}

/** Where the page and the widget's own files are. */
export interface Surroundings {
  page: string; // its origin
  site: string; // of the embed
  home: string; // URL of the folder that assent.js came from
  collector: string; // an origin
  /** Whether a host is of the page's own site. */
  isSameSite(host: string): boolean;
}

/** Of several services that declare the same, any may be the one. */
export type Owner = { by: 'service'; services: readonly Service[] } | { by: 'assent' | 'site' | 'nobody' };

export type Flag = '' | 'undeclared' | 'early';

const splitOrigin = (text: string) => /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)$/.exec(text);

/** Whether `origin` (scheme://host[:port]) is one that `pattern` names. */
export function covers(pattern: string, origin: string): boolean {
  if (pattern === origin) return true;
  const [wanted, found] = [splitOrigin(pattern), splitOrigin(origin)];
  if (!wanted || !found || wanted[1] !== found[1] || !wanted[2]!.startsWith('*.')) return false;
  const ending = wanted[2]!.slice(1);
  return found[2]!.endsWith(ending) && found[2]!.length > ending.length;
}

/** The origin of an address; sockets count as the pages that open them, as origins are written in a policy. */
export function originOf(address: string): string {
  const { protocol, host } = new URL(address);
  return protocol.replace('ws', 'http') + '//' + host;
}

const declared = (services: readonly Service[], other: 'site' | 'nobody'): Owner =>
  services.length ? { by: 'service', services } : { by: other };

/** Whose address a request goes to. */
export function ownerOfRequest(address: string, around: Surroundings, services: readonly Service[]): Owner {
  const { home, collector } = around;
  const own = [home + 'assent.js', home + 'head.js', home + 'assent/', collector + '/v1/', collector + '/packs/'];
  if (own.some((start) => address.startsWith(start))) return { by: 'assent' };
  const origin = originOf(address);
  if (origin === around.page) return { by: 'site' };
  const is_ours = around.isSameSite(new URL(address).hostname);
  const named = services.filter((service) => service.origins.some((pattern) => covers(pattern, origin)));
  return declared(named, is_ours ? 'site' : 'nobody');
}

/** What Assent itself writes for a site: keys, databases and cookies. */
const isAssents = (name: string, { site }: Surroundings) =>
  name === 'assent:' + site || name.startsWith('assent:' + site + ':') || name === 'assent-' + site;

const isWithin = (host: string, domain: string) => host === domain || host.endsWith('.' + domain);

/** Whose cookie it is. `domain` "": not known, as a page's own scripts do not. */
export function ownerOfCookie(name: string, domain: string, around: Surroundings, services: readonly Service[]): Owner {
  const host = domain.replace(/^\./, '');
  const is_ours = host === '' || around.isSameSite(host);
  if (is_ours && isAssents(name, around)) return { by: 'assent' };
  const isPlaced = (wanted?: string) =>
    wanted === undefined ? is_ours : host === '' || isWithin(host, wanted.replace(/^\./, ''));
  const named = services.filter(({ cookies }) =>
    cookies.some((cookie) => matches(cookie.name, name) && isPlaced(cookie.domain)),
  );
  return declared(named, 'nobody');
}

/** Whose key of a storage, database or cache it is. `origin` is that of the frame which has it. */
export function ownerOfKey(name: string, origin: string, around: Surroundings, services: readonly Service[]): Owner {
  const is_ours = around.isSameSite(new URL(origin).hostname);
  if (is_ours && isAssents(name, around)) return { by: 'assent' };
  const named = services.filter(
    ({ storage, origins }) =>
      storage.some((pattern) => matches(pattern, name)) && (is_ours || origins.some((each) => covers(each, origin))),
  );
  return declared(named, 'nobody');
}

/** What is wrong with something that is there while `granted` purposes stand. */
export function flagOf(owner: Owner, granted: readonly string[]): Flag {
  if (owner.by === 'nobody') return 'undeclared';
  if (owner.by !== 'service') return '';
  return owner.services.some((service) => isAllowed(service, granted)) ? '' : 'early';
}

export const isAllowed = ({ purposes }: Service, granted: readonly string[]): boolean =>
  purposes.every((purpose) => granted.includes(purpose));

/** An owner in words. */
export function nameOf(owner: Owner): string {
  if (owner.by === 'service') return owner.services.map(({ id }) => id).join(', ');
  return { assent: 'Assent', site: 'the site itself', nobody: 'no service' }[owner.by];
}

// The second labels under which registries give out names in many countries.
const shared_labels = ['ac', 'co', 'com', 'edu', 'go', 'gov', 'gv', 'net', 'ne', 'nom', 'or', 'org'];

/**
 * A guess at the domain that somebody registered for a host, where no list of public suffixes is at hand. Addresses and
 * names of one label are their own.
 */
export function guessDomain(host: string): string {
  if (/^[\d.]+$|:/.test(host)) return host;
  const labels = host.split('.');
  const [second, last] = [labels.at(-2) ?? '', labels.at(-1)!];
  const is_shared = last.length === 2 && shared_labels.includes(second);
  return labels.slice(is_shared ? -3 : -2).join('.');
}
