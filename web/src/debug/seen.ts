// What the overlay has seen, as rows to draw: requests by origin, stored names, gated elements, with the service that
// explains each and what is wrong with it. Pure; names and addresses without queries only, never a value.

import {
  explainElement,
  flagOf,
  inWords,
  nameOf,
  originOf,
  ownerOfCookie,
  ownerOfKey,
  ownerOfRequest,
  type Flag,
  type GatedElement,
  type Service,
  type Surroundings,
} from '../explain/explain';
import type { StoredName } from './stored';

export interface Row {
  text: string;
  about: string;
  flag: Flag | 'markup';
}

/** Origins that are told apart; what goes to further ones is not listed. */
export const max_origins = 200;

/** Which purposes stood when: the page began, and at each change. */
export interface Standings {
  changed(at_ms: number, granted: readonly string[]): void;
  at(at_ms: number): readonly string[];
  now(): readonly string[];
}

export function createStandings(granted: readonly string[]): Standings {
  const turns = [{ at_ms: 0, granted }];
  return {
    changed: (at_ms, now) => void turns.push({ at_ms, granted: now }),
    at: (at_ms) => turns.findLast((turn) => turn.at_ms <= at_ms)!.granted,
    now: () => turns.at(-1)!.granted,
  };
}

export interface Requests {
  /** `at_ms`: when it began. What is no address of the web is left out. */
  add(address: string, at_ms: number): void;
  rows(services: readonly Service[], around: Surroundings, standings: Standings): Row[];
}

/** Counts requests by origin; each is judged by what stood when it began. */
export function createRequests(): Requests {
  const seen = new Map<string, { address: string; at_ms: number[] }>();
  return {
    add(address, at_ms) {
      if (!/^(https?|wss?):/.test(address)) return;
      // The widget's own files and the site's may share an origin.
      const key = originOf(address) + new URL(address).pathname.split('/', 2).join('/');
      const known = seen.get(key);
      if (known) known.at_ms.push(at_ms);
      else if (seen.size < max_origins) seen.set(key, { address, at_ms: [at_ms] });
    },
    rows(services, around, standings) {
      const rows = new Map<string, Row & { count: number }>();
      for (const { address, at_ms } of seen.values()) {
        const owner = ownerOfRequest(address, around, services);
        const early = at_ms.some((time) => flagOf(owner, standings.at(time)) === 'early');
        const flag: Flag = early ? 'early' : owner.by === 'nobody' ? 'undeclared' : '';
        const key = originOf(address) + ' ' + nameOf(owner);
        const row = rows.get(key) ?? { text: originOf(address), about: nameOf(owner), flag: '', count: 0 };
        rows.set(key, { ...row, flag: row.flag || flag, count: row.count + at_ms.length });
      }
      return [...rows.values()].map(({ text, about, flag, count }) => ({ text, flag, about: `${about}, ${count}×` }));
    },
  };
}

/** Rows of what the browser keeps, by what stands now. */
export const storedRows = (
  stored: readonly StoredName[],
  services: readonly Service[],
  around: Surroundings,
  granted: readonly string[],
): Row[] =>
  stored.map(({ kind, name }) => {
    const owner =
      kind === 'cookie'
        ? ownerOfCookie(name, '', around, services)
        : ownerOfKey(name, around.page, around, services);
    return { text: name, about: `${kind}, ${nameOf(owner)}`, flag: flagOf(owner, granted) };
  });

/** Rows of gated elements; `nonce` is that of assent.js. */
export const elementRows = (
  elements: readonly GatedElement[],
  services: readonly Service[],
  granted: readonly string[],
  nonce: string,
): Row[] =>
  elements.map((element) => {
    const verdict = explainElement(element, services, granted, nonce);
    const text = `<${element.tag}> ${element.service} ${element.address}`;
    // A visitor may load one embed once, without granting anything.
    return { text, about: inWords(verdict), flag: verdict.wrong && verdict.why !== 'loaded' ? 'markup' : '' };
  });
