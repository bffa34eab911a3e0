// What the module says of a feature, in the shape in which GrowthBook's SDK says it: the experiment as its rule has it,
// and the result. Nothing is decided here.

const carried = ['coverage', 'weights', 'hashAttribute', 'fallbackAttribute', 'disableStickyBucketing', 'bucketVersion',
  'minBucketVersion', 'namespace', 'meta', 'ranges', 'name', 'phase', 'seed', 'hashVersion', 'filters', 'condition'];
const variationsOf = (rule) => rule.contextualVariations ?? rule.variations;

/** The bandit's word on who is in it: leaf and weights. */
function banditOf(rule, context, leaf) {
  const bandit = context.contextualBandits?.[rule.contextualBanditRef];
  if (!bandit || leaf === undefined) return undefined;
  const equal = variationsOf(rule).map((_, __, { length }) => 1 / length);
  const of_leaf = bandit.contexts.find((each) => each.leafId === leaf)?.weights;
  return { leafId: leaf, variationWeights: of_leaf ?? rule.weights ?? equal, banditVersion: bandit.banditVersion };
}

function experimentOf(rule, feature, bandit, divided) {
  const experiment = { variations: variationsOf(rule), key: rule.key || feature };
  for (const name of carried) if (rule[name]) experiment[name] = rule[name];
  if ('coverage' in rule) experiment.coverage = rule.coverage;
  if (rule.bucketVersion !== undefined) experiment.bucketVersion = rule.bucketVersion;
  if (rule.minBucketVersion !== undefined) experiment.minBucketVersion = rule.minBucketVersion;
  if (bandit) {
    if (bandit.leafId !== -1) experiment.weights = bandit.variationWeights;
    if (divided) experiment.contextualBandit = bandit;
  }
  return experiment;
}

/** By which attribute the visitor is known to the rule; by none, the rule's own with no value. */
function knownBy(rule, attributes, keeps) {
  const own = rule.hashAttribute || 'id';
  if (attributes[own]) return { hashAttribute: own, hashValue: attributes[own] };
  const other = keeps && !rule.disableStickyBucketing ? rule.fallbackAttribute : undefined;
  if (other && attributes[other]) return { hashAttribute: other, hashValue: attributes[other] };
  return { hashAttribute: own, hashValue: '' };
}

function resultOf(trial, rule, context, feature, keeps, bandit) {
  const meta = rule.meta?.[trial.variation] ?? {};
  const result = {
    key: meta.key || String(trial.variation),
    featureId: feature,
    inExperiment: trial.in,
    hashUsed: trial.divided,
    variationId: trial.variation,
    value: variationsOf(rule)[trial.variation],
    ...knownBy(rule, context.attributes ?? {}, keeps),
    stickyBucketUsed: trial.kept,
  };
  if (meta.name) result.name = meta.name;
  if (trial.hash !== undefined) result.bucket = trial.hash;
  if (meta.passthrough) result.passthrough = meta.passthrough;
  if (bandit) {
    const { banditVersion, ...rest } = bandit;
    Object.assign(result, rest, banditVersion === undefined ? {} : { banditVersion });
  }
  return result;
}

/** `answer`: the module's; `keeps`: whether variations are kept. */
export function explained(answer, context, feature, visitor, keeps = false) {
  const value = answer.value === null ? null : visitor.symbols.features[visitor.feature(feature)].values[answer.value];
  const rule = answer.rule === null ? undefined : context.features[feature].rules[answer.rule];
  const told = { value, on: !!value, off: !value, source: answer.source, ruleId: rule?.id || '' };
  if (!answer.experiment) return told;
  const bandit = banditOf(rule, context, answer.experiment.leaf);
  const divided = answer.experiment.divided && answer.experiment.in;
  return {
    ...told,
    experiment: experimentOf(rule, feature, bandit, divided),
    experimentResult: resultOf(answer.experiment, rule, context, feature, keeps, divided && bandit),
  };
}
