// docs/openapi.json is a sound OpenAPI 3.1 document, its examples are what its schemas say, and the problems that it
// names are those of the sources.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { document, faults, mediaTypes, operations, resolved, root } from './support/document.mjs';

const status_codes = {
  bad_request: 400, unauthorized: 401, forbidden: 403, not_found: 404, method_not_allowed: 405, conflict: 409,
  payload_too_large: 413, uri_too_long: 414, unsupported_media_type: 415, expectation_failed: 417,
  unprocessable_entity: 422, too_many_requests: 429, request_header_fields_too_large: 431, internal_server_error: 500,
  service_unavailable: 503,
};

/** The problems of the sources: name → statuses it comes with. */
function problemsOfSources() {
  const folder = join(root, 'src/collector');
  const found = new Map();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.cpp'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, status, problem] of text.matchAll(/Problem \w+\{\s*http::status::(\w+),\s*"([a-z0-9-]+)"/g)) {
      assert.ok(status_codes[status], `${name}: say in this test which number ${status} is`);
      found.set(problem, (found.get(problem) ?? new Set()).add(status_codes[status]));
    }
  }
  return found;
}

const sources = problemsOfSources();

test('document_is_sound_openapi_3_1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  assert.equal(document.openapi, '3.1.0');
});

test('every_schema_compiles_strictly', () => {
  for (const name of Object.keys(document.components.schemas)) faults(['components', 'schemas', name], null);
});

test('every_example_is_what_its_schema_says', () => {
  let count = 0;
  const check = (pointer) => {
    for (const [at, media] of mediaTypes(resolved(pointer)))
      for (const [name, { value }] of Object.entries(media.examples ?? {})) {
        assert.deepEqual(faults([...at, 'schema'], value), [], `${at.join(' ')} ${name}`);
        count += 1;
      }
  };
  for (const { method, path, operation } of operations) {
    const at = ['paths', path, method.toLowerCase()];
    if (operation.requestBody) check([...at, 'requestBody']);
    for (const status of Object.keys(operation.responses)) check([...at, 'responses', status]);
  }
  assert.ok(count >= 30, `${count} examples`);
});

test('every_json_body_and_answer_has_an_example', () => {
  for (const { method, path, operation } of operations) {
    const at = ['paths', path, method.toLowerCase()];
    const places = Object.keys(operation.responses).map((status) => resolved([...at, 'responses', status]));
    if (operation.requestBody) places.push([...at, 'requestBody']);
    for (const place of places)
      for (const [, { schema, examples }] of mediaTypes(place).filter(([pointer]) => /json$/.test(pointer.at(-1))))
        if (schema.$ref || schema.anyOf) assert.ok(examples, `${place.join(' ')} has no example`);
  }
});

test('problems_of_the_document_are_those_of_the_sources', () => {
  const named = new Set([...document['x-problems'], ...operations.flatMap(({ operation }) => operation['x-problems'])]);
  assert.deepEqual([...named].sort(), [...sources.keys()].sort());
});

test('rules_of_the_document_are_those_of_the_sources', () => {
  const read = (file) => readFileSync(join(root, 'src', file), 'utf8');
  const [, names] = /\* rule_name\(Rule rule\) \{.*?\{(.*?)\};/s.exec(read('egress/gate.cpp'));
  const gate = [...names.matchAll(/"(\w+)"/g)].map(([, name]) => name).filter((name) => name !== 'none');
  const told = read('collector/intake.cpp').matchAll(/^constexpr RuleName \w+ = "(\w+)";/gm);
  const own = [...told].map(([, name]) => name);
  assert.ok(gate.length >= 11 && own.length >= 15, `${gate.length} and ${own.length} rules`);
  const { EventRule, CorrectionRefused } = document.components.schemas;
  assert.deepEqual([...EventRule.enum].sort(), [...gate, ...own].sort());
  for (const name of CorrectionRefused.properties.rule.enum) assert.ok(gate.includes(name), name);
});

test('an_operation_names_each_problem_once_and_none_that_any_request_can_meet', () => {
  for (const { method, path, operation } of operations) {
    const names = operation['x-problems'];
    assert.equal(new Set(names).size, names.length, `${method} ${path}`);
    // A pack that is not there is a problem of its own path.
    const twice = names.filter((name) => document['x-problems'].includes(name) && name !== 'not-found');
    assert.deepEqual(twice, [], `${method} ${path}`);
  }
});

test('an_operation_has_an_answer_for_the_status_of_each_of_its_problems_and_no_other', () => {
  for (const { method, path, operation } of operations) {
    const told = Object.keys(operation.responses).filter((status) => /^[45]\d\d$/.test(status)).map(Number);
    const meant = operation['x-problems'].map((name) => [...sources.get(name)]);
    for (const statuses of meant)
      assert.ok(statuses.some((status) => told.includes(status)), `${method} ${path} lacks ${statuses}`);
    for (const status of told)
      assert.ok(meant.flat().includes(status), `${method} ${path} has ${status}, and no problem comes with it`);
    assert.ok(operation.responses['4XX'] && operation.responses['5XX'], `${method} ${path}`);
  }
});

test('every_path_parameter_is_declared_and_every_operation_has_its_own_name', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path } of operations) {
    const declared = (document.paths[path].parameters ?? []).map((_, at) =>
      resolved(['paths', path, 'parameters', at]).reduce((value, name) => value[name], document).name);
    assert.deepEqual(declared, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name), path);
  }
});
