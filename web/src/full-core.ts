// The full core, for packs with a form that core.wasm does not know. Until it has taken over, and where it cannot be
// loaded, no attribute of such a pack leaves.

import type { Core } from './core';
import type { Stand } from './gates/gates';
import { recordOf } from './records';
import type { Session } from './session';
import { onceSomeStands } from './some-stands';
import { load } from './transport/load';

/** How often it is looked whether the preference center is closed again. */
export const look_again_ms = 1_000;

export interface FullCore {
  /** Loads it once something may leave; to be called when that may have changed. */
  look(): void;
  stop(): void;
}

/** The full core, whose step also takes what only its own exports answer. */
const withExports = (core: Core): Core => ({
  ...core,
  is_full: true,
  step(event) {
    if (!event.asks) return core.step(event);
    const [name, ...given] = event.asks;
    core.call(name, [...given, Date.now()], recordOf(event));
    return core.effects();
  },
});

/** Has the session go on with it; not while switches are being moved, which `core` alone knows of. */
export function createFullCore(
  home: string,
  core: Core,
  session: Session,
  stand: Readonly<Stand>,
  took_over: () => void,
): FullCore {
  let stopped = false;
  const takeOver = (next: Core) => {
    if (stopped) return;
    if (stand.view.preferences) return void setTimeout(takeOver, look_again_ms, next);
    delete next.symbols.full_core; // it is here
    session.goOnWith(withExports(next));
    took_over();
  };
  return {
    look: onceSomeStands(stand, () =>
      load(home + 'assent/' + FULL_FILE, 'core', FULL_SHA256)
        .then((wasm) => core.reopen(wasm))
        .then(takeOver),
    ),
    stop() {
      stopped = true;
    },
  };
}
