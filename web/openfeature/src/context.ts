// What of an evaluation context becomes attributes: what a mapping names, and nothing else. Consent decides afterwards
// what may be used, as with everything that a page declares.

import type { EvaluationContext } from '@openfeature/web-sdk';
import type { Json, Widget } from './widget.js';

/** Attributes by the context's members. */
export type Mapping = Readonly<Record<string, string>>;

/** Dates inside become texts, as in JSON. */
const handed = (value: EvaluationContext[string]): Json | Date =>
  value instanceof Date || typeof value !== 'object' ? value : (JSON.parse(JSON.stringify(value)) as Json);

const member = (context: EvaluationContext, name: string) =>
  Object.hasOwn(context, name) ? (context[name] ?? null) : null;

/** Declares what has changed from `before` to `now`, and takes back what is no longer there or null. */
export function handOver(
  profile: Widget['profile'],
  mapping: Mapping,
  before: EvaluationContext,
  now: EvaluationContext,
): void {
  for (const [name, attribute] of Object.entries(mapping)) {
    const [was, is] = [member(before, name), member(now, name)];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    if (is === null) profile.forget(attribute);
    else profile.set(attribute, handed(is));
  }
}

/** The names of the members that no mapping takes. */
export const ignored = (mapping: Mapping, context: EvaluationContext): string[] =>
  Object.keys(context).filter((name) => context[name] !== undefined && !Object.hasOwn(mapping, name));
