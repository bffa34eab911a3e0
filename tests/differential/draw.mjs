// Draws payloads and visitors for the comparison with GrowthBook's SDK. The same seed draws the same.

export class Draw {
  #state;
  constructor(seed) {
    this.#state = seed >>> 0;
  }
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  below = (limit) => Math.floor(this.next() * limit);
  of = (list) => list[this.below(list.length)];
  chance = (share) => this.next() < share;
  list = (most, make) => Array.from({ length: this.below(most + 1) }, make);
}

const paths = ['id', 'plan', 'age', 'beta', 'tags', 'version', 'company.name', 'company.size', 'visits', 'people'];
const words = ['free', 'pro', 'Pro', 'PRO', 'a', 'b', 'éa', 'Éa', 'ß', '10', '9', ' 8 ', '', 'true', 'null', '1.2.3', '😀x', 'ﬀ'];
const versions = ['1.2.3', '1.2.10', '1.2.3-rc.1', 'v2.0', '1.2.3+build', '0.9', '10', 'x.y.z', '1.2.3-9', '1.2.3-10'];
const numbers = [0, 1, -1, 2, 9, 10, 10.5, 1e21, 1e-7, 0.1];
const patterns = ['^p', 'o$', '[a-f]+', '\\d+', '(free|pro)', 'é', '^.$', '\\bpro\\b', '^$', 'a{1,2}', '(', '[^a]', '\\s8\\s'];

const scalar = (draw) => draw.of([() => draw.of(words), () => draw.of(numbers), () => draw.chance(0.5), () => null])();
const person = (draw) => ({ name: draw.of(words), age: draw.of(numbers), ...(draw.chance(0.3) ? { pet: { kind: draw.of(words) } } : {}) });
const value = (draw) => draw.of([scalar, scalar, scalar, (d) => d.list(3, () => scalar(d)), (d) => ({ a: scalar(d), b: scalar(d) })])(draw);

export function attributes(draw) {
  const of = {
    id: draw.chance(0.1) ? draw.of(['', 0, null]) : draw.chance(0.1) ? draw.below(1000) : `u${draw.below(1e6)}`,
    plan: draw.chance(0.8) ? draw.of(words) : scalar(draw),
    age: draw.chance(0.8) ? draw.of(numbers) : scalar(draw),
    beta: draw.chance(0.8) ? draw.chance(0.5) : scalar(draw),
    tags: draw.chance(0.8) ? draw.list(4, () => draw.of(words)) : value(draw),
    version: draw.chance(0.8) ? draw.of(versions) : scalar(draw),
    company: { name: draw.of(words), size: draw.of(numbers) },
    visits: draw.list(4, () => draw.of(numbers)),
    people: draw.list(3, () => person(draw)),
  };
  for (const name of Object.keys(of)) if (draw.chance(0.1)) delete of[name];
  return of;
}

/** An operator of each kind with an operand, by name. */
const operators = {
  $eq: scalar, $ne: scalar, $lt: value, $lte: value, $gt: value, $gte: value,
  $in: (d) => d.list(5, () => scalar(d)), $nin: (d) => d.list(5, () => scalar(d)),
  $ini: (d) => d.list(5, () => scalar(d)), $nini: (d) => d.list(5, () => scalar(d)),
  $all: (d) => d.list(2, () => d.of([scalar, (e) => ({ $gt: e.of(numbers) })])(d)), $alli: (d) => d.list(2, () => scalar(d)),
  $exists: (d) => d.chance(0.5), $size: (d) => d.of([d.below(4), { $gt: d.below(3) }, String(d.below(3))]),
  $type: (d) => d.of(['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined']),
  $regex: (d) => d.of(patterns), $regexi: (d) => d.of(patterns),
  $veq: (d) => d.of(versions), $vne: (d) => d.of(versions), $vgt: (d) => d.of(versions), $vgte: (d) => d.of(versions),
  $vlt: (d) => d.of(versions), $vlte: (d) => d.of(versions),
  $inGroup: (d) => d.of(['ids', 'mixed', 'none']), $notInGroup: (d) => d.of(['ids', 'mixed', 'none']),
  $not: (d) => asked(d, 1), $elemMatch: (d) => d.of([(e) => operator(e), (e) => ({ [e.of(['name', 'age', 'pet.kind'])]: asked(e, 1) })])(d),
};
export const operator_names = Object.keys(operators);

function operator(draw) {
  const name = draw.of(operator_names);
  return { [name]: operators[name](draw) };
}

/** What is asked of one value. */
const asked = (draw, depth) =>
  draw.chance(0.75) || depth > 2 ? { ...operator(draw), ...(draw.chance(0.2) ? operator(draw) : {}) } : value(draw);

export function condition(draw, depth = 0) {
  const pick = draw.next();
  if (depth < 3 && pick < 0.25) {
    const name = draw.of(['$or', '$and', '$nor']);
    return { [name]: draw.list(3, () => condition(draw, depth + 1)) };
  }
  if (depth < 3 && pick < 0.32) return { $not: condition(draw, depth + 1) };
  if (pick < 0.36) return { $savedGroup: { id: draw.of(['listed', 'conditional', 'none']) } };
  const made = { [draw.of(paths)]: asked(draw, 0) };
  if (draw.chance(0.2)) made[draw.of(paths)] = asked(draw, 0);
  return made;
}

export const savedGroups = {
  ids: ['u1', 'u2', 'free', 10, 'pro'],
  mixed: { type: 'list', attributeKey: 'plan', values: ['pro', 10, null, true] },
  listed: { type: 'list', attributeKey: 'plan', values: ['pro', 'free', 10] },
  conditional: { type: 'condition', condition: { age: { $gte: 2 } } },
};

const share = (draw) => Math.round(draw.next() * 1000) / 1000;
const range = (draw) => [share(draw), share(draw)].sort((one, other) => one - other);

function rule(draw, names) {
  const made = {};
  if (draw.chance(0.7)) made.condition = condition(draw);
  if (draw.chance(0.15)) made.parentConditions = [{ id: draw.of([...names, 'nowhere']), condition: { value: asked(draw, 1) }, gate: draw.chance(0.4) }];
  if (draw.chance(0.1)) made.filters = [{ seed: draw.of(words) || 's', ranges: [range(draw), range(draw)], ...(draw.chance(0.3) ? { attribute: 'plan' } : {}) }];
  if (draw.chance(0.2)) made.hashAttribute = draw.of(['id', 'plan', 'age']);
  if (draw.chance(0.5)) made.hashVersion = draw.of([1, 2, 2, 3]);
  if (draw.chance(0.3)) made.seed = draw.of(words) || 's';
  if (draw.chance(0.5)) {
    made.force = value(draw);
    if (draw.chance(0.3)) made.coverage = draw.of([0, 1, share(draw)]);
    if (draw.chance(0.2)) made.range = range(draw);
    return made;
  }
  made.variations = Array.from({ length: 1 + draw.below(3) }, () => value(draw));
  if (draw.chance(0.3)) made.key = `key-${draw.below(5)}`;
  if (draw.chance(0.3)) made.coverage = share(draw);
  if (draw.chance(0.4)) made.weights = made.variations.map(() => (draw.chance(0.8) ? 1 / made.variations.length : share(draw)));
  if (draw.chance(0.2)) made.ranges = made.variations.map(() => range(draw));
  if (draw.chance(0.2)) made.namespace = [draw.of(words) || 'n', ...range(draw)];
  if (draw.chance(0.2)) made.meta = made.variations.map((_, at) => ({ key: String(at), passthrough: draw.chance(0.3) }));
  if (draw.chance(0.2)) {
    made.contextualBanditRef = draw.of(['bandit', 'nowhere']);
    made.contextualVariations = made.variations;
    delete made.variations;
  }
  return made;
}

export function payload(draw, features) {
  const names = Array.from({ length: features }, (_, at) => `feature-${at}`);
  const made = Object.fromEntries(
    names.map((name, at) => [
      name,
      // Prerequisites name earlier features, and now and then any: circles too.
      { defaultValue: value(draw), rules: draw.list(4, () => rule(draw, draw.chance(0.95) ? names.slice(0, at) : names)) },
    ]),
  );
  const contexts = draw.list(3, () => ({ leafId: draw.below(9), condition: condition(draw, 2), weights: [0.5, 0.5] }));
  return { features: made, savedGroups, contextualBandits: { bandit: { banditVersion: 1, contexts } } };
}
