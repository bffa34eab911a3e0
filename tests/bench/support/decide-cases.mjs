// What the bench page-decide asks, for both sides: twenty places, each with two contents for two audiences, and the visitors
// who take turns on the page.

export const places = 20;
export const numbers = Array.from({ length: places }, (_, at) => at);
export const placeId = (at) => `place-${at + 1}`;

const countries = Array.from({ length: 24 }, (_, at) => `c${at}`);
const least = { age: 15, visits: 1 };
const tiers = ['gold', 'silver'];

/** The act of a turn gives the visitor a tier, and takes it again. */
export const act = { shows: { tier: 'gold' }, hides: { tier: 'none' } };
export const visitors = Array.from({ length: 1024 }, (_, at) => ({
  country: countries[(at * 13) % countries.length], age: least.age + ((at * 7) % 50), visits: least.visits + (at % 9),
}));

export const audiences = ['near', 'far'];
/** Who gets a place's content: half of the countries, which begin elsewhere for each place, for one audience and the rest for the other. */
export const conditionOf = (at, audience) => ({
  ...least, tiers,
  countries: countries.filter((_, country) => (country + 5 * at) % countries.length < countries.length / 2 === (audience === 'near')),
});

/** About what a card of a shop holds. */
export const card = (at, audience) => `
  <h3>Journey ${at + 1} for guests from ${audience}</h3>
  <p>A slow train to a bright place, <em>${7 + (at % 5)} days</em> and nobody in a hurry. We book the seat, the sleeper and the transfer.</p>
  <ul><li>Group of ${8 + (at % 4)}</li><li>from €${990 + 10 * at}</li></ul>
  <p class="actions"><a class="button" href="/journeys/${audience}-${at + 1}.html">See the journey</a></p>`;
export const plainCard = (at) => `
  <h3>Journey ${at + 1}</h3>
  <p>A slow train to a bright place. Chosen by the people who plan our trips, and the same for everyone.</p>
  <p class="actions"><a class="button" href="/journeys/${at + 1}.html">See the journey</a></p>`;

/** GrowthBook's words: a visual experiment for each place and audience, in which everybody gets the change. */
export const experiments = numbers.flatMap((at) =>
  audiences.map((audience) => {
    const { countries: $in, age, visits } = conditionOf(at, audience);
    const key = `${placeId(at)}-${audience}`;
    return {
      key, changeId: key, hashAttribute: 'id', hashVersion: 2, weights: [0, 1], coverage: 1,
      urlPatterns: [{ include: true, type: 'simple', pattern: '/growthbook.html' }],
      condition: { country: { $in }, tier: { $in: tiers }, age: { $gte: age }, visits: { $gte: visits } },
      variations: [{}, { domMutations: [{ selector: `#${placeId(at)}`, attribute: 'html', action: 'set', value: card(at, audience) }] }],
    };
  }),
);
