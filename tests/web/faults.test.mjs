// The page's words for faults are the core's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { faults } = await page('faults.ts');
const { first_op, ops } = await page('api.ts');
const source = (name) => readFileSync(join(import.meta.dirname, '../../src', name), 'utf8');
/** The enumerators of an enumeration in C++ or FlatBuffers. */
const enumerators = (text, head) =>
  text.slice(text.indexOf(head)).split('{')[1].split('}')[0].replaceAll(/\/\/.*/g, '').split(',').map((each) => each.trim()).filter(Boolean);

test('faults_stand_in_the_order_of_the_core', () => {
  assert.deepEqual(faults.slice(1), enumerators(source('base/result.hpp'), 'enum class Fault').slice(1, faults.length));
});

test('comparisons_stand_in_the_order_of_the_pack', () => {
  const inPack = enumerators(source('policy/pack.fbs'), 'enum Op');
  const inPolicies = ops.map((each) => (each === 'in' ? 'one_of' : each));
  assert.deepEqual(inPack.slice(first_op, first_op + ops.length), inPolicies);
});
