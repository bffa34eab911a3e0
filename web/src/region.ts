// Where the visitor may be, by time zone and languages, where neither embed nor collector says. Asks the browser and
// nobody else.

/** Places that a guess names at the most. */
const max_places = 4;

type Zoned = Intl.Locale & { getTimeZones?(): string[]; timeZones?: string[] };

const zonesOf = (country: string): readonly string[] => {
  const locale: Zoned = new Intl.Locale('und-' + country);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
};

/**
 * Countries that the visitor may be in, of those that the site's regimes know, with spaces between: that of the time
 * zone first. Empty where the time zone is of none of them, or the browser does not say: the strictest regime holds then.
 */
export function guessRegion(countries: readonly string[]): string {
  try {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const here = countries.find((country) => zonesOf(country).includes(zone));
    if (!here) return '';
    const spoken = navigator.languages.map((language) => new Intl.Locale(language).region ?? '');
    return [...new Set([here, ...spoken.filter((region) => countries.includes(region))])].slice(0, max_places).join(' ');
  } catch {
    return '';
  }
}
