// The head stub's configuration: the attribute `data-assent-head` of its own script. Never takes a part that is not
// exactly as it should be: without word of what may be, everything is denied.

import { bare } from '../plain';

/** Consent types and their states; for Google also `region` (texts) and `wait_for_update` (ms). */
export type Default = Record<string, string | number | string[]>;

export interface Modes {
  google?: { default: Default[]; set: Record<string, boolean> };
  uet?: Default;
  clarity?: Default;
}

/** A service, with the origins and the cookies that are held for it; `*` stands for any run of characters. */
export type Guarded = readonly [service: string, origins: string[], cookies: string[]];

const deny = (types: string): Default => Object.fromEntries(types.split(' ').map((type) => [type, 'denied']));

const denied = {
  google: {
    default: [
      deny(
        'ad_storage analytics_storage functionality_storage personalization_storage security_storage' +
          ' ad_user_data ad_personalization',
      ),
    ],
    set: {},
  },
  uet: deny('ad_storage'),
  clarity: deny('ad_Storage analytics_Storage'),
};

const isText = (value: unknown) => typeof value === 'string';

/** Throws, too, where a part is of another form. */
const isDefault = (types: Default) =>
  // A tag that finds no default at all takes everything for granted, and a grant without its region is one everywhere.
  Object.keys(types)[0] &&
  Object.entries(types).every(([name, value]) =>
    name === 'region'
      ? (value as string[])[0] && (value as string[]).every(isText)
      : value === 'granted' || value === 'denied' || name === 'wait_for_update',
  );

const areModes = ({ google = denied.google, uet = denied.uet, clarity = denied.clarity }: Modes) =>
  google.set && google.default[0] && [...google.default, uet, clarity].every(isDefault);

const isGuarded = ([service, origins, cookies]: Guarded) => [service, ...origins, ...cookies].every(isText);

/** What `part` gives where that is something; else a developer hears of it. */
function attempt<Part>(part: () => Part): Part | undefined {
  try {
    const read = part();
    if (read) return read;
  } catch {
    // Malformed as well.
  }
  console.error('assent: malformed data-assent-head');
  return undefined;
}

/** Reads the attribute. The guard is undefined where there is none, or none that can be relied on. */
export function readConfig(text: string): [modes: Modes, guarded: readonly Guarded[] | undefined] {
  const config = attempt(() => /^\s*{/.test(text) && bare(JSON.parse(text))) as Modes & { guard?: Guarded[] };
  const guard = config?.guard;
  return [
    attempt(() => areModes(config)) ? config : denied,
    guard && (attempt(() => guard.every(isGuarded) && guard) as Guarded[] | undefined),
  ];
}
