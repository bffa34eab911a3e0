// Whether another consent manager has left anything here: a cheap look, before anything is loaded for it. It looks for
// names, in cookies and storage that the page may read anyway, and never writes either.

/** `area` gives the browser's storage. What the browser refuses to show is not there. */
export function hasLeft(page: Pick<Document, 'cookie'>, area: () => Pick<Storage, 'getItem'>): boolean {
  try {
    return (
      /(^|; ?)(OptanonConsent|CookieConsent|klaro|cc_cookie|cookieyes-consent)=/.test(page.cookie) ||
      !!(area().getItem('klaro') ?? area().getItem('cc_cookie'))
    );
  } catch {
    return false;
  }
}
