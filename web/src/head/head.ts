// The entry of head.js, a small script that a page runs before any tag: the call queue, consent defaults and the
// request guard. It allows nothing by itself and waits for the widget, for good where none comes.

import { readConfig } from './config';
import { setDefaults } from './defaults';
import { createGuard } from './guard';

const mark = Symbol.for('assent.head');

declare global {
  interface Window {
    /** Tells the guard which services are allowed. The widget takes it and removes it. */
    assentHead?: ReturnType<typeof createGuard>;
    [mark]?: true;
  }
}

// A second copy on the page would say the defaults again, after what a visitor chose.
if (!window[mark]) {
  window[mark] = true;
  window.assent ||= [];
  const [modes, guarded] = readConfig(document.currentScript?.getAttribute('data-assent-head')!);
  setDefaults(modes);
  if (guarded) window.assentHead = createGuard(guarded);
}
