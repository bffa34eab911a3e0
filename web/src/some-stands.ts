// What is done once the visitor has allowed something, and not before.

import { report } from './announce';
import type { View } from './effects';

/** True where something stands that the law leaves to the visitor; switches that are being moved say nothing. */
export const someStands = ({ preferences, purposes }: View): boolean =>
  !preferences && purposes.some(({ on, locked }) => on && !locked);

/** Makes what does `act` at its first call while something stands; a later call tries again what failed. */
export function onceSomeStands(stand: { readonly view: View }, act: () => Promise<unknown>): () => void {
  let is_asked = false;
  return () => {
    if (is_asked || !someStands(stand.view)) return;
    is_asked = true;
    act().catch((error: unknown) => {
      is_asked = false;
      report(error);
    });
  };
}
