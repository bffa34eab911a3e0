// The OpenAPI document with a JSON Schema validator over it. For tests only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

export const root = join(import.meta.dirname, '../../..');
export const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
ajv.addVocabulary(Object.keys(document)); // the schemas stand inside a document that is none
ajv.addSchema(document, 'document', false, false);

const escaped = (name) => name.replaceAll('~', '~0').replaceAll('/', '~1');
const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** Each operation with its method ("GET") and path ("/packs/{hash}"). */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => ({ method: method.toUpperCase(), path, operation: item[method] })),
);

/** What is wrong with `value` by the schema at `pointer` (["components", "schemas", "Receipt"]); empty: nothing. */
export function faults(pointer, value) {
  const validate = ajv.compile({ $ref: `document#/${pointer.map(escaped).map(encodeURIComponent).join('/')}` });
  return validate(value) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** Where `{"$ref": …}` points inside the document, or `pointer` itself. */
export function resolved(pointer) {
  const found = pointer.reduce((value, name) => value[name], document);
  return found.$ref ? found.$ref.slice(2).split('/') : pointer;
}

/** Every media type object below `pointer`, as [pointer, object]. */
export function mediaTypes(pointer) {
  const content = pointer.reduce((value, name) => value[name], document).content ?? {};
  return Object.entries(content).map(([type, media]) => [[...pointer, 'content', type], media]);
}
