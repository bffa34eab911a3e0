// What the personalization bench asks, in each engine's own words: visitors of five attributes, one rule of four
// conditions with a split in halves, and a hundred such rules of which only the last can hold.

export const visitors = Array.from({ length: 1024 }, (_, at) => ({
  id: `u${at * 7919}`, country: `c${(at * 13) % 24}`, plan: at % 5 ? 'pro' : 'free', age: 15 + (at % 50), visits: at % 9,
}));

const countries = Array.from({ length: 20 }, (_, at) => `c${at}`);
const condition = { countries, plan: 'pro', age: 18, visits: 2 };

/** A rule that nobody meets, by its first, second, third or last condition in turn. */
const unmet = (at) => ({
  ...condition,
  ...[{ countries: countries.map((country) => `${country}x${at}`) }, { plan: `plan-${at}` }, { age: 200 + at }, { visits: 100 + at }][at % 4],
});

/** The conditions of each rule, in order. */
export const cases = {
  one: [condition],
  hundred: [...Array.from({ length: 99 }, (_, at) => unmet(at)), condition],
};

const key_of = (name, at) => `${name}-${at}`;

/** Each case is a feature. */
export const payload = {
  features: Object.fromEntries(Object.entries(cases).map(([name, rules]) => [name, {
    defaultValue: 'none',
    rules: rules.map(({ countries: $in, plan, age, visits }, at) => ({
      condition: { country: { $in }, plan, age: { $gte: age }, visits: { $gt: visits } }, variations: ['a', 'b'], key: key_of(name, at), hashVersion: 2,
    })),
  }])),
};

/** The index of the first rule that holds, or -1. */
export const logic = (name) => ({
  if: [
    ...cases[name].flatMap(({ countries: all, plan, age, visits }, at) => [
      { and: [{ in: [{ var: 'country' }, all] }, { '===': [{ var: 'plan' }, plan] }, { '>=': [{ var: 'age' }, age] }, { '>': [{ var: 'visits' }, visits] }] },
      at,
    ]),
    -1,
  ],
});

/** Rules whose events carry their index. */
export const rules = (name) =>
  cases[name].map(({ countries: all, plan, age, visits }, at) => ({
    conditions: {
      all: [
        { fact: 'country', operator: 'in', value: all },
        { fact: 'plan', operator: 'equal', value: plan },
        { fact: 'age', operator: 'greaterThanInclusive', value: age },
        { fact: 'visits', operator: 'greaterThan', value: visits },
      ],
    },
    event: { type: 'holds', params: { at } },
  }));

/** FNV-1a, 32 bits, of a text in ASCII. */
function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; ++at) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** For engines without a split: what a visitor gets of the rule at `at`, as GrowthBook divides with hashVersion 2. */
export function splitOf(name) {
  const keys = cases[name].map((_, at) => key_of(name, at));
  return (at, { id }) => (at < 0 ? 'none' : fnv1a(String(fnv1a(keys[at] + id))) % 10_000 < 5_000 ? 'a' : 'b');
}
