// What a page finds when it begins: choices in the cookie of the site's subdomains, and a hand-off in the address. It
// only reads and cleans up; the core and the collector judge what it found.

/** Browsers drop cookies of more than 4,096 bytes, name and attributes included. */
export const max_cookie_letters = 3_800;

export const cookieName = (site: string): string => 'assent-' + site;

/** The choices (hex) in the cookie; empty where there is none, it is too long, or two say different things. */
export function readCookie(site: string): string {
  try {
    const start = cookieName(site) + '=';
    const [found, ...more] = document.cookie.split('; ').filter((each) => each.startsWith(start));
    const choices = found && !more.length ? found.slice(start.length) : '';
    return choices.length > max_cookie_letters ? '' : choices;
  } catch {
    return ''; // a page that may have no cookies
  }
}

/** Takes the hand-off out of the address, so that nobody copies or reports it, and returns its token. */
export function takeHandoff(): string {
  const [, token, rest] = /^#assent=([^&]*)&?(.*)/.exec(location.hash) ?? [];
  if (token === undefined) return '';
  history.replaceState(history.state, '', location.pathname + location.search + (rest && '#' + rest));
  return token;
}
