// The OpenFeature provider as it is built, with OpenFeature's own SDK, on a page that is a stand-in: what words become,
// when it is ready, what it tells, and what becomes of a context. The browser test has the real widget.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { AssentProvider, widget_timeout_ms } from '../../web/openfeature/dist/index.js';
import { page } from './bundle.mjs';

const { metadataOf, reasonOf, resolve, variantOf } = await page('../openfeature/src/resolve.ts');
const { createFollowed, giverOf, max_followed } = await page('../openfeature/src/followed.ts');

const turn = () => new Promise((done) => setTimeout(done));
const trial = { key: 'trial', variation: 'round', in: true, bucket: 0.25 };
const why = (more) => ({ feature: 'f', reason: 'DEFAULT', rule: null, experiment: null, conditions: [], ...more });

/** A widget that gives what `given` has, `[values, value, reasons]` by feature, and notes what is done with it. */
function standIn(given = {}) {
  const listeners = new Set();
  const done = [];
  return {
    given,
    done,
    listeners,
    changed: () => listeners.forEach((listener) => listener()),
    features: {
      values: (id) => given[id]?.[0],
      get: (id) => (done.push(['get', id]), given[id][1]),
      explain: (id) => (done.push(['explain', id]), given[id][2]),
      onChange: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    },
    profile: {
      set: (...of) => (done.push(['set', ...of]), true),
      forget: (...of) => (done.push(['forget', ...of]), true),
    },
  };
}
/** The widget has loaded: whoever waits is called, in turn. */
function arrive(widget) {
  const waiting = globalThis.assent ?? [];
  globalThis.assent = { ...widget, push: (callback) => callback(widget) };
  for (const callback of waiting) callback(widget);
}
const fail = (reason) => document.dispatchEvent(new CustomEvent('assent:failed', { detail: { reason } }));

/** What clients hear from now on, in turn. */
function hear() {
  const heard = [];
  for (const event of Object.values(ProviderEvents))
    OpenFeature.getClient().addHandler(event, (details) => heard.push([event, details?.flagsChanged ?? details?.message]));
  heard.length = 0; // a state that there is already is told at once
  return heard;
}

let warned;
beforeEach((context) => {
  globalThis.document = new EventTarget();
  delete globalThis.assent;
  warned = context.mock.method(console, 'warn', () => {});
});
afterEach(async () => {
  await OpenFeature.clearProviders();
  await OpenFeature.clearContexts();
  OpenFeature.clearHandlers();
  OpenFeature.clearHooks();
  delete globalThis.document;
});

test('assent_s_words_become_openfeature_s_reasons_and_withheld_consent_is_no_reason_of_its_own', () => {
  for (const same of ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'CACHED', 'DISABLED', 'ERROR', 'DEFAULT']) assert.equal(reasonOf(same), same);
  for (const word of ['CONSENT_WITHHELD', 'STALE', 'FALLBACK']) assert.equal(reasonOf(word), 'DEFAULT');
  assert.equal(reasonOf('HOLDOUT'), 'TARGETING_MATCH');
  for (const word of ['SOMETHING_NEW', 'toString', '__proto__', '']) assert.equal(reasonOf(word), 'UNKNOWN');
});

test('a_variant_names_variation_rule_or_default_and_none_can_be_taken_for_another', () => {
  assert.equal(variantOf(why({ rule: '0', experiment: trial })), 'round');
  assert.equal(variantOf(why({ rule: '0', experiment: { ...trial, in: false } })), 'rule:0');
  assert.equal(variantOf(why({ rule: '' })), 'rule:');
  assert.equal(variantOf(why({})), 'default');
  assert.equal(variantOf(undefined), 'default');
});

test('metadata_has_ids_and_codes_of_the_decision_and_nothing_that_a_condition_read', () => {
  assert.deepEqual(metadataOf(undefined), { assentReason: 'FALLBACK' });
  const asked = [{ rule: 0, attribute: 'debts', source: 'declared', result: true, code: 'USED' }];
  assert.deepEqual(metadataOf(why({ reason: 'SPLIT', rule: 'r', experiment: trial, conditions: asked })), {
    assentReason: 'SPLIT', rule: 'r', experiment: 'trial', in: true, bucket: 0.25,
  });
  const out = { ...trial, in: false, bucket: null };
  assert.deepEqual(metadataOf(why({ experiment: out })), { assentReason: 'DEFAULT', experiment: 'trial', in: false });
});

const ask = (given, kind, otherwise) => {
  const { features, done } = standIn({ f: given });
  return { ...resolve(features, features.explain, 'f', kind, otherwise), done };
};

test('each_kind_takes_its_values_and_no_others', () => {
  const values = { boolean: [true, false], string: ['a', ''], number: [1, 0, -2.5], object: [{ a: 1 }, [1]] };
  for (const [kind, fitting] of Object.entries(values))
    for (const [other, list] of Object.entries(values))
      for (const value of list) {
        const { errorCode, ...details } = ask([[value], value, why({})], kind, 'otherwise');
        assert.equal(errorCode, kind === other ? undefined : 'TYPE_MISMATCH', `${JSON.stringify(value)} as ${kind}`);
        assert.deepEqual(details.value, fitting.includes(value) ? value : 'otherwise');
      }
});

test('a_feature_that_never_gives_the_kind_is_not_asked_and_one_that_may_is_asked_why_before_what', () => {
  assert.deepEqual(ask([['a', null], 'a', why({})], 'number', 7).done, []);
  const mixed = ask([['a', 3], 'a', why({ reason: 'STATIC', rule: 'r' })], 'number', 7);
  assert.equal(mixed.errorCode, 'TYPE_MISMATCH');
  assert.equal(mixed.value, 7);
  assert.deepEqual(mixed.done, [['explain', 'f'], ['get', 'f']]);
});

test('null_is_no_value_and_a_variation_of_it_is_still_a_variation', () => {
  const { done: _, ...plain } = ask([[], null, why({ reason: 'TARGETING_MATCH', rule: 'r' })], 'string', 'mine');
  assert.deepEqual(plain, { value: 'mine', reason: 'DEFAULT', flagMetadata: { assentReason: 'TARGETING_MATCH', rule: 'r' } });
  const split = ask([[null, 'x'], null, why({ reason: 'SPLIT', rule: 'r', experiment: trial })], 'string', 'mine');
  assert.deepEqual([split.value, split.reason, split.variant], ['mine', 'SPLIT', 'round']);
  const disabled = ask([['x'], null, why({ reason: 'DISABLED' })], 'string', 'mine');
  assert.deepEqual([disabled.value, disabled.reason, disabled.variant, disabled.errorCode], ['mine', 'DISABLED', undefined, undefined]);
});

test('features_that_ask_for_each_other_are_an_error_and_give_nothing', () => {
  const circle = ask([['x'], null, why({ reason: 'ERROR' })], 'string', 'mine');
  assert.deepEqual([circle.value, circle.reason, circle.errorCode, circle.flagMetadata.assentReason], ['mine', 'ERROR', 'GENERAL', 'ERROR']);
  assert.deepEqual(circle.done, [['explain', 'f']]);
});

test('what_gives_a_value_changes_with_rule_and_variation_and_not_with_the_reason_for_the_same', () => {
  assert.equal(giverOf(undefined), giverOf(why({})));
  assert.equal(giverOf(why({ reason: 'CONSENT_WITHHELD' })), giverOf(why({ reason: 'STALE' })));
  const split = { rule: 'r', experiment: trial };
  assert.equal(giverOf(why({ ...split, reason: 'SPLIT' })), giverOf(why({ ...split, reason: 'CACHED' })));
  const all = [
    why({}), why({ reason: 'DISABLED' }), why({ reason: 'ERROR' }), why({ rule: 'r' }), why({ rule: 's' }), why(split),
    why({ ...split, experiment: { ...trial, variation: 'square' } }), why({ ...split, experiment: { ...trial, key: 'other' } }),
  ].map(giverOf);
  assert.equal(new Set(all).size, all.length, all.join(' '));
});

test('as_many_features_are_followed_as_a_pack_has_and_past_that_all_may_have_changed', () => {
  const { features, given } = standIn();
  const followed = createFollowed();
  for (let index = 0; index < max_followed; ++index) {
    given['f' + index] = [['x'], 'x', why({})];
    followed.explain(features, 'f' + index);
  }
  assert.deepEqual(followed.changed(features), []);
  given.f7[2] = why({ rule: 'r' });
  assert.deepEqual(followed.changed(features), ['f7']);
  assert.deepEqual(followed.changed(features), []);
  given.more = [['x'], 'x', why({})];
  followed.explain(features, 'more');
  assert.equal(followed.changed(features), undefined);
});

test('it_is_ready_once_the_widget_answers_and_not_before', async () => {
  const heard = hear();
  const client = OpenFeature.getClient();
  const ready = OpenFeature.setProviderAndWait(new AssentProvider());
  await turn();
  assert.equal(client.providerStatus, ProviderStatus.NOT_READY);
  assert.equal(client.getBooleanDetails('f', true).errorCode, 'PROVIDER_NOT_READY');
  assert.deepEqual(heard, []);
  arrive(standIn({ f: [[true, false], false, why({ reason: 'STATIC', rule: 'r' })] }));
  await ready;
  assert.equal(client.providerStatus, ProviderStatus.READY);
  assert.deepEqual(client.getBooleanDetails('f', true), {
    flagKey: 'f', value: false, variant: 'rule:r', reason: 'STATIC', flagMetadata: { assentReason: 'STATIC', rule: 'r' },
  });
  assert.deepEqual(heard, [[ProviderEvents.Ready, undefined]]);
  assert.deepEqual(OpenFeature.providerMetadata, { name: 'assent' });
});

test('a_widget_that_does_not_come_is_an_error_and_one_that_comes_late_is_taken_all_the_same', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const heard = hear();
  const client = OpenFeature.getClient();
  const ready = OpenFeature.setProviderAndWait(new AssentProvider());
  context.mock.timers.tick(widget_timeout_ms - 1);
  await Promise.resolve();
  assert.equal(client.providerStatus, ProviderStatus.NOT_READY);
  context.mock.timers.tick(1);
  await assert.rejects(ready, /not there within 5000 ms/);
  assert.equal(client.providerStatus, ProviderStatus.ERROR);
  const { value, errorCode, reason } = client.getStringDetails('f', 'mine');
  assert.deepEqual([value, errorCode, reason], ['mine', 'PROVIDER_NOT_READY', 'ERROR']);
  context.mock.timers.reset();
  arrive(standIn({ f: [['a'], 'a', why({})] }));
  await turn();
  assert.equal(client.providerStatus, ProviderStatus.READY);
  assert.equal(client.getStringValue('f', 'mine'), 'a');
  const error = [ProviderEvents.Error, 'the widget was not there within 5000 ms'];
  assert.deepEqual(heard, [error, [ProviderEvents.Ready, undefined], [ProviderEvents.ConfigurationChanged, ['f']]]);
});

test('a_widget_that_fails_is_an_error_at_once_with_its_reason', async () => {
  const ready = OpenFeature.setProviderAndWait(new AssentProvider({ timeoutMs: 60_000 }));
  fail('pack_hash');
  await assert.rejects(ready, /the widget has failed: pack_hash/);
  assert.equal(OpenFeature.getClient().providerStatus, ProviderStatus.ERROR);
});

test('where_there_is_no_page_it_can_never_be_ready', async () => {
  delete globalThis.document;
  await assert.rejects(OpenFeature.setProviderAndWait(new AssentProvider()), { code: 'PROVIDER_FATAL' });
  assert.equal(OpenFeature.getClient().providerStatus, ProviderStatus.FATAL);
  assert.equal(OpenFeature.getClient().getNumberDetails('f', 3).errorCode, 'PROVIDER_FATAL');
  assert.equal(globalThis.assent, undefined);
});

test('a_change_is_told_with_the_features_that_were_asked_and_changed_and_else_not_at_all', async () => {
  const widget = standIn({ a: [['x', 'y'], 'x', undefined], b: [['x'], 'x', undefined], c: [['x', 'y'], 'x', undefined] });
  arrive(widget);
  await OpenFeature.setProviderAndWait(new AssentProvider());
  const client = OpenFeature.getClient();
  const heard = hear();
  client.getStringValue('a', '');
  client.getStringValue('b', '');
  client.getStringValue('gone', '');
  widget.changed();
  await turn();
  assert.deepEqual(heard, []);
  widget.given.a[2] = widget.given.c[2] = why({ reason: 'TARGETING_MATCH', rule: 'r' });
  widget.changed();
  await turn();
  assert.deepEqual(heard, [[ProviderEvents.ConfigurationChanged, ['a']]]);
  assert.equal(widget.done.some(([, id]) => id === 'c' || id === 'gone'), false, 'what nobody asked is not asked');
});

test('to_look_for_changes_asks_why_and_never_what_so_that_nobody_is_told_of_a_variation', async () => {
  const widget = standIn({ a: [['x', 'y'], 'x', why({ reason: 'SPLIT', rule: 'r', experiment: trial })] });
  arrive(widget);
  await OpenFeature.setProviderAndWait(new AssentProvider());
  OpenFeature.getClient().getStringValue('a', '');
  widget.done.length = 0;
  widget.changed();
  assert.deepEqual(widget.done, [['explain', 'a']]);
});

test('a_widget_that_decides_no_more_is_an_error_and_one_that_fails_elsewhere_is_none', async () => {
  const widget = standIn({ a: [['x', 'y'], 'y', why({ reason: 'STATIC', rule: 'r' })] });
  arrive(widget);
  await OpenFeature.setProviderAndWait(new AssentProvider());
  const client = OpenFeature.getClient();
  client.getStringValue('a', '');
  const heard = hear();
  fail('module_not_loaded');
  await turn();
  assert.deepEqual(heard, []);
  widget.given.a = [['x', 'y'], 'x', undefined];
  fail('core_stopped');
  await turn();
  assert.deepEqual(heard, [
    [ProviderEvents.ConfigurationChanged, ['a']],
    [ProviderEvents.Error, 'the widget decides no more: fallbacks are given'],
  ]);
  assert.equal(client.providerStatus, ProviderStatus.ERROR);
  assert.equal(client.getStringValue('a', ''), 'x', 'fallbacks go on');
});

test('of_a_context_nothing_is_used_unless_it_is_named_and_that_is_said_once_without_a_value', async () => {
  const widget = standIn();
  arrive(widget);
  await OpenFeature.setContext({ targetingKey: 'secret-1', plan: 'secret-2' });
  await OpenFeature.setProviderAndWait(new AssentProvider());
  await OpenFeature.setContext({ targetingKey: 'secret-3' });
  assert.deepEqual(widget.done, []);
  assert.equal(warned.mock.callCount(), 1);
  const said = warned.mock.calls[0].arguments.join(' ');
  assert.match(said, /targetingKey,plan/);
  assert.doesNotMatch(said, /secret/);
});

test('what_is_named_is_declared_when_it_changes_and_forgotten_when_it_goes', async () => {
  const widget = standIn();
  const context = { targetingKey: 'member', plan: 'plan', since: 'since', company: 'company', toString: 'text' };
  const provider = new AssentProvider({ context });
  const first = { targetingKey: 'm-1', plan: 'pro', since: new Date(0), constructor: 'x' };
  const ready = OpenFeature.setProviderAndWait(provider, first);
  arrive(widget);
  await ready;
  assert.deepEqual(widget.done, [['set', 'member', 'm-1'], ['set', 'plan', 'pro'], ['set', 'since', new Date(0)]]);
  widget.done.length = 0;
  const company = { name: 'a', since: new Date(0) };
  await OpenFeature.setContext({ targetingKey: 'm-1', plan: null, since: new Date(0), company, toString: 'a' });
  assert.deepEqual(widget.done, [['forget', 'plan'], ['set', 'company', { name: 'a', since: '1970-01-01T00:00:00.000Z' }], ['set', 'text', 'a']]);
  widget.done.length = 0;
  await OpenFeature.clearContext();
  assert.deepEqual(widget.done, [['forget', 'member'], ['forget', 'since'], ['forget', 'company'], ['forget', 'text']]);
  assert.equal(OpenFeature.getClient().providerStatus, ProviderStatus.READY);
});

test('a_context_that_changes_before_the_widget_is_there_counts_as_it_is_then_and_makes_nothing_ready', async () => {
  const widget = standIn();
  const ready = OpenFeature.setProviderAndWait(new AssentProvider({ context: { plan: 'plan' } }), { plan: 'free' });
  const changed = OpenFeature.setContext({ plan: 'pro' });
  await turn();
  assert.notEqual(OpenFeature.getClient().providerStatus, ProviderStatus.READY);
  arrive(widget);
  await Promise.all([ready, changed]);
  assert.deepEqual(widget.done, [['set', 'plan', 'pro']]);
  assert.equal(OpenFeature.getClient().providerStatus, ProviderStatus.READY);
});

test('a_context_that_is_no_json_is_an_error_and_hides_no_flag', async () => {
  const circle = {};
  circle.circle = circle;
  const ready = OpenFeature.setProviderAndWait(new AssentProvider({ context: { circle: 'any' } }), { circle });
  arrive(standIn({ a: [['x'], 'x', why({})] }));
  await assert.rejects(ready, /the context is no JSON/);
  assert.equal(OpenFeature.getClient().getStringValue('a', ''), 'x');
});

test('closed_it_hears_nothing_and_what_comes_afterwards_is_not_its_own', async () => {
  const widget = standIn({ a: [['x', 'y'], 'x', undefined] });
  arrive(widget);
  const provider = new AssentProvider();
  await OpenFeature.setProviderAndWait(provider);
  assert.equal(widget.listeners.size, 1);
  OpenFeature.getClient().getStringValue('a', '');
  await OpenFeature.clearProviders();
  assert.equal(widget.listeners.size, 0);
  assert.equal(provider.resolveStringEvaluation('a', 'mine').errorCode, 'PROVIDER_NOT_READY');

  delete globalThis.assent;
  const waiting = OpenFeature.setProviderAndWait(new AssentProvider({ context: { plan: 'plan' } }), { plan: 'pro' });
  const refused = assert.rejects(waiting, /closed before the widget was there/);
  await OpenFeature.clearProviders();
  await refused;
  widget.done.length = 0;
  arrive(widget);
  assert.deepEqual([widget.done, widget.listeners.size], [[], 0]);
});

test('a_provider_that_was_closed_can_be_set_again', async () => {
  const widget = standIn({ a: [['x'], 'x', why({})] });
  arrive(widget);
  const provider = new AssentProvider();
  await OpenFeature.setProviderAndWait(provider);
  await OpenFeature.setProviderAndWait(new AssentProvider());
  await OpenFeature.setProviderAndWait(provider);
  assert.equal(widget.listeners.size, 1);
  assert.equal(OpenFeature.getClient().getStringValue('a', ''), 'x');
});

test('a_tracked_event_is_a_goal_by_its_name_alone_where_the_widget_counts_goals', async () => {
  const widget = standIn();
  arrive(widget);
  await OpenFeature.setProviderAndWait(new AssentProvider());
  const client = OpenFeature.getClient();
  client.track('bought', { value: 99 });
  client.track('bought');
  assert.equal(warned.mock.callCount(), 1);
  widget.goal = (...of) => (widget.done.push(['goal', ...of]), true);
  client.track('bought', { value: 99, card: '4711' });
  assert.deepEqual(widget.done, [['goal', 'bought']]);
});

test('hooks_of_the_provider_run_for_every_client', async () => {
  const ran = [];
  const hook = (name) => ({ after: (_, { value }) => ran.push([name, value]) });
  arrive(standIn({ a: [['x'], 'x', why({})] }));
  const provider = new AssentProvider({ hooks: [hook('provider')] });
  await OpenFeature.setProviderAndWait(provider);
  await OpenFeature.setProviderAndWait('shop', provider);
  OpenFeature.getClient('shop').getStringValue('a', '');
  OpenFeature.getClient().getStringValue('a', '');
  assert.deepEqual(ran, [['provider', 'x'], ['provider', 'x']]);
});
