// What every page gets once the first layer is drawn: the API, a look for what is gated, and the way to the parts that
// few pages need. Nobody waits for it before an answer, and it decides nothing.

import { announce, report, warn } from './announce';
import { createApi, toValue, type Assent, type Given } from './api';
import type { createBundle } from './bundle/bundle';
import { createBundles } from './bundle/early';
import { fromHex } from './bytes';
import type { showDebug } from './debug/debug';
import type { DecidedSlot, Symbols, ValueType, View } from './effects';
import { faults } from './faults';
import { createEarlyFeatures } from './features/early';
import type { createFeatures } from './features/features';
import { gated } from './gates/element';
import { createLater } from './later';
import type { Embed } from './loader';
import { hasLeft } from './migration/left';
import type { createMigration } from './migration/migration';
import { watchNodes, whenIdle } from './page';
import { adopt, forget, observe, type Event } from './records';
import type { createRights, SubjectRights } from './rights/rights';
import type { LoadSecondLayer } from './second-layer';
import type { createSharing, Sharing } from './sharing/sharing';
import type { Session } from './session';
import { someStands } from './some-stands';
import type { Standing } from './standing';
import type { LoadModule } from './transport/load';
import { weightsOf } from './weights';
import type { Queue } from './transport/queue';

type SharingModule = { createSharing: typeof createSharing };
type MigrationModule = { createMigration: typeof createMigration };
type BundleModule = { createBundle: typeof createBundle };
type FeaturesModule = { createFeatures: typeof createFeatures };
type RightsModule = { createRights: typeof createRights };
type DebugModule = { showDebug: typeof showDebug };

export interface Rest extends Sharing {
  /** Takes over, once, what the visitor chose in another consent manager. */
  migrate(): Promise<void>;
  /** Says why the core refused an event. */
  refused(code: number): void;
  /** Shows what is locked and why. */
  debug(): Promise<void>;
}

/** The widget that the rest belongs to. */
export interface Widget {
  embed: Embed;
  symbols: Symbols;
  secondLayer: LoadSecondLayer;
  standing: Standing;
  stand: { readonly view: View };
  queue: Queue;
  session: Session;
  load: LoadModule;
  tell(event: Event, by_visitor?: boolean): boolean;
  decisions(): readonly DecidedSlot[];
  /** Loads what delivers, and has it look after what stands. */
  deliver(needed: boolean): void;
  /** Something on the page is gated. */
  gate(): void;
  /** The visitor has reached the goal at this position. */
  reach(goal: number): void;
}

/** Calls back once the page has anything gated, or a head stub that holds something; apps may add it later. */
function watchGated(found: () => void): void {
  let is_found: unknown;
  const look = () => is_found || ((is_found = document.querySelector(gated) || window.assentHead) && found());
  watchNodes(() => whenIdle(look));
}

/** The visitor's rights, from a module that loads at the first demand; one that did not load is tried again. */
function createSubjectRights(widget: Widget): SubjectRights {
  let loading: Promise<SubjectRights> | undefined;
  const rights = () =>
    (loading ??= widget
      .load<RightsModule>(RIGHTS_FILE, RIGHTS_INTEGRITY)
      .then((module) => module.createRights(widget))).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return {
    export: async () => (await rights()).export(),
    erase: async (what) => (await rights()).erase(what),
    withdraw: async (purposes) => (await rights()).withdraw(purposes),
    correct: async (corrections) => (await rights()).correct(corrections),
    contact: async (topic, channel) => (await rights()).contact(topic, channel),
    contactToken: async () => (await rights()).contactToken(),
  };
}

/** Bundles of a signed-in customer; their module loads at the first while something stands. */
function createSignedIn({ symbols, tell, session, standing, stand, load }: Widget): Assent['profile']['bundle'] {
  const stands = () =>
    new Promise<void>((resolve) => {
      // Until the full core is here what is told may be held back, and would outlive a sign-out.
      const look = () => someStands(stand.view) && !session.core().symbols.full_core && (end(), resolve());
      const end = standing.onChange(look);
      document.addEventListener('assent:features', look, { once: true });
      look();
    });
  const drop = (attribute: number) => void tell(forget(attribute));
  const give = (signal: string, value: unknown, type: ValueType) => {
    const told = toValue(value as Given, type);
    return !!told && tell(observe(signal, told));
  };
  const bring = () =>
    load<BundleModule>(BUNDLE_FILE, BUNDLE_INTEGRITY).then((module) =>
      module.createBundle(symbols, { give, drop }, standing.onChange),
    );
  return createBundles(symbols, stands, bring, drop);
}

function answerCallbacks(widget: Widget, share: (token: string) => void): void {
  const { symbols, tell, standing, decisions, session, load } = widget;
  const waiting = window.assent;
  const loadFeatures = () =>
    load<FeaturesModule>(FEATURES_FILE, FEATURES_INTEGRITY).then((module) =>
      module.createFeatures(symbols, session, standing),
    );
  const features = createEarlyFeatures(symbols, loadFeatures, report);
  const api = createApi(
    symbols,
    tell,
    standing,
    decisions,
    share,
    createSubjectRights(widget),
    features,
    widget.reach,
    createSignedIn(widget),
    (slot) => weightsOf(session.core(), symbols, slot),
  );
  window.assent = api;
  if (Array.isArray(waiting)) api.push(...waiting);
  announce('ready', { site: symbols.site, language: symbols.language });
}

export function createRest(widget: Widget): Rest {
  const { load, embed, symbols, secondLayer, standing, tell } = widget;
  const sharing = createLater(() =>
    load<SharingModule>(SHARING_FILE, SHARING_INTEGRITY).then((module) =>
      module.createSharing(embed, symbols.share!, (from, choices) => tell(adopt(from, fromHex(choices)))),
    ),
  );
  const use = (act: (part: Sharing) => void) => sharing.use(!!symbols.share, act);
  answerCallbacks(widget, (token) => symbols.share?.devices && use((part) => part.share(token)));
  watchGated(widget.gate);
  // Where nothing waits and no slot shows anything, nothing else would load what looks after a standing consent.
  whenIdle(() => someStands(widget.stand.view) && widget.deliver(true));
  return {
    shared: (choices) => use((part) => part.shared(choices)),
    redeem: (token) => use((part) => part.redeem(token)),
    share: (token) => use((part) => part.share(token)),
    async migrate() {
      if (!hasLeft(document, () => localStorage)) return;
      const { createMigration } = await load<MigrationModule>(MIGRATION_FILE, MIGRATION_INTEGRITY);
      const event = await createMigration(embed.collector, symbols);
      if (event) tell(event);
    },
    refused: (code) => warn('the core refused an event: ' + faults[code]),
    async debug() {
      const [{ showDebug }, second] = await Promise.all([load<DebugModule>(DEBUG_FILE, DEBUG_INTEGRITY), secondLayer()]);
      showDebug(embed, symbols, second, standing);
    },
  };
}
