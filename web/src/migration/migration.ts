// The module that takes over what visitors chose in another consent manager, by the table in the site's policy. It is
// loaded only where one of those has left something, reads it once, and grants nothing that was not granted in full.

import type { Symbols } from '../effects';
import { parse } from '../plain';
import { migrate, type Event } from '../records';
import { load } from '../transport/load';
import { readCookiebot } from './cookiebot';
import { readCookieconsent } from './cookieconsent';
import { readCookieyes } from './cookieyes';
import { leftIn, type Foreign, type Left, type Read } from './foreign';
import { readKlaro } from './klaro';
import { readOnetrust } from './onetrust';

const readers = {
  onetrust: readOnetrust,
  cookiebot: readCookiebot,
  klaro: readKlaro,
  cookieconsent: readCookieconsent,
  cookieyes: readCookieyes,
} satisfies Record<string, Read>;

export type SourceName = keyof typeof readers;

/** One row of the policy's table: which purposes a category of the source stands for. */
export interface MigrationRow {
  source: SourceName;
  given_ms: number; // when choices without a time of their own count as given; 0: never
  purposes: Record<string, string[]>;
}

export interface Migrated {
  source: SourceName;
  given_ms: number; // 0: nobody knows, so that only the refusals count
  granted: string[];
  denied: string[];
}

function byPurpose({ answers, is_complete }: Foreign, table: MigrationRow['purposes']): Map<string, boolean> {
  const purposes = new Map<string, boolean | undefined>();
  for (const [category, ids] of Object.entries(table)) {
    const answer = answers.get(category) ?? (is_complete ? false : undefined);
    for (const id of ids) {
      const before = purposes.has(id) ? purposes.get(id) : true;
      // A refusal outweighs what is not known, and that outweighs a grant.
      purposes.set(id, answer === false || before === false ? false : answer && before);
    }
  }
  return new Map([...purposes].filter((each): each is [string, boolean] => each[1] !== undefined));
}

function readRow({ source, given_ms, purposes }: MigrationRow, left: Left, now_ms: number): Migrated | undefined {
  const foreign = readers[source]?.(left);
  if (!foreign || (foreign.ends_ms && foreign.ends_ms <= now_ms)) return undefined;
  const time_ms = foreign.given_ms || given_ms;
  const answers = byPurpose(foreign, purposes);
  const whereIs = (wanted: boolean) => [...answers].filter(([, granted]) => granted === wanted).map(([id]) => id);
  if (!answers.size) return undefined;
  return { source, given_ms: time_ms <= now_ms ? time_ms : 0, granted: whereIs(true), denied: whereIs(false) };
}

/**
 * What the visitor chose before, of the first source in the table that says anything about a purpose of ours; undefined
 * where none does. What is damaged says nothing.
 */
export function readMigration(table: readonly MigrationRow[], left: Left, now_ms: number): Migrated | undefined {
  for (const row of table) {
    try {
      const migrated = readRow(row, left, now_ms);
      if (migrated) return migrated;
    } catch {
      // Damaged: the next one.
    }
  }
  return undefined;
}

/** The event that tells the core of it; undefined where there is nothing to take over. Throws a Failure. */
export async function createMigration(
  collector: string,
  { gates, purposes }: Symbols,
  { cookie }: Pick<Document, 'cookie'> = document,
): Promise<Event | undefined> {
  const bytes = await load(`${collector}/packs/${gates}`, 'content', gates);
  const { migrate: table } = parse(new TextDecoder().decode(bytes)) as { migrate: MigrationRow[] };
  const found = readMigration(table, leftIn(cookie, () => localStorage), Date.now());
  const indexesOf = (ids: readonly string[]) => purposes.flatMap(({ id }, index) => (ids.includes(id) ? [index] : []));
  return found && migrate(found.source, found.given_ms, indexesOf(found.granted), indexesOf(found.denied));
}
