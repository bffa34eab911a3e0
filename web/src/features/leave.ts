// Whether a visitor may be sent to an address that shows what a feature gave.

import type { Core } from '../core';

/** The address tells its server which variation was given: true where the core lets that be told. */
export const mayLeave = (core: Core, feature: number): boolean => core.call('may_tell', [feature]) === 1;
