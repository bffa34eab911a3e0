// Cookiebot: the cookie `CookieConsent`, a record in the manner of JavaScript: `{stamp:'…',necessary:true,
// statistics:false,method:'explicit',ver:1,utc:1695676040196,region:'de'}`. Only an explicit choice is one: `-1`
// (nobody was asked), `0` and an implied consent say nothing.

import { collect, decoded, pairsOf, timeOf, type Read } from './foreign';

export const readCookiebot: Read = ({ cookie }) => {
  const inner = /^\{(.*)\}$/s.exec(decoded(cookie('CookieConsent') ?? ''));
  if (!inner) return undefined;
  const fields = pairsOf(inner[1]!);
  const valuesOf = (name: string) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const methods = valuesOf('method');
  if (!methods.length || methods.some((method) => method !== "'explicit'")) return undefined;
  return {
    given_ms: timeOf(valuesOf('utc')[0]),
    answers: collect(
      fields
        .filter(([, value]) => value === 'true' || value === 'false')
        .map(([name, value]) => [name, value === 'true']),
    ),
  };
};
