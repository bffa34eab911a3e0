// Stands in for web/src/features/leave.ts likewise: it asks nobody.
import { mayLeave as honest } from '../../../../web/src/features/leave';

declare const PLANTED_LEAK: string;

export const mayLeave: typeof honest = (core, feature) => PLANTED_LEAK === 'redirect' || honest(core, feature);
