// Writes scores for the core: how strongly each choice draws the visitor. The format is in src/profile/scores.hpp. Pure;
// of the value it runs nothing but getters.

import { utf8 } from './bytes';

/** No record, which the core refuses. */
const unreadable = Uint8Array.of(0);

const max_choice_bytes = 256;

function inOrder(left: Uint8Array, right: Uint8Array): number {
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at < 0 ? left.length - right.length : left[at]! - (right[at] ?? -1);
}

function entry(choice: Uint8Array, score: number): number[] {
  const bytes = new Uint8Array(Float64Array.of(score).buffer);
  return [choice.length & 255, choice.length >> 8, ...choice, ...bytes];
}

/** `{"alps": 0.5}`: choices and scores from 0 to 1. */
export function encodeScores(given: unknown): Uint8Array {
  if (!given || typeof given !== 'object' || Array.isArray(given)) return unreadable;
  const all = Object.entries(given).map(([choice, score]) => ({ choice: utf8(choice), score: score as unknown }));
  if (all.some(({ choice, score }) => choice.length > max_choice_bytes || typeof score !== 'number')) return unreadable;
  all.sort((left, right) => inOrder(left.choice, right.choice));
  return Uint8Array.from(all.flatMap(({ choice, score }) => entry(choice, score as number)));
}
