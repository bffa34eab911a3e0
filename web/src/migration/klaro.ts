// Klaro: the cookie or storage key `klaro`, JSON of services and whether each may run. It is written when the visitor
// has confirmed a choice, and says nothing of when that was.

import { collect, parseObject, type Read } from './foreign';

export const readKlaro: Read = ({ cookie, stored }) => {
  const text = cookie('klaro') ?? stored('klaro');
  if (!text) return undefined;
  const services = Object.entries(parseObject(text));
  return {
    given_ms: 0,
    answers: collect(services.filter((each): each is [string, boolean] => typeof each[1] === 'boolean')),
  };
};
