// One feature as OpenFeature has it: value, variant, reason, metadata. It says ids and codes, never an attribute's value.

import {
  ErrorCode,
  StandardResolutionReasons as Standard,
  type FlagMetadata,
  type ResolutionDetails,
  type ResolutionReason,
} from '@openfeature/web-sdk';
import type { Features, Json, Reasons } from './widget.js';

export type Kind = 'boolean' | 'string' | 'number' | 'object';

/** Assent's own word where no rule has been asked: the visitor has allowed nothing yet, or what decides is not there. */
export const fallback_reason = 'FALLBACK';
/** The variant of what a feature gives where no rule gives anything. */
export const default_variant = 'default';

// Words that are OpenFeature's mean the same there, but for STALE: there a value that may be out of date, in Assent a
// value that was not decided by an attribute because that is too old. Who withholds consent gets the fallback, which is
// what DEFAULT says; that it was withheld is nobody's business but the page's, and telemetry takes the reason along.
const reasons: Readonly<Record<string, ResolutionReason>> = {
  STATIC: Standard.STATIC,
  TARGETING_MATCH: Standard.TARGETING_MATCH,
  SPLIT: Standard.SPLIT,
  CACHED: Standard.CACHED,
  DISABLED: Standard.DISABLED,
  ERROR: Standard.ERROR,
  DEFAULT: Standard.DEFAULT,
  [fallback_reason]: Standard.DEFAULT,
  CONSENT_WITHHELD: Standard.DEFAULT,
  STALE: Standard.DEFAULT,
  HOLDOUT: Standard.TARGETING_MATCH,
};

/** OpenFeature's reason for Assent's; UNKNOWN for a word of a later widget. */
export const reasonOf = (word: string): ResolutionReason =>
  Object.hasOwn(reasons, word) ? reasons[word]! : Standard.UNKNOWN;

/** The experiment's variation, else the rule, else the default. A rule's position cannot be taken for a variation's. */
export function variantOf(why: Reasons | undefined): string {
  if (why?.experiment?.in) return why.experiment.variation;
  return typeof why?.rule === 'string' ? 'rule:' + why.rule : default_variant;
}

export function metadataOf(why: Reasons | undefined): FlagMetadata {
  const metadata: FlagMetadata = { assentReason: why?.reason ?? fallback_reason };
  if (typeof why?.rule === 'string') metadata['rule'] = why.rule;
  if (!why?.experiment) return metadata;
  const { key, in: is_in, bucket } = why.experiment;
  metadata['experiment'] = key;
  metadata['in'] = is_in;
  if (bucket !== null) metadata['bucket'] = bucket;
  return metadata;
}

const isOf = (kind: Kind, value: Json): boolean => value !== null && typeof value === kind;

/** An error as the SDK takes it: the caller's default stays. */
export function failed<T>(
  otherwise: T,
  errorCode: ErrorCode,
  errorMessage: string,
  flagMetadata: FlagMetadata = {},
): ResolutionDetails<T> {
  return { value: otherwise, reason: Standard.ERROR, errorCode, errorMessage, flagMetadata };
}

/**
 * What a feature gives now, or `otherwise`. A feature that never gives this kind is not asked, so that nobody is told of
 * a variation that nobody got. Null is no value: then `otherwise` counts.
 */
export function resolve<T>(
  features: Features,
  explain: Features['explain'],
  id: string,
  kind: Kind,
  otherwise: T,
): ResolutionDetails<T> {
  const values = features.values(id);
  if (!values) return failed(otherwise, ErrorCode.FLAG_NOT_FOUND, `there is no feature "${id}"`);
  const mismatch = (metadata?: FlagMetadata) =>
    failed(otherwise, ErrorCode.TYPE_MISMATCH, `the feature "${id}" does not give a value of the type ${kind}`, metadata);
  const some = values.filter((value) => value !== null);
  if (some.length && !some.some((value) => isOf(kind, value))) return mismatch();

  // Why, before what: asking for the value keeps the variation, and from then on it is a kept one.
  const why = explain(id);
  const flagMetadata = metadataOf(why);
  if (why?.reason === 'ERROR')
    return failed(otherwise, ErrorCode.GENERAL, `the feature "${id}" asks features that ask it`, flagMetadata);
  const value = features.get(id);
  if (value !== null && !isOf(kind, value)) return mismatch(flagMetadata);

  const is_given = value !== null || !!why?.experiment?.in;
  const reason = reasonOf(why?.reason ?? fallback_reason);
  return {
    value: value === null ? otherwise : (value as T),
    ...(is_given && { variant: variantOf(why) }),
    reason: is_given || reason === Standard.DISABLED ? reason : Standard.DEFAULT,
    flagMetadata,
  };
}
