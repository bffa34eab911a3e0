// What a view says of consent as a whole. Pure.

import type { View } from './effects';

/** True where something stands that the law leaves to the visitor; switches that are being moved say nothing. */
export const someStands = ({ preferences, purposes }: View): boolean =>
  !preferences && purposes.some(({ on, locked }) => on && !locked);
