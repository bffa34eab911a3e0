// Counts what a comparison has reached, and says where that is too little: a difference can only show where something
// was decided.

const least_of_each = 100; // yes and no of each operator, and each way in which an experiment ends
const least_away = 0.3; // of all cases, from the feature's default

/** Ways in which a decision comes about, told from the SDK's answer and what it was asked. */
const ways = {
  'forced by the address': ({ theirs, context, rules }) => theirs.trial?.in && !theirs.trial.divided && rules.some((each) => queried(each, context)),
  'forced for the visitor': ({ theirs, context, rules }) =>
    theirs.trial?.in && !theirs.trial.divided && rules.some(({ key }) => key in context.around.forcedVariations),
  'kept from before': ({ theirs }) => theirs.trial?.kept && theirs.trial.in,
  'shut out by what was kept': ({ theirs }) => theirs.trial?.kept && !theirs.trial.in,
  'a leaf of a bandit': ({ theirs }) => theirs.trial?.leaf >= 0,
  'a bandit without a leaf': ({ theirs }) => theirs.trial?.leaf === -1,
  'held out': ({ theirs }) => theirs.rule === 'held-out',
  'a prerequisite that closes': ({ theirs }) => theirs.source === 'prerequisite',
  'prerequisites in a circle': ({ theirs }) => theirs.source === 'cyclicPrerequisite',
  'in by a filter': ({ theirs, rules }) => theirs.trial?.in && ruleOf(rules, theirs)?.filters,
  'in a namespace': ({ theirs, rules }) => theirs.trial?.in && ruleOf(rules, theirs)?.namespace,
  'in by the address': ({ theirs, rules }) => theirs.trial?.in && rules[0]?.urlPatterns,
  'not in, with targeted addresses': ({ theirs, rules }) => theirs.trial && !theirs.trial.in && rules[0]?.urlPatterns,
  'a kept document': ({ name }) => name === 'what is kept',
};

const queried = ({ key }, { around }) => around.url.includes(`${key}=`);
const ruleOf = (rules, { rule }) => (rules.length === 1 ? rules[0] : rules.find(({ id }) => id === rule));

export class Counts {
  cases = 0;
  #away = 0;
  #operators = new Map();
  #ways = Object.fromEntries(Object.keys(ways).map((name) => [name, 0]));
  #known;

  /** `known`: the reasons for which something may differ. */
  constructor(known) {
    this.#known = new Map(known.map((reason) => [reason, 0]));
  }

  add(each) {
    ++this.cases;
    if (each.theirs.source && each.theirs.source !== 'defaultValue') ++this.#away;
    for (const [name, is] of Object.entries(ways)) if (is(each)) ++this.#ways[name];
    if (each.operator === undefined) return;
    const answers = this.#operators.get(each.operator) ?? { yes: 0, no: 0 };
    ++answers[each.theirs.value];
    this.#operators.set(each.operator, answers);
  }

  /** A difference that is in the table. */
  known(reason) {
    this.#known.set(reason, this.#known.get(reason) + 1);
  }

  /** Prints all of it; returns in how many ways it was too little. */
  print(seed) {
    const lines = [];
    const need = (enough, name) => {
      if (!enough) lines.push(`MISSED ${name}`);
    };
    for (const [operator, { yes, no }] of this.#operators) {
      console.log(`${operator.padEnd(28)} ${String(yes).padStart(6)} yes ${String(no).padStart(6)} no`);
      need(Math.min(yes, no) >= least_of_each, `${operator}: ${least_of_each} of each answer are asked`);
    }
    for (const [name, count] of Object.entries(this.#ways)) {
      console.log(`${name.padEnd(34)} ${String(count).padStart(6)}`);
      need(count >= least_of_each, `${name}: ${least_of_each} are asked`);
    }
    const away = this.#away / this.cases;
    need(away >= least_away, `decisions away from the default: ${100 * least_away} % are asked`);
    for (const [reason, count] of this.#known) {
      console.log(`${count} differ, as is known: ${reason}`);
      need(count > 0, `nothing differs any more because ${reason}: take it out of the table`);
    }
    for (const line of lines) console.log(line);
    console.log(`seed ${seed}: ${this.cases} cases, ${Math.round(100 * away)} % away from the default, ${this.#operators.size} operators`);
    return lines.length;
  }
}
