// One widget on one page: wires session, queue, layers and API, and the parts that load later. It puts nothing of the
// visitor's where page scripts could read it.

import type { createAllowed } from './allowed';
import { report } from './announce';
import { readCookie } from './arrivals';
import { fromHex } from './bytes';
import type { Core } from './core';
import type { DecidedSlot } from './effects';
import { createLayers } from './elements/layers';
import type { createPreferences } from './elements/preferences/preferences';
import type { createGates, Stand } from './gates/gates';
import { createLater } from './later';
import type { Boot, Embed } from './loader';
import { afterPaint, readFacts, watchAddress } from './page';
import { createRecord } from './record';
import { guessRegion } from './region';
import { adopt, flush, navigate, type Event } from './records';
import type { createRest } from './rest';
import { createSecondLayer } from './second-layer';
import { createSession, type Handlers, type Session } from './session';
import { createStanding } from './standing';
import { createStorage } from './storage';
import { createModules } from './transport/load';
import { createQueue } from './transport/queue';
import { createTransport } from './transport/transport';
import { createTrusted, type Trusted } from './trusted';

/** Changed attributes are sent at these times and no others, so that when something leaves tells nothing about it. */
export const flush_every_ms = 5_000;

type AllowedModule = { createAllowed: typeof createAllowed };
type GatesModule = { createGates: typeof createGates };
type PreferencesModule = { createPreferences: typeof createPreferences };
type RestModule = { createRest: typeof createRest };

/** Runs the widget, once everything that may run has been checked and the page is parsed. */
export function runWidget(core: Core, boot: Boot, embed: Embed, handoff: string): void {
  const { symbols } = core;
  const load = createModules(embed.home, embed.nonce);
  const secondLayer = createSecondLayer(embed.collector, symbols.layers);
  const storage = createStorage(embed.site);
  const queue = createQueue(storage.queue);
  const facts = () => readFacts(symbols.context);
  let decisions: readonly DecidedSlot[] = [];
  let policy: Trusted | undefined;
  const trusted = () => (policy ??= createTrusted());

  const tell = (event: Event, by_visitor?: boolean): boolean => session.tell(event, by_visitor);
  let again_ms = flush_every_ms;
  const allowed = createLater(
    () =>
      load<AllowedModule>(ALLOWED_FILE, ALLOWED_INTEGRITY).then((module) =>
        module.createAllowed(embed, symbols, secondLayer, queue, trusted(), tell, record, core, session, stand),
      ),
    // It delivers, so it is tried again while something waits, ever more seldom.
    () => setTimeout(deliver, (again_ms *= 2)),
  );
  const gates = createLater(() =>
    load<GatesModule>(GATES_FILE, GATES_INTEGRITY).then((module) =>
      module.createGates(embed, symbols, trusted(), tell),
    ),
  );
  const { share } = symbols;
  const rest = createLater(() =>
    load<RestModule>(REST_FILE, REST_INTEGRITY).then((module) =>
      module.createRest({
        embed,
        symbols,
        secondLayer,
        queue,
        session,
        standing,
        stand,
        load,
        tell,
        decisions: () => decisions,
        deliver,
        gate: () => gate(1),
        // Before this part has loaded nothing was on the screen that a goal could be after.
        reach: (goal) => allowed.use(false, (part) => part.reach(goal)),
      }),
    ),
  );
  const fromCookie = () => {
    const choices = share?.subdomains && readCookie(embed.site);
    return choices ? [adopt('subdomain', fromHex(choices))] : [];
  };
  const record = createRecord(storage.record);
  const layers = createLayers(symbols, tell, record, (acts) =>
    Promise.all([load<PreferencesModule>(PREFERENCES_FILE, PREFERENCES_INTEGRITY), secondLayer()]).then(
      ([module, second]) => module.createPreferences(acts, symbols, second),
    ),
  );
  const deliver = (needed = queue.all().length > 0) => allowed.use(needed, (part) => part.deliver());
  // A click is answered by what is drawn next; whatever can wait comes after that.
  const transport = createTransport(queue, () => afterPaint(deliver));
  const purposes = symbols.purposes.map(({ id }) => id);
  const standing = createStanding(purposes, (granted, act) => {
    transport.retract(granted);
    // After the rest of this step, so that what follows from a choice rests on its record. The tab where it was made
    // sends, and not each that hears of it.
    afterPaint(() => {
      allowed.use(false, (part) => part.retell());
      if (act !== 'none') tell(flush());
    });
  });

  const stand: Stand = { view: undefined!, allowed: [], granted: [], acts: 0 };
  const gate = (needed: unknown) =>
    afterPaint(() => gates.use(!!(needed && symbols.gates), (part) => part.set({ ...stand })), true);

  // What is decided for a new view goes in before that view is painted.
  let drawn_by: (act: () => void) => void = afterPaint;
  const handlers: Handlers = {
    view({ view }, by_visitor) {
      drawn_by(() => allowed.use(false, (part) => part.renew(by_visitor)));
      layers.draw(view);
      standing.read(view);
      Object.assign(stand, standing.get(), { view });
      gate(stand.allowed.length || stand.acts);
    },
    persist: ({ answers }) => rest.use(!!share, (part) => part.shared(answers)),
    erase() {
      record.erase();
      transport.erase();
    },
    services: (effect) => void (stand.allowed = effect.allowed),
    decided({ slots }, by_visitor) {
      decisions = slots;
      const is_needed = slots.some((slot) => !slot.withheld);
      drawn_by(() => allowed.use(is_needed, (part) => part.decided(slots, by_visitor)));
    },
    consent({ granted, act }) {
      if (act !== 'service') stand.acts++;
      standing.set(granted, act);
    },
    send(effect) {
      if (effect.route === 'page') return allowed.use(false, (part) => part.hear(effect));
      record.keep(effect);
      transport.send(effect);
    },
    refused: ({ code }) => rest.use(true, (part) => part.refused(code)),
    stopped(error) {
      allowed.use(false, (part) => part.stop());
      allowed.close();
      gates.use(false, (part) => part.stop());
      gates.close();
      rest.close();
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
  // Read once: from then on there is a snapshot. Meanwhile the banner asks, and an answer there counts for more.
  const migrates = symbols.migrates && storage.snapshot.read() === null;
  session.start();
  afterPaint(() =>
    rest.use(true, (part) => {
      if (migrates) part.migrate().catch(report);
      if (handoff) part.redeem(handoff);
      if (/[?&]assent-debug\b/.test(location.search)) part.debug().catch(report);
    }),
  );

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
  addEventListener('online', () => {
    again_ms = flush_every_ms;
    deliver();
  });
  document.addEventListener('visibilitychange', leave);
  watchAddress(() => {
    allowed.use(false, (part) => part.navigated());
    drawn_by = queueMicrotask;
    tell(navigate(facts()));
    drawn_by = afterPaint;
  });
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
