// vanilla-cookieconsent: the cookie or storage key `cc_cookie`, JSON with the categories that were accepted (version 1
// called them `level`); a category that is not among them was refused. Version 3 names services, too, but not those
// that were refused, so that a category stands for all of its services here.

import { collect, parseObject, timeOf, type Read } from './foreign';

export const readCookieconsent: Read = ({ cookie, stored }) => {
  const text = cookie('cc_cookie') ?? stored('cc_cookie');
  if (!text) return undefined;
  const record = parseObject(text);
  const accepted = record.categories ?? record.level;
  if (!Array.isArray(accepted) || !accepted.every((category) => typeof category === 'string')) return undefined;
  const { lastConsentTimestamp, consentTimestamp, last_consent_update, consent_date } = record;
  return {
    given_ms: timeOf(lastConsentTimestamp ?? last_consent_update ?? consentTimestamp ?? consent_date),
    ends_ms: timeOf(record.expirationTime),
    answers: collect(accepted.map((category: string) => [category, true])),
    is_complete: true,
  };
};
