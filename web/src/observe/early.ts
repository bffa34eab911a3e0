// Whether the page declares anything to observe. Only then, and once something stands, the module that observes loads.

import { onceSomeStands } from '../some-stands';
import type { Stand } from '../gates/gates';
import { observed } from './markup';
import type { Observe } from './observe';

/** `ready`: the core knows every attribute; until then what is told might be lost. `load` is called once. */
export function createEarlyObserve(
  stand: Readonly<Stand>,
  ready: () => boolean,
  load: () => Promise<Observe>,
): Observe {
  let part: Observe | undefined;
  let stopped = false;
  const bring = onceSomeStands(stand, async () => {
    part = await load();
    look();
  });
  const look = () => {
    if (stopped || !ready()) return;
    if (part) part.look();
    else if (document.querySelector(observed)) bring();
  };
  return {
    look,
    navigated: () => part?.navigated(),
    stop() {
      stopped = true;
      part?.stop();
    },
  };
}
