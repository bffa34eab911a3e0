// Whether another consent manager has left anything here: a cheap look before anything is loaded for it. It reads
// names only, and the cookies of nobody else.

/** Storage keys that a consent manager may have used in place of a cookie. */
const stored_keys = ['klaro', 'cc_cookie'];

/** `stored` reads one key of the browser's storage; null: it is not there. */
export const hasLeft = (cookies: string, stored: (key: string) => string | null): boolean =>
  /(^|; ?)(OptanonConsent|CookieConsent|klaro|cc_cookie|cookieyes-consent)=/.test(cookies) || stored_keys.some(stored);
