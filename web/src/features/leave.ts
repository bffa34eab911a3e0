// The one place that sends a visitor to another address. The address tells its server which variation was given, so the
// core has to let that be told.

import type { Core } from '../core';

/** Leaves for `address`, which shows what the feature gave; false where nobody may be told that. */
export function leave(core: Core, feature: number, address: string): boolean {
  const may_tell = core.call('may_tell', [feature]) === 1;
  if (may_tell) location.replace(address);
  return may_tell;
}
