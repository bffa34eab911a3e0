// Where the visitor may be, by what the browser says of itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { guessRegion } = await page('region.ts');
const countries = ['DE', 'FR', 'US'];

/** Runs `look` where the browser says this; `zones`: what it knows of time zones by country, absent in some browsers. */
function where({ zone, languages = [], zones = { DE: ['Europe/Berlin'], FR: ['Europe/Paris'], US: ['America/New_York'] } }, look) {
  const { Locale, DateTimeFormat } = Intl;
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  try {
    Intl.DateTimeFormat = function () {
      return { resolvedOptions: () => ({ timeZone: zone }) };
    };
    Intl.Locale = function (tag) {
      const locale = new Locale(tag);
      return { region: locale.region, ...(zones && { getTimeZones: () => zones[locale.region] }) };
    };
    Object.defineProperty(globalThis, 'navigator', { value: { languages }, configurable: true });
    return look();
  } finally {
    Object.assign(Intl, { Locale, DateTimeFormat });
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
    else delete globalThis.navigator;
  }
}

test('the_country_of_the_time_zone_comes_first_and_those_of_the_languages_after_it', () => {
  assert.equal(where({ zone: 'Europe/Berlin' }, () => guessRegion(countries)), 'DE');
  assert.equal(where({ zone: 'America/New_York', languages: ['en-US', 'en'] }, () => guessRegion(countries)), 'US');
  assert.equal(where({ zone: 'America/New_York', languages: ['de-DE', 'fr', 'fr-FR'] }, () => guessRegion(countries)), 'US DE FR');
});

test('a_language_alone_says_nothing', () => {
  assert.equal(where({ zone: 'Asia/Tokyo', languages: ['en-US'] }, () => guessRegion(countries)), '');
  assert.equal(where({ zone: 'America/New_York', languages: ['ja-JP'] }, () => guessRegion(countries)), 'US');
});

test('a_browser_that_does_not_say_gets_the_strictest_regime', () => {
  assert.equal(where({ zone: 'Europe/Berlin', zones: null }, () => guessRegion(countries)), '');
  assert.equal(where({ zone: undefined }, () => guessRegion(countries)), '');
  assert.equal(where({ zone: 'Europe/Berlin', languages: ['not a tag'] }, () => guessRegion(countries)), '');
});

test('four_places_are_named_and_no_more', () => {
  const many = ['DE', 'FR', 'US', 'AT', 'CH'];
  const languages = ['fr-FR', 'de-AT', 'de-CH', 'en-US'];
  assert.equal(where({ zone: 'Europe/Berlin', languages }, () => guessRegion(many)), 'DE FR AT CH');
});
