// One widget on one page: wires session, queue, layers and API, and the parts that load later. It puts nothing of the
// visitor's where page scripts could read it.

import type { createAllowed } from './allowed';
import { announce, report, warn } from './announce';
import { createApi } from './api';
import type { Core } from './core';
import type { DecidedSlot } from './effects';
import { createLayers } from './elements/layers';
import type { createPreferences } from './elements/preferences/preferences';
import type { Stand } from './gates/gates';
import { createLater } from './later';
import type { Boot, Embed } from './loader';
import { hasLeft } from './migration/left';
import type { createMigration } from './migration/migration';
import { readFacts, watchAddress, whenIdle } from './page';
import { createRecord } from './record';
import { guessRegion } from './region';
import { flush, navigate, type Event } from './records';
import { createSession, type Handlers, type Session } from './session';
import { createStanding } from './standing';
import { createStorage } from './storage';
import { createModules } from './transport/load';
import { createQueue } from './transport/queue';
import { createTransport } from './transport/transport';

/** Changed attributes are sent at these times and no others, so that when something leaves tells nothing about it. */
export const flush_every_ms = 5_000;

type AllowedModule = { createAllowed: typeof createAllowed };
type MigrationModule = { createMigration: typeof createMigration };
type PreferencesModule = { createPreferences: typeof createPreferences };

/** Runs the widget, once everything that may run has been checked and the page is parsed. */
export function runWidget(core: Core, boot: Boot, embed: Embed): void {
  const { symbols } = core;
  const loadModule = createModules(embed.home, embed.nonce);
  const storage = createStorage(embed.site);
  const queue = createQueue(storage.queue);
  const facts = () => readFacts(symbols.context);
  let decisions: readonly DecidedSlot[] = [];

  const tell = (event: Event, by_visitor?: boolean): boolean => session.tell(event, by_visitor);
  const allowed = createLater(() =>
    loadModule<AllowedModule>(ALLOWED_FILE, ALLOWED_INTEGRITY).then((module) =>
      module.createAllowed(embed, symbols, queue, tell, standing),
    ),
  );
  const record = createRecord(storage.record);
  const layers = createLayers(symbols, tell, record.read, (acts) =>
    loadModule<PreferencesModule>(PREFERENCES_FILE, PREFERENCES_INTEGRITY).then((module) =>
      module.createPreferences(acts, symbols),
    ),
  );
  const deliver = () => allowed.use(queue.all().length > 0, (part) => part.deliver());
  const transport = createTransport(queue, deliver);
  const purposes = symbols.purposes.map(({ id }) => id);
  const standing = createStanding(purposes, (granted) => {
    transport.retract(granted);
    allowed.use(false, (part) => part.retell());
    // After the rest of this step, so that what follows from a choice rests on its record.
    queueMicrotask(() => tell(flush()));
  });

  const stand: Stand = { view: undefined!, allowed: [], granted: [], acts: 0 };
  const gate = (needed: unknown) => allowed.use(!!needed, (part) => part.gate({ ...stand }));

  const handlers: Handlers = {
    view({ view }) {
      layers.draw(view);
      standing.read(view);
      Object.assign(stand, standing.get(), { view });
      gate(stand.allowed.length || stand.acts);
    },
    persist() {},
    erase() {
      record.erase();
      transport.erase();
    },
    services: (effect) => void (stand.allowed = effect.allowed),
    decided({ slots }, by_visitor) {
      decisions = slots;
      const is_needed = slots.some((slot) => !slot.withheld);
      allowed.use(is_needed, (part) => part.decided(slots, by_visitor));
      announce('decided', {
        slots: slots.map(({ slot, place, experience, variant }) => ({ slot, place, experience, variant })),
      });
    },
    consent({ granted, act }) {
      if (act !== 'service') stand.acts++;
      standing.set(granted, act);
    },
    send(effect) {
      record.keep(effect);
      transport.send(effect);
    },
    refused: ({ code }) => warn('the core refused an event: ' + code),
    stopped(error) {
      allowed.use(false, (part) => part.stop());
      allowed.close();
      layers.remove();
      report(error);
    },
  };
  const session: Session = createSession(core, originOf(boot, embed, symbols.countries), facts, storage.snapshot, handlers);
  const migrates =
    symbols.migrates && storage.snapshot.read() === null && hasLeft(document, () => localStorage);
  session.start();

  // What is to come after the banner comes when the browser has time: a page may gate something at any moment.
  whenIdle(() => gate(1));
  // Read once: from then on there is a snapshot. Meanwhile the banner asks, and an answer there counts for more.
  if (migrates)
    loadModule<MigrationModule>(MIGRATION_FILE, MIGRATION_INTEGRITY)
      .then((module) => module.createMigration(embed.collector, symbols))
      .then((event) => event && tell(event))
      .catch(report);

  const leave = () => {
    tell(flush());
    deliver();
  };
  leave();
  setInterval(() => tell(flush()), flush_every_ms);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', leave);
  watchAddress(() => {
    allowed.use(false, (part) => part.navigated());
    tell(navigate(facts()));
  });

  const waiting = window.assent;
  const api = createApi(symbols, tell, standing, () => decisions);
  window.assent = api;
  if (Array.isArray(waiting)) api.push(...waiting);
  announce('ready', { site: symbols.site, language: symbols.language });
}

function originOf(boot: Boot, embed: Embed, countries: readonly string[]) {
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  return {
    gpc: globalPrivacyControl === true,
    region: embed.region || boot.region || guessRegion(countries),
    pack_hash: boot.pack,
    token: boot.token,
  };
}
