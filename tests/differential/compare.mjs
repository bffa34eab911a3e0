// Compares the shipped module with GrowthBook's SDK over drawn payloads and visitors: `node compare.mjs [--cases N]
// [--seed N]`. Every difference that is not in the table of those that are known fails, and so does a draw that did not
// reach what it is for. The last line says how many cases passed and failed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, isDeepStrictEqual } from 'node:util';
import { GrowthBookClient } from '@growthbook/growthbook';
import { documentsOf, keptOf } from '../conformance/growthbook-groups.mjs';
import { Workshop } from '../conformance/growthbook-policy.mjs';
import { Visitor } from '../support/visitor.mjs';
import { Draw, attributes } from './draw.mjs';
import { Counts } from './counts.mjs';
import { payload, surroundings } from './payload.mjs';

const visitors_each = 20;
const shown_differences = 5;
const alone = (key) => `experiment:${key}`;

/**
 * What differs and may, each with its reason. An entry that nothing needs any more fails, so that the table holds no more
 * than is so.
 */
const known = [];
/** In the order of personalization::Source. */
const sources = ['unknownFeature', 'defaultValue', 'force', 'experiment', 'prerequisite', 'cyclicPrerequisite', 'withheld'];

/** What both say of a result, in the same words; an address may force the variation -0. */
const trialOf = (result) => ({
  variation: result.variationId + 0, in: result.inExperiment, divided: result.hashUsed, kept: result.stickyBucketUsed, bucket: result.bucket,
  leaf: result.leafId,
});
const ourTrialOf = (trial) => ({
  variation: trial.variation, in: trial.in, divided: trial.divided, kept: trial.kept, bucket: trial.hash,
  leaf: trial.divided && trial.in ? trial.leaf : undefined,
});

/** The SDK, for one visitor in front of one payload. */
class Theirs {
  #client;
  #user;
  constructor(client, known, { url, enabled, qaMode, forcedVariations, documents }) {
    this.#client = client;
    this.#user = { attributes: structuredClone(known), url, enabled, qaMode, forcedVariations };
    if (!documents) return;
    this.#user.stickyBucketAssignmentDocs = structuredClone(documents);
    this.#user.saveStickyBucketAssignmentDoc = () => Promise.resolve();
  }
  feature(name) {
    const { source, value, ruleId, experimentResult } = this.#client.evalFeature(name, this.#user);
    return { source, value, rule: ruleId, trial: experimentResult ? trialOf(experimentResult) : null };
  }
  experiment(experiment) {
    const result = this.#client.runInlineExperiment(experiment, this.#user);
    return { source: 'experiment', value: result.value, rule: '', trial: trialOf(result) };
  }
  documents = () => this.#user.stickyBucketAssignmentDocs ?? {};
}

/** The module, for the same. */
class Ours {
  #visitor;
  #payload;
  #before;
  #keeps;
  #kept = [];
  constructor(wasm, pack, drawn, known, { documents, qaMode, forcedVariations, ...setting }) {
    this.#payload = drawn;
    this.#keeps = documents !== undefined;
    this.#before = Object.values(documents ?? {});
    this.#visitor = new Visitor(wasm, pack);
    this.#visitor.know(known);
    this.#visitor.surround({
      ...setting,
      tries_out: qaMode,
      keeps: this.#keeps,
      kept: keptOf(this.#before),
      forced: Object.entries(forcedVariations).map(([key, variation]) => ({ key, variation })),
    });
  }
  /** Without its reasons the answer is the same; where variations are kept, asking again may be another question. */
  #agrees(id, answer) {
    const { source, value } = this.#visitor.decide(id);
    return sources[source] === answer.source && value === (answer.value ?? -1);
  }
  #explained(name) {
    const id = this.#visitor.feature(name);
    const answer = this.#visitor.explain(id);
    this.#kept = answer.kept;
    if (!this.#keeps && !this.#agrees(id, answer)) throw new Error(`${name}: assent_feature and assent_explain differ`);
    const value = answer.value === null ? null : this.#visitor.symbols.features[id].values[answer.value];
    return { id, answer, value, trial: answer.experiment ? ourTrialOf(answer.experiment) : null };
  }
  feature(name) {
    const { answer, value, trial } = this.#explained(name);
    const rule = answer.rule === null ? '' : (this.#payload.features[name].rules[answer.rule].id ?? '');
    return { source: answer.source, value, rule, trial };
  }
  experiment({ key }) {
    const { answer, value, trial } = this.#explained(alone(key));
    return { source: answer.source, value, rule: '', trial };
  }
  documents = () => documentsOf(this.#kept, this.#visitor, this.#before);
}

/** One visitor in front of one payload: calls `count` with each case. */
function meet({ wasm, pack, client, drawn: { payload: drawn, probing } }, draw, count) {
  const known = attributes(draw);
  const around = surroundings(draw, known);
  const theirs = new Theirs(client, known, around);
  const ours = new Ours(wasm, pack, drawn, known, around);
  const operators = new Map(probing.map(([operator, name]) => [name, operator]));
  const context = { known, around };
  for (const name of Object.keys(drawn.features))
    count({ name, rules: drawn.features[name].rules, operator: operators.get(name), theirs: theirs.feature(name), ours: ours.feature(name), context });
  for (const experiment of drawn.experiments)
    count({ name: alone(experiment.key), rules: [experiment], theirs: theirs.experiment(experiment), ours: ours.experiment(experiment), context });
  if (around.documents)
    count({ name: 'what is kept', rules: [], theirs: theirs.documents(), ours: ours.documents(), context });
}

/** Value and order of its members count: a page would see them. */
const same = (one, other) => isDeepStrictEqual(one, other) && JSON.stringify(one.value) === JSON.stringify(other.value);

function compare(cases, seed) {
  const draw = new Draw(seed);
  const wasm = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../../build/wasm/full.wasm')));
  const workshop = new Workshop();
  const counts = new Counts(known.map(({ reason }) => reason));
  const differences = [];
  const count = (each) => {
    counts.add(each);
    if (same(each.theirs, each.ours)) return;
    const reason = known.find(({ is }) => is(each))?.reason;
    if (reason) counts.known(reason);
    else differences.push(each);
  };
  try {
    while (counts.cases < cases) {
      const drawn = payload(draw);
      const client = new GrowthBookClient({}).initSync({ payload: structuredClone(drawn.payload) });
      const pack = workshop.pack(drawn.payload);
      for (let who = 0; who < visitors_each; ++who) meet({ wasm, pack, client, drawn }, draw, count);
    }
  } finally {
    workshop.close();
  }
  return { counts, differences };
}

function main() {
  const { values } = parseArgs({ options: { cases: { type: 'string', default: '120000' }, seed: { type: 'string', default: '1' } } });
  console.error = () => {}; // the SDK tells of what it does not know
  const { counts, differences } = compare(Number(values.cases), Number(values.seed));
  for (const each of differences.slice(0, shown_differences)) console.log(`DIFFERS ${JSON.stringify(each)}`);
  const missed = counts.print(Number(values.seed));
  const failed = differences.length + missed;
  console.log(`${counts.cases - differences.length} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main();
