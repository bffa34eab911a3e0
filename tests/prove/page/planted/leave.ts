// Stands in for web/src/features/leave.ts likewise: it asks nobody.
import { leave as honest } from '../../../../web/src/features/leave';

declare const PLANTED_LEAK: string;

export const leave: typeof honest = (core, feature, address) => {
  if (PLANTED_LEAK !== 'redirect') return honest(core, feature, address);
  location.replace(address);
  return true;
};
