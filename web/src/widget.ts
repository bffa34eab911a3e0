// One widget on one page: wires session, queue, layers and API, and the parts that load later. It puts nothing of the
// visitor's where page scripts could read it.

import type { createAllowed } from './allowed';
import { announce, report, warn } from './announce';
import { createApi } from './api';
import { readCookie } from './arrivals';
import { fromHex } from './bytes';
import type { Core } from './core';
import type { showDebug } from './debug/debug';
import type { DecidedSlot } from './effects';
import { createLayers } from './elements/layers';
import type { createPreferences } from './elements/preferences/preferences';
import { createLater } from './later';
import type { Boot, Embed } from './loader';
import { readFacts, watchAddress } from './page';
import { createRecord } from './record';
import { guessRegion } from './region';
import { adopt, expose, flush, navigate, type Event } from './records';
import type { createSharing } from './sharing/sharing';
import { createSession, type Handlers, type Session } from './session';
import { createStanding } from './standing';
import { createStorage } from './storage';
import { createModules } from './transport/load';
import { createQueue } from './transport/queue';
import { createTransport } from './transport/transport';

/** Changed attributes are sent at these times and no others, so that when something leaves tells nothing about it. */
export const flush_every_ms = 5_000;

type AllowedModule = { createAllowed: typeof createAllowed };
type SharingModule = { createSharing: typeof createSharing };
type DebugModule = { showDebug: typeof showDebug };
type PreferencesModule = { createPreferences: typeof createPreferences };

/** Runs the widget, once everything that may run has been checked and the page is parsed. */
export function runWidget(core: Core, boot: Boot, embed: Embed, handoff: string): void {
  const { symbols } = core;
  const loadModule = createModules(embed.home, embed.nonce);
  const storage = createStorage(embed.site);
  const queue = createQueue(storage.queue);
  const facts = () => readFacts(symbols.context);
  let decisions: readonly DecidedSlot[] = [];

  const tell = (event: Event, by_visitor?: boolean): boolean => session.tell(event, by_visitor);
  const allowed = createLater(() =>
    loadModule<AllowedModule>(ALLOWED_FILE, ALLOWED_INTEGRITY).then((module) =>
      module.createAllowed(embed, symbols, queue, (slot) => tell(expose(slot))),
    ),
  );
  const { share } = symbols;
  const sharing = createLater(() =>
    loadModule<SharingModule>(SHARING_FILE, SHARING_INTEGRITY).then((module) =>
      module.createSharing(embed, share!, (from, choices) => tell(adopt(from, fromHex(choices)))),
    ),
  );
  const fromCookie = () => {
    const choices = share?.subdomains && readCookie(embed.site);
    return choices ? [adopt('subdomain', fromHex(choices))] : [];
  };
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

  const handlers: Handlers = {
    view({ view }) {
      layers.draw(view);
      standing.read(view);
    },
    persist: ({ answers }) => sharing.use(!!share, (part) => part.shared(answers)),
    erase() {
      record.erase();
      transport.erase();
    },
    services: (effect) => allowed.use(effect.allowed.length > 0, (part) => part.services(effect.allowed)),
    decided({ slots }, by_visitor) {
      decisions = slots;
      const is_needed = slots.some((slot) => !slot.withheld);
      allowed.use(is_needed, (part) => part.decided(slots, by_visitor));
      announce('decided', {
        slots: slots.map(({ slot, place, experience, variant }) => ({ slot, place, experience, variant })),
      });
    },
    consent: ({ granted, act }) => standing.set(granted, act),
    send(effect) {
      record.keep(effect);
      transport.send(effect);
    },
    refused: ({ code }) => warn('the core refused an event: ' + code),
    stopped(error) {
      allowed.use(false, (part) => part.stop());
      allowed.close();
      sharing.close();
      layers.remove();
      report(error);
    },
  };
  const session: Session = createSession(
    core,
    originOf(boot, embed, symbols.countries),
    facts,
    fromCookie,
    storage.snapshot,
    handlers,
  );
  session.start();
  if (handoff && share) sharing.use(true, (part) => part.redeem(handoff));

  const leave = () => {
    tell(flush());
    deliver();
  };
  leave();
  setInterval(() => tell(flush()), flush_every_ms);
  // Another tab has stored something, or the page comes back from the back/forward cache or from behind.
  const renew = () => {
    session.renew();
    fromCookie().forEach((event) => tell(event));
  };
  for (const news of ['storage', 'pageshow', 'focus', 'visibilitychange']) addEventListener(news, renew, true);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', leave);
  watchAddress(() => {
    allowed.use(false, (part) => part.navigated());
    tell(navigate(facts()));
  });

  const waiting = window.assent;
  const share_choices = (token: string) => {
    if (share?.devices) sharing.use(true, (part) => part.share(token));
  };
  const api = createApi(symbols, tell, standing, () => decisions, share_choices);
  window.assent = api;
  if (Array.isArray(waiting)) api.push(...waiting);
  announce('ready', { site: symbols.site, language: symbols.language });
  createLater(() =>
    loadModule<DebugModule>(DEBUG_FILE, DEBUG_INTEGRITY).then((module) => module.showDebug(embed, symbols, standing)),
  ).use(/[?&]assent-debug\b/.test(location.search), () => {});
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
