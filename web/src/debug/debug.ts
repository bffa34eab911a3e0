// The overlay of ?assent-debug: shows live what stands, what is gated and why, what was requested and is stored, and
// which service explains it. For developers; it stores nothing, sends nothing and never shows a value of the profile.

import type { SecondLayer, Symbols } from '../effects';
import { guessDomain, readElements, withoutQuery, type Service, type Surroundings } from '../explain/explain';
import type { Embed } from '../loader';
import { watchNodes } from '../page';
import { bare, parse } from '../plain';
import type { Standing } from '../standing';
import { load } from '../transport/load';
import { createPanel, type Section } from './panel';
import { createRequests, createStandings, elementRows, storedRows, type Row } from './seen';
import { readStored, type StoredName } from './stored';

/** Nothing tells when a cookie or a key comes, so they are looked for. */
export const look_every_ms = 1_000;
/** Past them the oldest goes. */
export const max_events = 100;

const event_names = ['ready', 'consent', 'exposure', 'goal', 'sent', 'failed', 'service-failed'];

/** What the page's events carry, one level deep: ids, codes and counts, and of a list of records how many. */
export function detailInWords(detail: unknown): string {
  const word = (value: unknown): string => {
    if (!Array.isArray(value)) return typeof value === 'object' ? '' : withoutQuery(String(value));
    return value.every((each) => typeof each === 'string') ? value.join(' ') || 'none' : String(value.length);
  };
  if (!detail || typeof detail !== 'object') return '';
  const words = Object.entries(detail).map(([name, value]) => [name, word(value)]);
  return words.flatMap(([name, value]) => (value ? [name + ': ' + value] : [])).join(', ');
}

async function loadServices({ collector }: Embed, hash: string | undefined): Promise<readonly Service[]> {
  if (!hash) return [];
  const bytes = await load(collector + '/packs/' + hash, 'content', hash);
  return (parse(new TextDecoder().decode(bytes)) as { services: Service[] }).services;
}

/** Puts the overlay into the page. Rejects where the services of the policy could not be loaded. */
export async function showDebug(embed: Embed, symbols: Symbols, { purposes }: SecondLayer, standing: Standing): Promise<void> {
  const page_domain = guessDomain(location.hostname);
  const around: Surroundings = {
    page: location.origin,
    site: embed.site,
    home: embed.home,
    collector: embed.collector,
    isSameSite: (host) => guessDomain(host) === page_domain,
  };
  const panel = createPanel(embed.site);
  const standings = createStandings(standing.get().granted);
  const requests = createRequests();
  const events: Row[] = [];
  const drawn = new Map<Section, readonly Row[]>();
  let services: readonly Service[] = [];
  let stored: readonly StoredName[] = [];

  const draw = (section: Section, rows: readonly Row[]) => {
    drawn.set(section, rows);
    panel.draw(section, rows);
  };
  const drawAll = () => {
    const granted = standings.now();
    const stands = symbols.purposes.map(({ id }, at) => {
      return { text: purposes[at]!.title, about: `${id}, ${granted.includes(id) ? 'granted' : 'not granted'}`, flag: '' } as const;
    });
    draw('stands', stands);
    draw('elements', elementRows(readElements(document), services, granted, embed.nonce));
    draw('requests', requests.rows(services, around, standings));
    draw('stored', storedRows(stored, services, around, granted));
    panel.draw('wrong', [...drawn.values()].flat().filter(({ flag }) => flag));
  };
  const look = async () => {
    stored = await readStored();
    drawAll();
  };

  standing.onChange(({ granted }) => {
    standings.changed(performance.now(), granted);
    drawAll();
  });
  for (const name of event_names)
    document.addEventListener('assent:' + name, (event) => {
      const about = `${Math.round(performance.now())} ms ${detailInWords((event as CustomEvent).detail)}`;
      events.unshift({ text: name, about, flag: '' });
      events.length = Math.min(events.length, max_events);
      panel.draw('events', events);
    });
  panel.draw('events', events);

  services = await loadServices(embed, symbols.gates);
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) requests.add(name, startTime);
    drawAll();
  }).observe(bare({ type: 'resource', buffered: true }));
  watchNodes(drawAll);
  await look();
  setInterval(() => void look(), look_every_ms);
}
