// A tag in the manner of gtag.js, for tests: it reads the data layer from its first entry on and every entry at the
// moment it comes, and notes what it may do at each moment. What has no default is granted, as vendors have it.

export const types = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
];

/** Runs in the page, for a visitor in `region`. `window.moments` lists the types that are granted, moment by moment. */
export function fakeTag(region, types) {
  const defaults = {}; // by type: how exact the default's region is, and what it says
  const updates = {};
  const granted = () => types.filter((type) => (updates[type] ?? defaults[type]?.state ?? 'granted') === 'granted');
  const exactness = (regions) => (regions ? Math.max(...regions.map((each) => (region === each ? 2 : region.startsWith(each + '-') ? 1 : -1))) : 0);
  const take = (entry) => {
    if (Object.prototype.toString.call(entry) !== '[object Arguments]' || entry[0] !== 'consent') return;
    for (const type of types) {
      const state = entry[2][type];
      if (state === undefined) continue;
      const exact = exactness(entry[2].region);
      if (entry[1] === 'update') updates[type] = state;
      else if (exact >= 0 && exact >= (defaults[type]?.exact ?? 0)) defaults[type] = { exact, state };
    }
  };
  window.moments = [];
  window.dataLayer = window.dataLayer || [];
  for (const entry of window.dataLayer) take(entry);
  window.moments.push(granted());
  const push = window.dataLayer.push;
  window.dataLayer.push = function (...entries) {
    for (const entry of entries) {
      take(entry);
      window.moments.push(granted());
    }
    return push.apply(window.dataLayer, entries);
  };
}

/** The tag as a script element, for a page's head. */
export const tagFor = (region) => `<script>(${fakeTag})(${JSON.stringify(region)}, ${JSON.stringify(types)})</script>`;
