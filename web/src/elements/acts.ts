// What the elements may ask of the session. They draw views and report acts; they decide nothing.

import type { Record } from '../record';
import type { Act, Layer } from '../records';
import type { rootIn } from './dom';

export interface Acts {
  /** `trusted` is the event's own isTrusted: an act that a script made up may only restrict. */
  choose(act: Act, trusted: boolean): void;
  toggle(purpose: string, on: boolean): void;
  open(open: boolean): void;
  shown(layer: Layer): void;
  age(of_age: boolean, trusted: boolean): void;
  forget(attribute: string): void;
  /** As in dom.ts. It comes from the script that named the elements: each module has its own copy of that file. */
  rootIn: typeof rootIn;
  /** The last consent record. */
  record: Record;
}
