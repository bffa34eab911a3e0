// Choices that were or will be made elsewhere: on the site's subdomains, its other domains, a customer's other devices.
// It loads once there is something to share or to take over. It carries what the core gave, and never reads it.

import { warn } from '../announce';
import type { Share } from '../effects';
import type { Embed } from '../loader';
import { createChoices } from '../transport/choices';
import { writeCookie } from './cookie';
import { createDevice } from './device';
import { createLinks } from './links';

export interface Sharing {
  /** The visitor's choices now, as hex. */
  shared(choices: string): void;
  /** Takes over what a hand-off brought. */
  redeem(token: string): void;
  /** Shares with the devices of a customer; an empty token ends that. */
  share(token: string): void;
}

/** `adopt` tells the core choices and where they come from. */
export function createSharing(
  embed: Embed,
  { subdomains, domains }: Share,
  adopt: (from: string, choices: string) => void,
): Sharing {
  const collector = createChoices(embed);
  const device = createDevice(collector.put, (choices) => adopt('device', choices));
  const links = createLinks(domains ?? [], collector.handOff);
  let known = '';
  return {
    shared(choices) {
      if (choices === known) return;
      known = choices;
      if (subdomains) writeCookie(embed.site, subdomains, choices);
      links.offer(choices);
      device.offer(choices);
    },
    redeem(token) {
      collector.redeem(token).then(
        (choices) => adopt('domain', choices),
        (error: unknown) => warn('a hand-off was not taken over', error),
      );
    },
    share: device.share,
  };
}
