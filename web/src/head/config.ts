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

const denied: Modes = {
  google: {
    default: [
      deny(
        'ad_storage analytics_storage functionality_storage personalization_storage security_storage ad_user_data ad_personalization',
      ),
    ],
    set: {},
  },
  uet: deny('ad_storage'),
  clarity: deny('ad_Storage analytics_Storage'),
};

const isText = (value: unknown) => typeof value === 'string';

/** Throws, too, where a part is of another form. Without its region a grant would be one for everywhere. */
const isDefault = (types: Default) =>
  Object.entries(types).every(
    ([name, value]) =>
      name === 'wait_for_update' ||
      (name === 'region' ? (value as string[])[0] && (value as string[]).every(isText) : value === 'granted' || value === 'denied'),
  );

// A tag that finds no default at all takes everything for granted.
const areModes = ({ google, uet, clarity }: Modes) =>
  (!google || (google.default[0] && google.set)) &&
  [google?.default, uet, clarity].flat().every((types) => types === undefined || isDefault(types));

const isGuarded = ([service, origins, cookies]: Guarded) => [service, ...origins, ...cookies].every(isText);

/** What `part` gives; undefined where that is false or throws, and then a developer hears of it. */
function attempt<Part>(part: () => Part): Part | undefined {
  try {
    const read = part();
    if (read !== false) return read;
  } catch {
    // Malformed as well.
  }
  console.error('assent: malformed data-assent-head');
  return undefined;
}

/** Reads the attribute. */
export function readConfig(text: string): [modes: Modes, guarded: readonly Guarded[] | undefined] {
  const config = attempt(
    () => /^\s*{/.test(text) && (bare(JSON.parse(text)) as Modes & { guard?: Guarded[] }),
  ) as Modes & { guard?: Guarded[] };
  return [
    attempt(() => areModes(config) && config) || denied,
    attempt(() => config.guard && config.guard.every(isGuarded) && config.guard) as Guarded[] | undefined,
  ];
}
