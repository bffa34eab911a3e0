// OneTrust: the cookie `OptanonConsent`, fields as in a query string, of which `groups` has `C0002:1,C0004:0`. It is
// written before a choice, with defaults, so that it says something only beside `OptanonAlertBoxClosed`, which holds
// when the visitor closed the banner. Its own `datestamp` moves on at each visit: an old choice would become a new one.

import { collect, decoded, pairsOf, timeOf, type Read } from './foreign';

export const readOnetrust: Read = ({ cookie }) => {
  const text = cookie('OptanonConsent');
  const closed = cookie('OptanonAlertBoxClosed');
  if (!text || !closed) return undefined;
  const fields = new URLSearchParams(/(^|&)groups=/.test(text) ? text : decoded(text));
  const closed_ms = timeOf(decoded(closed));
  // The site has asked for another answer.
  if (!closed_ms || fields.get('AwaitingReconsent') === 'true') return undefined;
  const groups = pairsOf(fields.getAll('groups').join()).filter(([, state]) => state === '0' || state === '1');
  // The name of the time zone stands in parentheses and in the visitor's language.
  const written_ms = timeOf((fields.get('datestamp') ?? '').replace(/\s*\(.*/s, ''));
  return {
    given_ms: written_ms ? Math.min(closed_ms, written_ms) : closed_ms,
    answers: collect(groups.map(([group, state]) => [group, state === '1'])),
  };
};
