// What the core tells as a number: places in its enumerations, as far as the page asks for them.

// consent::Standing (src/consent/state.hpp), of what hinders a switch.
export const is_chosen = 2; // nothing does
export const is_overridden_by_gpc = 6;
export const is_under_age = 7;

// preferences::Banner (src/preferences/view.hpp).
export const no_banner = 0;
export const age_banner = 3;
