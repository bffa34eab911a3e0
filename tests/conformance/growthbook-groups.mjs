// One function for each group of GrowthBook's cases that decides something: what came, and what was expected. Each
// turns a case into a payload and a visitor; the shipped module does the rest.
import { createDecipheriv } from 'node:crypto';
import { page } from '../web/bundle.mjs';
import { Visitor } from '../support/visitor.mjs';
import { explained } from './growthbook-results.mjs';

const { withQuery } = await page('features/redirect.ts');

const payload_parts = ['features', 'experiments', 'savedGroups', 'contextualBandits'];
const experiment_id = (key) => `experiment:${key}`;

/** A visitor with the context's attributes, in front of the context's payload. */
function visitorOf(context, { workshop, wasm }, more = {}) {
  const payload = Object.fromEntries(payload_parts.filter((name) => context[name]).map((name) => [name, context[name]]));
  const visitor = new Visitor(wasm, workshop.pack(payload));
  visitor.know(context.attributes ?? {});
  visitor.surround({
    url: context.url,
    enabled: context.enabled ?? true,
    tries_out: context.qaMode ?? false,
    forced: Object.entries(context.forcedVariations ?? {}).map(([key, variation]) => ({ key, variation })),
    ...more,
  });
  return visitor;
}

/** What the experiment gives: value, and whether the visitor is in it and was divided. */
function run(context, experiment, tools) {
  const visitor = visitorOf({ ...context, experiments: [experiment] }, tools);
  const id = visitor.feature(experiment_id(experiment.key));
  const { value, experiment: trial } = visitor.explain(id);
  return { value: value === null ? null : visitor.symbols.features[id].values[value], trial };
}

function evalCondition([, condition, attributes, expected, savedGroups], tools) {
  const probe = { defaultValue: false, rules: [{ condition, force: true }] };
  const visitor = visitorOf({ features: { probe }, attributes, savedGroups }, tools);
  return [visitor.decide(visitor.feature('probe')).source === 2, expected];
}

function feature([, context, key, expected], tools) {
  const visitor = visitorOf(context, tools);
  return [explained(visitor.explain(visitor.feature(key)), context, key, visitor), expected];
}

function runs([, context, experiment, value, inExperiment, hashUsed], tools) {
  const came = run(context, experiment, tools);
  return [[came.value, came.trial.in, came.trial.divided], [value, inExperiment, hashUsed]];
}

function inNamespace([, id, namespace, expected], tools) {
  const { trial } = run({ attributes: { id } }, { key: 'probe', variations: [0, 1], namespace }, tools);
  return [trial.in, expected];
}

// Without an attribute to divide by, only the address puts a visitor in.
function getQueryStringOverride([, key, url, count, expected], tools) {
  const variations = Array.from({ length: count }, (_, at) => at);
  const { trial } = run({ url }, { key, variations }, tools);
  return [trial.in ? trial.variation : null, expected];
}

/** The documents that GrowthBook's service gives for a visitor: those of the attributes that rules divide by. */
function documentsFor(context, documents) {
  const rules = Object.values(context.features ?? {}).flatMap((each) => each.rules ?? []);
  const attributes = rules.flatMap((rule) => [rule.hashAttribute ?? 'id', rule.fallbackAttribute]);
  return documents.filter(
    (each) => attributes.includes(each.attributeName) && String(context.attributes?.[each.attributeName] ?? '') === each.attributeValue,
  );
}

/** "experiment__version": name, in a document → what the module takes, and back. */
export const keptOf = (documents) =>
  documents.flatMap(({ attributeName, attributeValue, assignments }) =>
    Object.entries(assignments).map(([id, name]) => {
      const at = id.lastIndexOf('__');
      return { path: attributeName, value: attributeValue, key: id.slice(0, at), version: Number(id.slice(at + 2)), name };
    }),
  );

/** What is kept, put into the documents of before. */
export function documentsOf(kept, visitor, before) {
  const documents = Object.fromEntries(before.map((each) => [`${each.attributeName}||${each.attributeValue}`, structuredClone(each)]));
  for (const { attribute, value, key, version, name } of kept) {
    const attributeName = visitor.pathOf(attribute);
    const document = (documents[`${attributeName}||${value}`] ??= { attributeName, attributeValue: value, assignments: {} });
    document.assignments[`${key}__${version}`] = name;
  }
  return documents;
}

function stickyBucket([, context, documents, key, expected, after], tools) {
  const before = documentsFor(context, documents);
  const visitor = visitorOf(context, tools, { keeps: true, kept: keptOf(before) });
  const answer = visitor.explain(visitor.feature(key));
  const result = explained(answer, context, key, visitor, true).experimentResult ?? null;
  return [{ result, documents: documentsOf(answer.kept, visitor, before) }, { result: expected, documents: after }];
}

function urlRedirect([, context, expected], tools) {
  const visitor = visitorOf(context, tools);
  const came = context.experiments.map((experiment) => {
    const id = visitor.feature(experiment_id(experiment.key));
    const { value, experiment: trial } = visitor.explain(id);
    const to = value === null ? undefined : visitor.symbols.features[id].values[value]?.urlRedirect;
    if (!trial.in || to === undefined) return { inExperiment: trial.in };
    return { inExperiment: true, urlRedirect: to, urlWithParams: experiment.persistQueryString ? withQuery(context.url, to) : to };
  });
  return [came, expected];
}

/** The parts of `came` that `expected` has. */
function part(came, expected) {
  if (expected === null || typeof expected !== 'object' || Array.isArray(expected) || came === null || typeof came !== 'object') return came;
  return Object.fromEntries(Object.keys(expected).map((name) => [name, part(came[name], expected[name])]));
}

function contextualBandit(each, tools) {
  const [came, expected] = feature(each, tools);
  return [part(came, expected), expected];
}

/** AES-128-CBC, "iv.cipher" in base64; null where it is none. */
function decrypt([, text, key, expected]) {
  const [iv, cipher] = text.split('.').map((each) => Buffer.from(each, 'base64'));
  try {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'base64'), iv);
    return [Buffer.concat([decipher.update(cipher), decipher.final()]).toString('utf8'), expected];
  } catch {
    return [null, expected];
  }
}

export const groups = { decrypt, evalCondition, feature, run: runs, inNamespace, stickyBucket, urlRedirect, contextualBandit, getQueryStringOverride };
