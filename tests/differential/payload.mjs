// Draws payloads of GrowthBook, and what a decision depends on besides the visitor's attributes.
import { asked, condition, probes, savedGroups, value } from './draw.mjs';

const features_each = 60;
const experiments_each = 16;
const experiment_numbers = Array.from({ length: experiments_each }, (_, at) => at);
const probes_each = 4; // of each operator
const holdout = '$holdout:all';

const keys = ['key-0', 'key-1', 'key-2', 'key-3', 'key-4'];
const seeds = ['s', 'seed', 'é', '10', 'a b'];
const hash_attributes = ['id', 'id', 'plan', 'age', 'device', 'beta'];

const share = (draw) => Math.round(draw.next() * 1000) / 1000;
const range = (draw) => [share(draw), share(draw)].sort((one, other) => one - other);
const wide = (draw) => (draw.chance(0.7) ? [0, 0.5 + draw.next() / 2] : range(draw));
const name_of = (variation) => String(variation);

const parent = (draw, names) => ({
  id: draw.chance(0.97) && names.length > 0 ? draw.of(names) : 'nowhere',
  condition: draw.of([
    () => ({ value: { $exists: true } }),
    () => ({ value: asked(draw, 'plan', 1) }),
    () => ({ 'value.a': asked(draw, 'age', 1) }),
    () => ({ $or: [{ value: asked(draw, 'plan', 2) }, { value: { $type: 'string' } }] }),
  ])(),
  gate: draw.chance(0.4),
});

const filter = (draw) => ({
  seed: draw.of(seeds),
  ranges: [wide(draw), range(draw)],
  ...(draw.chance(0.3) ? { attribute: 'plan' } : {}),
  ...(draw.chance(0.3) ? { hashVersion: draw.of([1, 2]) } : {}),
});

/** What rules and experiments have in common. */
function common(draw, names) {
  const made = {};
  if (draw.chance(0.5)) made.condition = condition(draw);
  if (draw.chance(0.2)) made.parentConditions = draw.times(1 + draw.below(2), () => parent(draw, names));
  if (draw.chance(0.1)) made.filters = draw.times(1 + draw.below(2), () => filter(draw));
  if (draw.chance(0.3)) made.hashAttribute = draw.of(hash_attributes);
  if (draw.chance(0.3)) made.fallbackAttribute = draw.of(['device', 'plan']);
  if (draw.chance(0.6)) made.hashVersion = draw.of([1, 2, 2, 2, 3]);
  if (draw.chance(0.3)) made.seed = draw.of(seeds);
  return made;
}

function divided(draw, made) {
  if (draw.chance(0.3)) made.coverage = draw.of([share(draw), 1, 0, 1.5]);
  if (draw.chance(0.4)) made.weights = made.variations.map(() => (draw.chance(0.9) ? 1 / made.variations.length : share(draw)));
  if (draw.chance(0.05)) made.weights = [0.5, 0.5];
  if (draw.chance(0.15)) made.ranges = made.variations.map((_, at, { length }) => (draw.chance(0.8) ? [at / length, (at + 1) / length] : range(draw)));
  if (draw.chance(0.2)) made.namespace = [draw.of(seeds), ...wide(draw)];
  if (draw.chance(0.6))
    made.meta = made.variations.map((_, at) => ({ key: name_of(at), ...(draw.chance(0.1) ? { passthrough: true } : {}), ...(draw.chance(0.2) ? { name: `n${at}` } : {}) }));
  if (draw.chance(0.3)) made.bucketVersion = draw.below(3);
  if (draw.chance(0.3)) made.minBucketVersion = draw.below(3);
  if (draw.chance(0.1)) made.disableStickyBucketing = true;
  return made;
}

function rule(draw, names, id) {
  const made = { id, ...common(draw, names) };
  if (draw.chance(0.35)) {
    made.force = value(draw);
    if (draw.chance(0.3)) made.coverage = draw.of([0, 1, share(draw), share(draw)]);
    if (draw.chance(0.2)) made.range = range(draw);
    return made;
  }
  made.variations = draw.times(draw.chance(0.05) ? 1 : 2 + draw.below(2), () => value(draw));
  if (draw.chance(0.5)) made.key = draw.of(keys);
  divided(draw, made);
  if (draw.chance(0.2)) {
    made.contextualBanditRef = draw.of(['bandit', 'bandit', 'empty', 'nowhere']);
    made.contextualVariations = made.variations;
    delete made.variations;
  }
  return made;
}

/** As GrowthBook writes holdouts: a feature that divides everybody, and a first rule for those who are held out. */
const holdout_feature = {
  defaultValue: 'genpop',
  rules: [{
    id: 'holdout', key: 'holdout-all', seed: 'holdout-all', hashAttribute: 'id', hashVersion: 2, coverage: 0.4, weights: [0.5, 0.5],
    variations: ['holdoutcontrol', 'holdouttreatment'], meta: [{ key: '0' }, { key: '1' }],
  }],
};
const held_out = (force) => ({ id: 'held-out', force, parentConditions: [{ id: holdout, condition: { value: 'holdoutcontrol' } }] });

const circle = (other) => ({ defaultValue: 0, rules: [{ id: 'round', force: 1, condition: { beta: true }, parentConditions: [{ id: other, condition: { value: 1 } }] }] });

function feature(draw, earlier, every, name) {
  // Prerequisites name earlier features, and now and then any: circles too.
  const rules = draw.list(3, () => rule(draw, draw.chance(0.9) ? earlier : every, `${name}-${draw.below(1e6)}`));
  const made = { defaultValue: value(draw), rules };
  if (draw.chance(0.2)) rules.unshift(held_out(made.defaultValue));
  return made;
}

const targets = [
  ...['/cart', 'shop.example/*', '*', 'https://shop.example/cart?size=2', '*.example/home/', 'http://Shop.example/Cart#top', '/cart?x=a%20b&x=c',
    '/cart?', 'cart/', '', 'https://', '/*', '/cart?size=*', '#top', 'shop.example:8080/cart', '/c.rt'].map((pattern) => ({ type: 'simple', pattern })),
  ...['cart', '^/home', '^https://shop\\.example/(cart|home)', '[?&]x=1', '(', 'CART', '%C3%A4'].map((pattern) => ({ type: 'regex', pattern })),
  { type: 'other', pattern: '/cart' },
];
/** Simple targets that an address's parser writes otherwise. */
const unlike_addresses = [
  '/a b', '/cart?x=a+b', '/ä', 'https://shop.example:443/x/../cart', '/cart?size=%32', '//shop.example/cart', '/cart\\?x', 'http://user@shop.example/cart',
  '/./home/%2e%2E/cart', 'https:shop.example/cart', ' /cart ', '/%7Ecart', '/"cart"', '#to p',
];
const target = (draw) => (draw.chance(0.8) ? draw.of(targets) : { type: 'simple', pattern: draw.of(unlike_addresses) });
const addresses = [
  'https://shop.example/', 'https://shop.example/cart', 'https://shop.example/cart?size=2&x=1#top', 'http://www.example/home/', 'http://shop.example/cart#top',
  'https://shop.example/a%20b?x=a+b', 'https://shop.example:8080/CART?size=2', '/home?x=1', 'not an address', 'https://shop.example/cart?x=a%20b',
  'https://shop.example/ä', 'https://münze.example', 'https://shop.example/?cart=',
];

/** Ends for whoever is known from before its second version. */
const closed = { key: 'alone-0', variations: ['a', 'b'], hashVersion: 2, bucketVersion: 2, minBucketVersion: 2 };

function experiment(draw, names, at) {
  if (at === 0) return closed;
  const made = { key: `alone-${at}`, variations: draw.times(draw.chance(0.05) ? 1 : 2 + draw.below(2), () => value(draw)), ...common(draw, names) };
  divided(draw, made);
  if (draw.chance(0.5)) made.urlPatterns = draw.list(3, () => ({ ...target(draw), ...(draw.chance(0.8) ? { include: draw.chance(0.75) } : {}) }));
  if (draw.chance(0.15)) made.status = draw.of(['draft', 'running', 'stopped']);
  if (draw.chance(0.1)) made.active = draw.chance(0.5);
  if (draw.chance(0.1)) made.force = draw.below(4);
  return made;
}

const weights = (draw) => draw.of([[0.5, 0.5], [1, 0], [0.2, 0.3, 0.5], [0.9, 0.9]]);

/** The payload, and the features that ask by one operator alone: [operator, name]. */
export function payload(draw) {
  const names = draw.times(features_each, (at) => `feature-${at}`);
  const probing = probes.flatMap(([operator, make]) =>
    draw.times(probes_each, (at) => [operator, `${operator} ${at}`, { defaultValue: 'no', rules: [{ condition: make(draw), force: 'yes' }] }]));
  return {
    probing: probing.map(([operator, name]) => [operator, name]),
    payload: {
      features: {
        [holdout]: holdout_feature,
        'circle-a': circle('circle-b'),
        'circle-b': circle('circle-a'),
        ...Object.fromEntries(names.map((name, at) => [name, feature(draw, names.slice(0, at), names, name)])),
        ...Object.fromEntries(probing.map(([, name, made]) => [name, made])),
      },
      experiments: draw.times(experiments_each, (at) => experiment(draw, names, at)),
      savedGroups,
      contextualBandits: {
        bandit: { banditVersion: 1, contexts: draw.times(1 + draw.below(3), (at) => ({ leafId: at, condition: condition(draw, 2), weights: weights(draw) })) },
        empty: { banditVersion: 2, contexts: [] },
      },
    },
  };
}

/** Variations that earlier visits left, in the documents of GrowthBook's service. */
function documents(draw, known) {
  const made = {};
  for (const attributeName of ['id', 'device', 'plan']) {
    if (typeof known[attributeName] !== 'string' || known[attributeName] === '' || draw.chance(0.3)) continue;
    const assignments = draw.list(16, () => [`${draw.chance(0.25) ? draw.of(keys) : `alone-${draw.early(experiment_numbers)}`}__${draw.early([0, 1, 2])}`, name_of(draw.below(3))]);
    made[`${attributeName}||${known[attributeName]}`] = { attributeName, attributeValue: known[attributeName], assignments: Object.fromEntries(assignments) };
  }
  return made;
}

/** What a decision depends on besides. `documents` is undefined where nothing is kept. */
export function surroundings(draw, known) {
  const forced = draw.chance(0.3) ? draw.list(3, () => [draw.chance(0.7) ? draw.of(keys) : `alone-${draw.below(experiments_each)}`, draw.below(5) - 1]) : [];
  const url = draw.chance(0.8) ? draw.of(addresses) : '';
  const query = draw.chance(0.3) ? `${url.includes('?') ? '&' : '?'}${draw.chance(0.7) ? draw.of(keys) : 'alone-1'}=${draw.of(['0', '1', '2', '7', 'x', '1.9', ' 1', '-0', '0x1', '1e1'])}` : '';
  return {
    url: url && query ? url.replace(/(#.*)?$/, (hash) => query + hash) : url,
    enabled: !draw.chance(0.04),
    qaMode: draw.chance(0.06),
    forcedVariations: Object.fromEntries(forced),
    documents: draw.chance(0.5) ? documents(draw, known) : undefined,
  };
}
