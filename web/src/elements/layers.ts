// Draws the layers from each view: the banner at once, the preference center and "my data" from a module that loads
// when one of them is first wanted. Holds the view where page scripts cannot reach it.

import type { Symbols, View } from '../effects';
import { choose, declareAge, forget, openPreferences, shown, toggle, type Event } from '../records';
import type { Record } from '../record';
import type { Acts } from './acts';
import { createBanner } from './banner/banner';
import { define, rootIn } from './dom';
import { createLater } from '../later';

const indexOf = (list: readonly { id: string }[], id: string) => list.findIndex((each) => each.id === id);

export type Draw = (view: View) => void;

export interface Layers {
  draw: Draw;
  remove(): void;
}

/** `record` holds the last consent record. `loadCenter` makes what draws the second layer. */
export function createLayers(
  { language, purposes, attributes }: Symbols,
  tell: (event: Event, by_visitor?: boolean) => boolean,
  record: Record,
  loadCenter: (acts: Acts) => Promise<Draw>,
): Layers {
  const acts: Acts = {
    choose: (act, trusted) => tell(choose(act, trusted), true),
    toggle: (purpose, on) => tell(toggle(indexOf(purposes, purpose), on)),
    open: (open) => tell(openPreferences(open)),
    shown: (layer) => tell(shown(layer)),
    age: (of_age, trusted) => tell(declareAge(of_age, trusted), true),
    record,
    forget: (attribute) => tell(forget(indexOf(attributes, attribute)), true),
    rootIn,
  };
  const banner = createBanner(acts, language);
  let latest: View | undefined;
  let has_data = false;
  const center = createLater(
    () => loadCenter(acts),
    () => latest?.preferences && acts.open(false),
  );
  const drawCenter = () => latest && center.use(latest.preferences || has_data, (draw) => draw(latest!));

  define('assent-data', () => {
    has_data = true;
    drawCenter();
  });
  return {
    draw(view) {
      latest = view;
      banner.draw(view);
      drawCenter();
    },
    remove: banner.remove,
  };
}
