// Hands choices on to the site's other domains with a link that the visitor follows there: in the fragment, which no
// server sees. It never keeps a visitor from going, and asks for a hand-off only where one is likely to be used.

/** How long a click waits for its hand-off, then goes without. */
export const click_waits_ms = 300;
/** The collector takes a hand-off for a minute; one is not used at the very end of it. */
export const handoff_good_ms = 40_000;

export interface Links {
  /** The choices to hand on; empty: none. */
  offer(choices: string): void;
}

interface Prepared {
  asked_ms: number;
  token: Promise<string>;
  ready: string | undefined;
}

/** The address with the hand-off in front of its own fragment. */
export const withHandoff = (address: URL, token: string): string => {
  const [fragment, url] = [address.hash.slice(1), new URL(address)];
  url.hash = 'assent=' + token + (fragment && '&' + fragment);
  return url.href;
};

export function createLinks(
  domains: readonly string[],
  handOff: (to: string, choices: string) => Promise<string>,
): Links {
  const prepared = new Map<string, Prepared>();
  let choices = '';

  /** The link of an event that leads to another of the site's domains. */
  const linkOf = (event: Event): HTMLAnchorElement | undefined => {
    if (!choices) return undefined;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    return link && link.origin !== location.origin && domains.includes(link.origin) ? link : undefined;
  };

  const prepare = (to: string): Prepared => {
    const known = prepared.get(to);
    if (known && Date.now() - known.asked_ms < handoff_good_ms) return known;
    const token = handOff(to, choices).catch(() => '');
    const fresh: Prepared = { asked_ms: Date.now(), token, ready: undefined };
    void token.then((given) => (fresh.ready = given));
    prepared.set(to, fresh);
    return fresh;
  };

  /** Sends the browser where the link says, in the way it says it. */
  const follow = (link: HTMLAnchorElement, address: string) => {
    const copy = link.cloneNode() as HTMLAnchorElement;
    copy.href = address;
    copy.click();
  };

  const clicked = (event: MouseEvent) => {
    const link = linkOf(event);
    const elsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || !event.isTrusted || event.defaultPrevented) return;
    if ((link.target && link.target !== '_self') || link.hasAttribute('download')) return;
    const address = new URL(link.href);
    const { token, ready } = prepare(link.origin);
    prepared.delete(link.origin); // good for one redemption
    if (ready === '') return;
    event.preventDefault();
    const patience = new Promise<string>((resolve) => setTimeout(resolve, click_waits_ms, ''));
    void Promise.race([ready ?? token, patience]).then((given) =>
      follow(link, given ? withHandoff(address, given) : address.href),
    );
  };

  if (domains.length) {
    for (const intent of ['pointerover', 'pointerdown', 'focusin'])
      addEventListener(
        intent,
        (event) => {
          const link = linkOf(event);
          if (link) prepare(link.origin);
        },
        { passive: true },
      );
    addEventListener('click', clicked);
  }
  return {
    offer(now) {
      choices = now;
      prepared.clear();
    },
  };
}
