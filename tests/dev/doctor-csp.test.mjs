// Content security policies: which let the widget run, and what the doctor says to add to those that do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPolicies, parsePolicy, sourceAllows, splitHeader } from '../../tools/doctor/csp.mjs';

const page = 'https://shop.example/';
const context = { page, script: 'https://consent.example/assent.js', nonce: '', collector: 'https://consent.example' };
const codes = (text, changes = {}) => checkPolicies([{ place: 'header', text }], { ...context, ...changes }).map(({ code }) => code);

const good = "script-src 'self' https://consent.example 'wasm-unsafe-eval'; connect-src https://consent.example";

test('a policy that lets the widget run has no findings', () => {
  assert.deepEqual(codes(good), []);
  assert.deepEqual(codes("img-src 'self'"), [], 'what is not named is not forbidden');
});

for (const [what, text, expected] of [
  ['no wasm', good.replace("'wasm-unsafe-eval'", ''), ['csp_wasm']],
  ['no wasm, by default-src', "default-src 'self' https://consent.example", ['csp_wasm']],
  ['eval in place of wasm', good.replace('wasm-', ''), ['csp_unsafe_eval']],
  ['eval beside wasm', good.replace("'wasm", "'unsafe-eval' 'wasm"), ['csp_unsafe_eval']],
  ['inline scripts', good.replace("'self'", "'unsafe-inline'"), ['csp_unsafe_inline']],
  ['inline scripts that a nonce takes back', good.replace("'self'", "'unsafe-inline' 'nonce-abc'"), []],
  ['no collector', good.replace('connect-src https://consent.example', "connect-src 'self'"), ['csp_connect']],
  ['no collector, by default-src', "default-src 'none'; script-src https://consent.example 'wasm-unsafe-eval'", ['csp_connect']],
  ['no script', "script-src 'self' 'wasm-unsafe-eval'", ['csp_script']],
  ['no script, by script-src-elem', good + "; script-src-elem 'self'", ['csp_script']],
  ['types enforced without the name', good + "; require-trusted-types-for 'script'; trusted-types shop", ['csp_trusted_types']],
  ['types enforced with the name', good + "; require-trusted-types-for 'script'; trusted-types shop assent", []],
  ['types enforced for any name', good + "; require-trusted-types-for 'script'; trusted-types *", []],
  ['types that are not enforced', good + '; trusted-types shop', []],
])
  test(`policy: ${what}`, () => assert.deepEqual(codes(text), expected));

test('a nonce of the embed lets the script in, and only that one', () => {
  const text = "script-src 'nonce-Abc' 'wasm-unsafe-eval'";
  assert.deepEqual(codes(text, { nonce: 'Abc' }), []);
  assert.deepEqual(codes(text, { nonce: 'abc' }), ['csp_script']);
});

test('each policy of a page holds by itself', () => {
  assert.deepEqual(splitHeader("script-src 'self', img-src *\ndefault-src *"), ["script-src 'self'", 'img-src *', 'default-src *']);
  const findings = checkPolicies([{ place: 'header', text: good }, { place: 'meta', text: "script-src 'none'" }], context);
  assert.deepEqual(findings.map(({ place, code }) => `${place} ${code}`), ['meta csp_wasm', 'meta csp_script']);
  for (const { what, advice } of findings) assert.ok(what && advice);
});

test('the first of two equal directives counts', () => {
  assert.deepEqual(parsePolicy("SCRIPT-SRC a; script-src b").get('script-src'), ['a']);
});

for (const [source, address, allowed] of [
  ["'self'", 'https://shop.example/a', true],
  ["'self'", 'https://other.example/a', false],
  ['*', 'https://a.example/', true],
  ['*', 'data:text/plain,a', false],
  ['https:', 'https://a.example/', true],
  ['http:', 'https://a.example/', true],
  ['https:', 'http://a.example/', false],
  ['a.example', 'https://a.example/x', true],
  ['a.example', 'http://a.example/x', false],
  ['https://*.a.example', 'https://b.a.example/', true],
  ['https://*.a.example', 'https://a.example/', false],
  ['https://a.example', 'https://a.example:8443/', false],
  ['https://a.example:*', 'https://a.example:8443/', true],
  ['https://a.example:8443', 'https://a.example:8443/', true],
  ['https://a.example/js/', 'https://a.example/js/x.js', true],
  ['https://a.example/js/', 'https://a.example/css/x.js', false],
  ['https://a.example/x.js', 'https://a.example/x.jsx', false],
  ["'none'", 'https://a.example/', false],
])
  test(`source ${source} and ${address}`, () => assert.equal(sourceAllows(source, address, page), allowed));
