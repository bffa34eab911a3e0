// CookieYes: the cookie `cookieyes-consent`, `consentid:…,consent:yes,action:yes,necessary:yes,analytics:no,…`.
// Without `action:yes` nobody has chosen yet. `lastRenewedDate` is when the site last asked everybody anew: the choice
// is not older than that, and may be younger.

import { collect, decoded, pairsOf, timeOf, type Read } from './foreign';

const own_fields = ['consentid', 'consent', 'action', 'lastRenewedDate'];

export const readCookieyes: Read = ({ cookie }) => {
  const fields = pairsOf(decoded(cookie('cookieyes-consent') ?? ''));
  const has = (name: string, value: string) => fields.some((field) => field[0] === name && field[1] === value);
  if (!has('action', 'yes') || has('action', 'no')) return undefined;
  return {
    given_ms: timeOf(fields.find(([name]) => name === 'lastRenewedDate')?.[1]),
    answers: collect(
      fields
        .filter(([name, value]) => !own_fields.includes(name) && (value === 'yes' || value === 'no'))
        .map(([name, value]) => [name, value === 'yes']),
    ),
  };
};
