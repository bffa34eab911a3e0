// Asks GrowthBook's SDK what our own cases have to give: `node growthbook-own.mjs [--write]`. Without --write it says
// which rows of growthbook-own.json the SDK contradicts. Nothing of Assent runs here.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { GrowthBook, GrowthBookClient, StickyBucketServiceSync, evalCondition } from '@growthbook/growthbook';

const file = join(import.meta.dirname, 'growthbook-own.json');
const sdk = dirname(createRequire(import.meta.url).resolve('@growthbook/growthbook/package.json'));
const inner = await import(join(sdk, 'dist/esm/util.mjs')); // what the package does not export

/** The documents of one visitor's earlier visits. */
class Documents extends StickyBucketServiceSync {
  #all;
  constructor(documents) {
    super();
    this.#all = new Map(documents.map((each) => [this.getKey(each.attributeName, each.attributeValue), each]));
  }
  getAssignmentsSync = (name, value) => this.#all.get(this.getKey(name, value)) ?? null;
  saveAssignmentsSync = (document) => this.#all.set(this.getKey(document.attributeName, document.attributeValue), document);
}

function stickyBucket([, { features, ...user }, documents, key]) {
  const client = new GrowthBookClient({}).initSync({ payload: { features } });
  return client.applyStickyBuckets(user, new Documents(structuredClone(documents))).then((visitor) => {
    const { experimentResult = null } = client.evalFeature(key, visitor);
    return [experimentResult, visitor.stickyBucketAssignmentDocs];
  });
}

/** Experiments run by themselves when the page loads; what became of each is in the order of the payload. */
function urlRedirect([, context]) {
  const results = new GrowthBook({ ...context, navigate: () => {} }).getAllResults();
  return [[...results.values()].map(({ experiment, result }) => {
    const to = result.inExperiment ? result.value.urlRedirect : undefined;
    if (to === undefined) return { inExperiment: result.inExperiment };
    return { inExperiment: true, urlRedirect: to, urlWithParams: experiment.persistQueryString ? inner.mergeQueryStrings(context.url, to) : to };
  })];
}

function run([, context, experiment]) {
  const { value, inExperiment, hashUsed } = new GrowthBook(context).run(experiment);
  return [value, inExperiment, hashUsed];
}

const feature = ([, context, key]) => [new GrowthBook(context).evalFeature(key)];

/** For each group: how many cells of a row are asked, and what the SDK says to them, the cells behind. */
const groups = {
  evalCondition: { asked: 3, tell: ([, condition, attributes, , saved]) => [evalCondition(attributes, condition, saved ?? {}), ...(saved ? [saved] : [])] },
  hash: { asked: 3, tell: (row) => [inner.hash(...row.slice(0, 3))] },
  getBucketRange: { asked: 2, tell: ([, [count, coverage, weights]]) => [inner.getBucketRanges(count, coverage, weights)] },
  feature: { asked: 3, tell: feature },
  run: { asked: 3, tell: run },
  chooseVariation: { asked: 3, tell: ([, hash, ranges]) => [inner.chooseVariation(hash, ranges)] },
  getQueryStringOverride: { asked: 4, tell: ([, ...row]) => [inner.getQueryStringOverride(...row.slice(0, 3))] },
  inNamespace: { asked: 3, tell: ([, ...row]) => [inner.inNamespace(...row)] },
  getEqualWeights: { asked: 1, tell: ([count]) => [inner.getEqualWeights(count)] },
  decrypt: { asked: 3, tell: ([, text, key]) => inner.decrypt(text, key).then((plain) => [plain], () => [null]) },
  stickyBucket: { asked: 4, tell: stickyBucket },
  urlRedirect: { asked: 2, tell: urlRedirect },
  contextualBandit: { asked: 3, tell: feature },
};

const lines = (rows) => rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');

async function main() {
  console.error = () => {}; // the SDK tells of what it does not know
  const own = JSON.parse(readFileSync(file, 'utf8'));
  let count = 0;
  let wrong = 0;
  for (const [group, { asked, tell }] of Object.entries(groups))
    for (const [at, row] of (own[group] ?? []).entries()) {
      const right = JSON.parse(JSON.stringify([...row.slice(0, asked), ...(await tell(structuredClone(row)))]));
      ++count;
      if (isDeepStrictEqual(right, row)) continue;
      ++wrong;
      console.log(`${group} ${at} ${JSON.stringify(row[0])}: the SDK says ${JSON.stringify(right.slice(asked))}`);
      own[group][at] = right;
    }
  console.log(`${count - wrong} passed, ${wrong} failed`);
  if (process.argv.includes('--write')) {
    const parts = Object.keys(groups).filter((group) => own[group]).map((group) => `  ${JSON.stringify(group)}: [\n${lines(own[group])}\n  ]`);
    writeFileSync(file, `{\n  "specVersion": ${JSON.stringify(own.specVersion)},\n${parts.join(',\n')}\n}\n`);
  } else if (wrong > 0) process.exitCode = 1;
}

await main();
