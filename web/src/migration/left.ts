// Whether another consent manager has left anything here: a cheap look, before anything is loaded for it. It looks for
// names, in cookies and storage that the page may read anyway, and never writes either.

/** Where a consent manager may have kept a choice. */
export interface Place {
  cookies: string;
  /** One key of the browser's storage; null: it is not there. */
  stored(key: string): string | null;
}

/** The page's own place. What the browser refuses to show is empty. */
export function placeOf(page: Pick<Document, 'cookie'>, area: () => Pick<Storage, 'getItem'>): Place {
  const attempt = <Read>(read: () => Read, instead: Read): Read => {
    try {
      return read();
    } catch {
      return instead;
    }
  };
  return {
    cookies: attempt(() => page.cookie, ''),
    stored: (key) => attempt(() => area().getItem(key), null),
  };
}

export const hasLeft = ({ cookies, stored }: Place): boolean =>
  /(^|; ?)(OptanonConsent|CookieConsent|klaro|cc_cookie|cookieyes-consent)=/.test(cookies) ||
  !!(stored('klaro') ?? stored('cc_cookie'));
