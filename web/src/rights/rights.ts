// What a visitor may demand of the collector: to see, erase, withdraw, correct, and to be asked before being contacted.
// The entry of a module that loads at the first demand. Pages are told counts and codes; what is kept goes to the
// visitor as a file, never to a script.

import type { Symbols } from '../effects';
import { saveFile } from '../file';
import type { Embed } from '../loader';
import { parse } from '../plain';
import { answer, choose, every_attribute, forget, type Event } from '../records';
import type { Queue } from '../transport/queue';
import { createRequests, type Requests } from '../transport/rights';
import { createSubject, type Subject } from '../transport/subject';

export type Erasure = 'attributes' | 'evidence' | 'all';

/** How many rows there are of each kind, by its name. */
export type Counts = Record<string, number>;

export interface Correction {
  destination: string;
  attribute: string;
  value: boolean | number | string | readonly string[] | null; // as minimized for the destination; null: it goes
}

/** May the visitor be contacted? `reason` says why not. */
export interface ContactAnswer {
  contact: boolean;
  purpose?: string;
  reason?: string;
}

/** A token by which the site's mailing system may ask again. */
export interface ContactToken {
  token: string;
  site: string;
  expires: string;
}

/** Each rejects with an Error whose `code` says why; `no_subject`: nothing was ever granted in this browser. */
export interface SubjectRights {
  /** Saves everything that the collector keeps of the visitor as a file. Resolves with how many rows of each kind. */
  export(): Promise<Counts>;
  /**
   * Erases at the collector, and here: `attributes` the profile, `evidence` the consent records, `all` (the default)
   * both, and then nothing is granted any more. Resolves with how many rows of each kind were erased.
   */
  erase(what?: Erasure): Promise<Counts>;
  /**
   * Takes back purposes, without ids all that can be. What that means here happens at once, network or not; resolves
   * when the collector has it on disk, and rejects with `not_delivered` where it does not answer: then it is sent later.
   */
  withdraw(purposes?: readonly string[]): Promise<void>;
  /** Corrects what a destination was given: all of the corrections or none. Resolves with their number. */
  correct(corrections: readonly Correction[]): Promise<number>;
  /** Whether the visitor may be contacted about a topic by a channel. */
  contact(topic: string, channel: string): Promise<ContactAnswer>;
  /** A fresh contact token. */
  contactToken(): Promise<ContactToken>;
}

/** The widget whose visitor demands. */
export interface Demander {
  embed: Pick<Embed, 'collector' | 'site'>;
  symbols: Pick<Symbols, 'purposes'>;
  queue: Queue;
  tell(event: Event, by_visitor?: boolean): boolean;
}

/** How long an answer to a withdrawal is waited for. */
export const delivered_within_ms = 10_000;
const look_every_ms = 25;

const me = 'subjects/me';
const failed = (code: string) => Object.assign(new Error('assent: ' + code), { code });

/** The lengths of the lists in an answer. */
const countRows = (text: string): Counts =>
  Object.fromEntries(
    Object.entries(parse(text) as object).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list.length]] : [])),
  );

export function createRights(
  { embed, symbols, queue, tell }: Demander,
  subject: Subject = createSubject(embed.site),
): SubjectRights {
  const { collector, site } = embed;
  const requests: Requests = createRequests(collector, subject);
  const ask = async (method: string, target: string, body?: object) => {
    const send = await requests.prepare(method, target, body && JSON.stringify(body));
    return send();
  };

  /** Once the collector has taken every record that waits. */
  const delivered = async () => {
    for (const end = Date.now() + delivered_within_ms; Date.now() < end; ) {
      if (!queue.all().some(({ route }) => route === 'consents')) return;
      await new Promise((resolve) => setTimeout(resolve, look_every_ms));
    }
    throw failed('not_delivered');
  };

  const takeBack = (ids: readonly string[] | undefined) => {
    const indexes = ids?.map((id) => symbols.purposes.findIndex((each) => each.id === id));
    if (indexes?.includes(-1)) throw failed('unknown_purpose');
    const events = indexes?.map((index) => answer(index, false, false)) ?? [choose('reject_all', false)];
    for (const event of events) if (!tell(event, true)) throw failed('refused');
  };

  return {
    async export() {
      const text = await ask('GET', me);
      saveFile(text, 'everything-kept.json');
      return countRows(text);
    },
    async erase(what = 'all') {
      // Signed first: with the last grant the key goes. Sent last: the withdrawal is erased too.
      const send = await requests.prepare('DELETE', what === 'all' ? me : `${me}?what=${what}`);
      if (what !== 'evidence') {
        queue.retract([]);
        tell(forget(every_attribute), true);
      }
      if (what === 'all') {
        takeBack(undefined);
        await delivered();
      }
      // Nothing is under way meanwhile that could arrive after it.
      const told = await navigator.locks.request('assent:' + site, send).catch((error: { code?: string }) => {
        throw what === 'evidence' || error.code !== 'no_answer' ? error : failed('not_delivered');
      });
      const { erased } = parse(told) as { erased: Counts };
      return { ...erased };
    },
    async withdraw(ids) {
      takeBack(ids);
      await delivered();
    },
    async correct(corrections) {
      const list = corrections.map(({ destination, attribute, value }) => ({ site, destination, attribute, value }));
      return (parse(await ask('PATCH', me, list)) as { corrected: number }).corrected;
    },
    async contact(topic, channel) {
      const query = new URLSearchParams({ site, topic, channel });
      const { contact, purpose, reason } = parse(await ask('GET', `${me}/contact?${query}`)) as ContactAnswer;
      return { contact, purpose, reason };
    },
    async contactToken() {
      const { token, site: of, expires } = parse(await ask('POST', `${me}/contact`, { site })) as ContactToken;
      return { token, site: of, expires };
    },
  };
}
