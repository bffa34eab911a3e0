// The page's side of features, without a browser: what they give before the full core is there, facts of an address, and
// where a redirect leads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './bundle.mjs';

const { createEarlyFeatures } = await page('features/early.ts');
const { urlFacts } = await page('features/facts.ts');
const { redirectOf, withQuery } = await page('features/redirect.ts');

const symbols = {
  features: [{ id: 'button', values: ['plain', 'round'], fallback: 0, rules: [] }, { id: 'empty', values: ['x'], rules: [] }],
};
const nothing = () => {};
const turn = () => new Promise((done) => setTimeout(done));

test('before_the_module_is_there_a_feature_gives_its_fallback', () => {
  const features = createEarlyFeatures(symbols, () => new Promise(nothing), nothing);
  assert.equal(features.get('button'), 'plain');
  assert.equal(features.get('empty'), null);
  assert.equal(features.explain('button'), undefined);
});

test('a_feature_that_nobody_declares_is_null_and_said_in_the_console', (context) => {
  const warned = context.mock.method(console, 'warn', nothing);
  assert.equal(createEarlyFeatures(symbols, () => new Promise(nothing), nothing).get('gone'), null);
  assert.equal(warned.mock.callCount(), 1);
});

const loadedWith = (listeners) => ({
  get: (id) => `decided ${id}`,
  explain: (id) => ({ feature: id }),
  onChange: (each) => (listeners.add(each), () => listeners.delete(each)),
});

test('from_then_on_the_module_answers_and_knows_who_listens', async () => {
  const heard = [];
  const listeners = new Set();
  const features = createEarlyFeatures(symbols, () => Promise.resolve(loadedWith(listeners)), nothing);
  await turn();
  features.onChange(() => heard.push('changed'));
  features.onChange(() => heard.push('never'))(); // ended at once
  assert.equal(features.get('button'), 'decided button');
  assert.deepEqual(features.explain('button'), { feature: 'button' });
  for (const each of listeners) each();
  await turn();
  assert.deepEqual(heard, ['changed']);
});

test('who_listened_before_the_module_came_hears_of_it_and_asks_it', async () => {
  const heard = [];
  const features = createEarlyFeatures(symbols, () => Promise.resolve(loadedWith(new Set())), nothing);
  features.onChange(() => heard.push(features.get('button')));
  assert.deepEqual(heard, []);
  await turn();
  assert.deepEqual(heard, ['decided button']);
});

test('who_listened_before_the_module_came_and_ends_that_later_hears_nothing_more', async () => {
  const heard = [];
  const listeners = new Set();
  const features = createEarlyFeatures(symbols, () => Promise.resolve(loadedWith(listeners)), nothing);
  const end = features.onChange(() => heard.push('ended'));
  features.onChange(() => heard.push('stays'));
  await turn();
  end();
  heard.length = 0;
  for (const each of listeners) each();
  await turn();
  assert.deepEqual(heard, ['stays']);
});

test('what_a_feature_can_give_is_told_without_asking_and_cannot_be_changed', async (context) => {
  const warned = context.mock.method(console, 'warn', nothing);
  const features = createEarlyFeatures(symbols, () => Promise.resolve(loadedWith(new Set())), nothing);
  for (const when of ['before', 'after']) {
    assert.deepEqual(features.values('button'), ['plain', 'round'], when);
    features.values('button').push('mine');
    assert.equal(features.values('gone'), undefined, when);
    await turn();
  }
  assert.equal(createEarlyFeatures({}, nothing, nothing).values('button'), undefined);
  assert.equal(warned.mock.callCount(), 0);
});

test('a_module_that_does_not_load_leaves_fallbacks_and_is_reported', async () => {
  const reported = [];
  const features = createEarlyFeatures(symbols, () => Promise.reject(new Error('offline')), (error) => reported.push(error.message));
  await turn();
  assert.equal(features.get('button'), 'plain');
  assert.deepEqual(reported, ['offline']);
});

test('a_site_without_features_loads_nothing', () => {
  let loads = 0;
  createEarlyFeatures({}, () => (loads++, new Promise(nothing)), nothing);
  assert.equal(loads, 0);
});

test('facts_of_an_address', () => {
  const fact = urlFacts('https://shop.example:8080/a%20b?x=1&x=2&y=a+b#top');
  assert.equal(fact('url.host'), 'shop.example:8080');
  assert.equal(fact('url.path'), '/a%20b');
  assert.equal(fact('url.rest'), '/a%20b?x=1&x=2&y=a+b#top');
  assert.equal(fact('url.hash'), '#top');
  assert.equal(fact('url.query.x'), '1');
  assert.equal(fact('url.query.y'), 'a b');
  assert.equal(fact('url.query.none'), '');
  assert.equal(fact('url.other'), '');
  assert.equal(urlFacts('https://:')('url.href'), '');
});

test('a_redirect_leads_to_pages_of_the_web_and_not_to_where_one_is', () => {
  const here = 'https://shop.example/sale?a=1';
  assert.equal(redirectOf({ urlRedirect: '/other' }, here, false), 'https://shop.example/other');
  assert.equal(redirectOf({ urlRedirect: '/other?b=2' }, here, true), 'https://shop.example/other?b=2&a=1');
  assert.equal(redirectOf({ urlRedirect: 'http://else.example/' }, here, false), 'http://else.example/');
  for (const value of [null, {}, 'x', { urlRedirect: 3 }, { urlRedirect: 'javascript:alert(1)' }, { urlRedirect: 'data:text/html,x' }, { urlRedirect: 'https://' }])
    assert.equal(redirectOf(value, here, false), undefined, JSON.stringify(value));
  assert.equal(redirectOf({ urlRedirect: here }, here, true), undefined);
});

test('a_query_is_taken_along_where_the_target_has_none_of_the_name', () => {
  assert.equal(withQuery('https://a.example/?x=1&y=2', 'https://b.example/?y=3'), 'https://b.example/?y=3&x=1');
  assert.equal(withQuery('nonsense', 'https://b.example/'), 'https://b.example/');
});
