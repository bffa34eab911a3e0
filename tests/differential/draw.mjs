// Draws values, visitors and conditions for the comparison with GrowthBook's SDK. The same seed draws the same.

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
  /** The first of a list more often than the last, so that two draws meet now and then. */
  early = (list) => list[Math.floor(this.next() ** 3 * list.length)];
  chance = (share) => this.next() < share;
  list = (most, make) => Array.from({ length: this.below(most + 1) }, make);
  times = (count, make) => Array.from({ length: count }, (_, at) => make(at));
}

// Letters whose case is not simple, and texts that JavaScript takes for numbers, or nearly.
const words = [
  'free', 'pro', 'Pro', 'PRO', 'a', 'b', '10', '9', ' 8 ', '', 'true', 'null', '1.2.3', 'éa', 'Éa', 'ß', '😀x', 'ﬀ', 'İx', 'ΟΔΟΣ', 'οδος',
  'ſ', '0x1F', '1e3', '.5', '5.', '-Infinity', '+7', '1_0', '\u00a08', 'a/b', '[object Object]', 'a,b',
];
const versions = ['1.2.3', '1.2.10', '1.2.3-rc.1', 'v2.0', '1.2.3+build', '0.9', '10', 'x.y.z', '1.2.3-9', '1.2.3-10', '', 'v1.2.3', '1.2.3-rc.1+b'];
const numbers = [1, 2, 10, 0, -1, 9, 10.5, 1e21, 1e-7, 0.1, 123456789012345680000, 2 ** 53, 5e-324, -0.000001, 100000];
const patterns = [
  '^p', 'o$', '[a-f]+', '\\d+', '(free|pro)', 'é', '^.$', '\\bpro\\b', '^$', 'a{1,2}', '(', '[^a]', '\\s8\\s', '^[A-Z]', 'ς', '\\w+?x', 'a/b',
  'ſ', '\\u0061', '^(?:pro)?$', '.*e.*', 's', '[', '\\.', '^[^,]*,',
];

const truth = (draw) => draw.chance(0.5);
const word = (draw) => draw.early(words);
const number = (draw) => draw.early(numbers);
const version = (draw) => draw.early(versions);
const scalar = (draw) => draw.of([word, number, truth, () => null])(draw);
const person = (draw) => ({ name: word(draw), age: number(draw), ...(draw.chance(0.3) ? { pet: { kind: word(draw) } } : {}) });
export const value = (draw) => draw.of([scalar, scalar, scalar, (d) => d.list(3, () => scalar(d)), (d) => ({ a: scalar(d), b: scalar(d) })])(draw);

const user = (draw) =>
  draw.chance(0.05) ? draw.of(['', 0, null, true, 'ü😀']) : draw.chance(0.1) ? draw.below(1000) : `u${draw.below(draw.chance(0.2) ? 9 : 1e6)}`;

/** What an attribute mostly is, by its path. */
const typed = {
  id: user, plan: word, age: number, beta: truth, version,
  tags: (d) => d.list(4, () => word(d)), visits: (d) => d.list(4, () => number(d)), people: (d) => d.list(3, () => person(d)),
  'company.name': word, 'company.size': number,
};
const odd_paths = ['tags.0', 'visits.length', 'company.none', 'nothing', 'people.0.pet.kind'];
const paths = [...Object.keys(typed), ...odd_paths];
const mostly = (draw, path) => (draw.chance(0.8) && typed[path] ? typed[path](draw) : scalar(draw));

export function attributes(draw) {
  const of = {
    id: user(draw),
    device: `d${draw.below(1e4)}`,
    ...Object.fromEntries(['plan', 'age', 'beta', 'version'].map((path) => [path, mostly(draw, path)])),
    tags: draw.chance(0.8) ? typed.tags(draw) : value(draw),
    company: { name: word(draw), size: number(draw) },
    visits: typed.visits(draw),
    people: typed.people(draw),
  };
  for (const name of Object.keys(of)) if (draw.chance(0.08)) delete of[name];
  return of;
}

const scalars = (draw, path) => draw.list(5, () => mostly(draw, path));
const one_version = (draw) => (draw.chance(0.95) ? version(draw) : scalar(draw));
const texts = ['plan', 'company.name', 'version'];
const versioned = ['version', 'version', 'version', 'plan', 'age'];
const single = ['plan', 'age', 'beta', 'id', 'company.size'];
const lists = ['tags', 'visits', 'people'];
const group_names = ['ids', 'mixed', 'none', 'conditional', 'broken'];

/** Every operator about a value: the paths at which it says both yes and no, and an operand. */
const operators = {
  $eq: { at: single, operand: mostly },
  $ne: { at: single, operand: mostly },
  ...Object.fromEntries(['$lt', '$lte', '$gt', '$gte'].map((name) => [
    name, { at: ['age', 'age', 'company.size', 'plan', 'tags'], operand: (d, path) => (d.chance(0.8) ? mostly(d, path) : value(d)) },
  ])),
  ...Object.fromEntries(['$in', '$nin', '$ini', '$nini'].map((name) => [
    name, { at: ['plan', 'age', 'beta', 'tags', 'company.name'], operand: (d, path) => (d.chance(0.95) ? scalars(d, lists.includes(path) ? 'plan' : path) : value(d)) },
  ])),
  $all: { at: lists, operand: (d) => d.list(2, () => d.of([word, number, (e) => ({ $gt: number(e) }), (e) => ({ $in: scalars(e, 'plan') })])(d)) },
  $alli: { at: ['tags'], operand: (d) => d.list(2, () => mostly(d, 'plan')) },
  $exists: { at: paths, operand: (d) => (d.chance(0.9) ? truth(d) : d.of([0, 1, '', null])) },
  $size: { at: lists, operand: (d) => d.of([() => d.below(4), () => ({ $gt: d.below(3) }), () => String(d.below(3)), () => ({ $in: [1, 2] })])() },
  $type: { at: paths, operand: (d) => d.of(['string', 'number', 'boolean', 'array', 'object', 'null', 'undefined']) },
  $regex: { at: texts, operand: (d) => d.of(patterns) },
  $regexi: { at: texts, operand: (d) => d.of(patterns) },
  ...Object.fromEntries(['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte'].map((name) => [name, { at: versioned, operand: one_version }])),
  $inGroup: { at: ['id', 'plan', 'plan', 'tags'], operand: (d) => d.early(group_names) },
  $notInGroup: { at: ['id', 'plan', 'plan', 'tags'], operand: (d) => d.early(group_names) },
  $not: { at: paths, operand: (d, path) => asked(d, path, 1) },
  $elemMatch: {
    at: lists,
    operand: (d, path) => d.of([
      () => operator(d, path === 'visits' ? 'age' : 'plan'),
      () => ({ [d.of(['name', 'age', 'pet.kind', 'length', '0'])]: asked(d, path === 'visits' ? 'age' : 'plan', 1) }),
      () => ({ name: { $exists: true }, $or: [{ name: word(d) }, { age: { $gt: number(d) } }] }),
    ])(),
  },
};
const names = Object.keys(operators);

function operator(draw, path, name = draw.of(names)) {
  return { [name]: operators[name].operand(draw, path) };
}

/** What is asked of one value, of a path or, in prerequisites, of a feature. */
export const asked = (draw, path, depth) =>
  draw.chance(0.75) && depth < 3
    ? { ...operator(draw, path), ...(draw.chance(0.2) ? operator(draw, path) : {}) }
    : draw.chance(0.7)
      ? mostly(draw, path)
      : value(draw);

const about = (draw) => {
  const path = draw.of(paths);
  return { [path]: asked(draw, path, 0) };
};
const saved_group = (draw) => ({
  id: draw.early(['listed', 'conditional', 'nested', 'none', 'itself', 'ids', 'broken']),
  ...(draw.chance(0.2) ? { attributeKey: draw.of(['plan', 'company.name', 'tags']) } : {}),
});

/** What combines conditions, with its operand. */
const groups = {
  $or: (d, depth) => d.list(3, () => condition(d, depth)),
  $and: (d, depth) => d.list(2, () => condition(d, depth)),
  $nor: (d, depth) => d.list(2, () => condition(d, depth)),
  $not: condition,
  $savedGroup: saved_group,
};

export function condition(draw, depth = 0) {
  const pick = draw.next();
  if (pick < 0.36 && depth < 3) {
    const name = draw.of(Object.keys(groups));
    return { [name]: groups[name](draw, depth + 1), ...(draw.chance(0.2) ? about(draw) : {}) };
  }
  return { ...about(draw), ...(draw.chance(0.2) ? about(draw) : {}) };
}

/** Conditions of which each asks by one operator alone: [its name, how to draw it]. */
export const probes = [
  ...names.map((name) => [name, (draw) => {
    const path = draw.chance(0.9) ? draw.of(operators[name].at) : draw.of(paths);
    return { [path]: operator(draw, path, name) };
  }]),
  ...Object.keys(groups).map((name) => [`${name} of conditions`, (draw) => ({ [name]: groups[name](draw, 2) })]),
];

export const savedGroups = {
  ids: ['u1', 'u2', 'u3', 'free', 10, 'pro'],
  mixed: { type: 'list', attributeKey: 'plan', values: ['pro', 10, null, true] },
  listed: { type: 'list', attributeKey: 'plan', values: ['pro', 'free', 10] },
  conditional: { type: 'condition', condition: { age: { $gte: 2 } } },
  nested: { type: 'condition', condition: { $or: [{ $savedGroup: { id: 'conditional' } }, { plan: 'pro' }] } },
  itself: { type: 'condition', condition: { $not: { $savedGroup: { id: 'itself' } } } },
  broken: { type: 'of another kind', values: ['pro'] },
};
