// Requests to a running collector, each held against what the document says of its operation. For tests only.
import assert from 'node:assert/strict';
import { document, faults, operations, resolved } from './document.mjs';

const problem_prefix = 'urn:assent:problem:';
const has_json = /[/+]json$/;

/** Of which type a media type without its parameters is. */
const bare = (type) => type.split(';')[0].trim();

/** The pointer of the answer that the document has for a status. */
function answerAt(at, status) {
  const responses = at.reduce((value, name) => value[name], document).responses;
  const key = [String(status), `${String(status)[0]}XX`].find((name) => responses[name]);
  assert.ok(key, `${at.join(' ')} does not say that it answers ${status}`);
  return resolved([...at, 'responses', key]);
}

function checkBody(at, type, text) {
  const { content = {} } = at.reduce((value, name) => value[name], document);
  if (Object.keys(content).length === 0) return assert.equal(text, '');
  // A pack or content file has a type of its own.
  const key = Object.keys(content).find((name) => name === type || bare(name) === bare(type)) ?? 'application/octet-stream';
  assert.ok(content[key], `${at.join(' ')} is not said to be ${type}`);
  const value = has_json.test(bare(key)) ? JSON.parse(text) : text;
  assert.deepEqual(faults([...at, 'content', key, 'schema'], value), [], `${at.join(' ')}: ${text}`);
}

function checkProblem(operation, text) {
  const name = JSON.parse(text).type.slice(problem_prefix.length);
  const named = [...document['x-problems'], ...operation['x-problems']];
  assert.ok(named.includes(name), `${operation.operationId} does not name the problem ${name}`);
  return name;
}

/** Calls on one collector; remembers which operations have succeeded. */
export class Calls {
  #origin;
  #succeeded = new Set();

  constructor(origin) {
    this.#origin = origin;
  }

  /**
   * Sends a request and holds the answer against the document. `path` is as the document has it, `at` fills its
   * parameters, `query` comes behind it. Gives status, problem name, text and fields.
   */
  async call(method, path, { at = {}, query = '', body, type, fields = {} } = {}) {
    const { operation } = operations.find((each) => each.method === method && each.path === path);
    const target = path.replace(/\{(\w+)\}/g, (_, name) => at[name]) + query;
    const headers = { ...fields, ...(type ? { 'content-type': type } : {}) };
    const answer = await fetch(this.#origin + target, { method, headers, body });
    const text = await answer.text();
    const said = answerAt(['paths', path, method.toLowerCase()], answer.status);
    checkBody(said, answer.headers.get('content-type') ?? '', text);
    const problem = answer.status >= 400 ? checkProblem(operation, text) : '';
    if (answer.status < 300) this.#succeeded.add(operation.operationId);
    return { status: answer.status, problem, text, fields: answer.headers };
  }

  /** Operations that no call has succeeded on. */
  left() {
    return operations.filter(({ operation }) => !this.#succeeded.has(operation.operationId));
  }
}

/** What is wrong with a body by the schema that the document has for it. */
export const bodyFaults = (method, path, type, value) =>
  faults(['paths', path, method.toLowerCase(), 'requestBody', 'content', type, 'schema'], value);
