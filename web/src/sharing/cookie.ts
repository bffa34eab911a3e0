// The cookie of the site's subdomains: the choices, and nothing that tells one visitor from another beyond them.

import { warn } from '../announce';
import { cookieName, max_cookie_letters } from '../arrivals';

/** Thirteen months: longer than any consent is valid. */
export const cookie_lasts_s = 396 * 86_400;

/** Writes it for `domain`, which the page's host must be or lie below; browsers refuse it elsewhere. */
export function writeCookie(site: string, domain: string, choices: string): void {
  const host = location.hostname;
  if (host !== domain && !host.endsWith('.' + domain)) return warn('this host shares no cookie with', domain);
  if (choices.length > max_cookie_letters) return warn('the choices are too long for a cookie');
  const secure = location.protocol === 'https:' ? '; secure' : '';
  const scope = `domain=${domain}; path=/; max-age=${cookie_lasts_s}; samesite=lax${secure}`;
  document.cookie = `${cookieName(site)}=${choices}; ${scope}`;
}
