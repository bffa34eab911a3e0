// The OpenFeature provider on a real page: OpenFeature's own SDK and the provider as it is built ask the real widget,
// before consent, after it, after its withdrawal, and where no widget comes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { root } from './support/collector.mjs';
import { useShop } from './support/shop.mjs';
import { visit } from './support/visitor.mjs';

const generous_ms = 20_000;
const purposes = ['personalization'];
const any = (path, purposes) => ({ title: path, type: 'any', path, source: 'declared', purposes, retention: 'P6M', leaves: { collector: { as: 'decision' } } });

const features = {
  purpose: 'personalization',
  keeps: 'kept',
  features: {
    tips: { defaultValue: 'none', rules: [{ id: 'with-children', condition: { 'family.children': { $gt: 0 } }, force: 'playgrounds' }] },
    button: {
      defaultValue: 'plain', exposes: ['collector'],
      rules: [{ id: 'trial', key: 'button-trial', variations: ['round', 'square'], meta: [{ key: 'round' }, { key: 'square' }], weights: [0, 1] }],
    },
    sale: { defaultValue: true },
    columns: { defaultValue: 3, rules: [{ force: 4 }] },
    layout: { defaultValue: { rows: [1, 2] } },
    empty: {},
    off: { defaultValue: false },
    behind: { defaultValue: 'x', rules: [{ parentConditions: [{ id: 'off', condition: { value: true }, gate: true }], force: 'y' }] },
  },
};

/** SDK and provider as one script, as a page would bundle them: `openfeature.OpenFeature`, `openfeature.AssentProvider`. */
const { outputFiles } = await build({
  stdin: {
    contents: "export * from '@openfeature/web-sdk'; export * from './web/openfeature/dist/index.js';",
    resolveDir: root,
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'openfeature',
});
const html = (more) => `<!doctype html><title>Flags</title><link rel="icon" href="data:,"><script src="/openfeature.js"></script>${more}`;

const shop = useShop({
  attributes: 'data-region="DE"',
  policy: {
    'attributes.json': (attributes) => ({ ...attributes, kept: any('kept', purposes), member: any('id', purposes), family: any('family.children', purposes) }),
    'features.json': () => features,
  },
  pages: {
    'openfeature.js': outputFiles[0].text,
    'flags.html': html('<!-- assent:snippet -->'),
    'no-widget.html': html(''),
  },
});

/** A page where `run(OpenFeature, value, openfeature)` is called with SDK and provider; what it says on `heard` is kept. */
async function arrive(path, prepare = () => {}) {
  const visitor = await visit(shop.browser);
  await prepare(visitor.page);
  await visitor.page.goto(shop.collector.origin + path, { waitUntil: 'domcontentloaded' });
  const run = (act, value) =>
    visitor.page.evaluate(
      ([text, value]) => new Function('value', `const { openfeature } = globalThis, { OpenFeature, AssentProvider } = openfeature; return (${text})(value)`)(value),
      [String(act), value],
    );
  return Object.assign(visitor, { run, details: (kind, id, otherwise, domain) => run(details, { kind, id, otherwise, domain }) });
}
/* global OpenFeature, AssentProvider, openfeature */
const details = ({ kind, id, otherwise, domain }) => OpenFeature.getClient(domain)[`get${kind}Details`](id, otherwise);

/** Every event from now on, as [event, flagsChanged], in `globalThis.heard`. */
const listen = () => {
  globalThis.heard = [];
  for (const event of Object.values(openfeature.ProviderEvents))
    OpenFeature.addHandler(event, ({ flagsChanged, domain }) => globalThis.heard.push([event, flagsChanged ?? null, domain ?? null]));
  globalThis.heard.length = 0;
};
const heard = () => globalThis.heard;
const setProvider = () => OpenFeature.setProviderAndWait(new AssentProvider());

async function flags(options) {
  const visitor = await arrive('/flags.html', options);
  await visitor.run(listen);
  await visitor.run(setProvider);
  return visitor;
}
/** Lets pass what waits for it, once it is opened. */
function hold() {
  const gate = {};
  gate.passed = new Promise((done) => (gate.open = done));
  return gate;
}
const declare = (visitor, attribute, value) =>
  visitor.run(({ attribute, value }) => new Promise((done) => window.assent.push((assent) => done(assent.profile.set(attribute, value)))), { attribute, value });

test('before_consent_a_flag_gives_its_fallback_with_the_reason_and_afterwards_what_its_rule_gives', async () => {
  const visitor = await flags();
  await declare(visitor, 'family', 2);
  await declare(visitor, 'member', 'm-1001');
  const fallback = { flagKey: 'tips', value: 'none', variant: 'default', reason: 'DEFAULT', flagMetadata: { assentReason: 'FALLBACK' } };
  assert.deepEqual(await visitor.details('String', 'tips', 'mine'), fallback);
  assert.equal((await visitor.details('Number', 'columns', 1)).value, 3);
  assert.deepEqual(await visitor.run(heard), [['PROVIDER_READY', null, null]]);

  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.details('String', 'tips', 'mine')).value === 'playgrounds', 'what the rule gives', generous_ms);
  assert.deepEqual(await visitor.details('String', 'tips', 'mine'), {
    flagKey: 'tips', value: 'playgrounds', variant: 'rule:with-children', reason: 'TARGETING_MATCH',
    flagMetadata: { assentReason: 'TARGETING_MATCH', rule: 'with-children' },
  });
  const { flagMetadata, ...button } = await visitor.details('String', 'button', 'mine');
  assert.deepEqual(button, { flagKey: 'button', value: 'square', variant: 'square', reason: 'SPLIT' });
  const { bucket, ...metadata } = flagMetadata;
  assert.deepEqual(metadata, { assentReason: 'SPLIT', rule: 'trial', experiment: 'button-trial', in: true });
  assert.ok(bucket >= 0 && bucket < 1, String(bucket));
  assert.equal((await visitor.details('String', 'button', 'mine')).reason, 'CACHED');
  const changes = (await visitor.run(heard)).slice(1);
  assert.deepEqual(changes[0], ['PROVIDER_CONFIGURATION_CHANGED', ['tips', 'columns'], null]);
  assert.deepEqual(changes.slice(1), [], 'nothing else has changed');
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('a_returning_visitor_hears_of_what_is_decided_and_a_withdrawal_takes_it_back_with_an_event', async () => {
  const visitor = await flags();
  await declare(visitor, 'family', 2);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.details('String', 'tips', 'mine')).value === 'playgrounds', 'what the rule gives', generous_ms);

  await visitor.page.reload();
  await visitor.run(listen);
  await visitor.run(() => {
    OpenFeature.addHandler('PROVIDER_READY', () => (globalThis.first = OpenFeature.getClient().getStringValue('tips', 'mine')));
    return OpenFeature.setProviderAndWait(new AssentProvider());
  });
  await visitor.until(async () => (await visitor.details('String', 'tips', 'mine')).value === 'playgrounds', 'the same again', generous_ms);
  const events = await visitor.run(heard);
  // Decided at once or with an event: never changed without a word.
  const changed = events.filter(([event]) => event === 'PROVIDER_CONFIGURATION_CHANGED');
  assert.deepEqual(changed, (await visitor.run(() => globalThis.first)) === 'none' ? [['PROVIDER_CONFIGURATION_CHANGED', ['tips'], null]] : []);

  await visitor.run(() => (globalThis.heard.length = 0));
  await visitor.details('Boolean', 'sale', false);
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(async () => (await visitor.run(heard)).length, 'the event', generous_ms);
  assert.deepEqual(await visitor.run(heard), [['PROVIDER_CONFIGURATION_CHANGED', ['tips'], null]]);
  const { value, reason, variant, flagMetadata } = await visitor.details('String', 'tips', 'mine');
  assert.deepEqual([value, reason, variant, flagMetadata.assentReason], ['none', 'DEFAULT', 'default', 'CONSENT_WITHHELD']);
  await visitor.close();
});

test('a_variation_that_an_event_tells_of_is_kept_by_then', async () => {
  const visitor = await flags();
  await declare(visitor, 'member', 'm-1003');
  const { value, variant } = await visitor.details('String', 'button', 'mine');
  assert.deepEqual([value, variant], ['plain', 'default']);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.run(heard)).length > 1, 'the event', generous_ms);
  assert.deepEqual((await visitor.run(heard)).slice(1), [['PROVIDER_CONFIGURATION_CHANGED', ['button'], null]]);
  const again = await visitor.details('String', 'button', 'mine');
  assert.deepEqual([again.value, again.variant, again.reason], ['square', 'square', 'CACHED']);
  await visitor.close();
});

test('a_refusal_changes_nothing_and_tells_nothing', async () => {
  const visitor = await flags();
  await declare(visitor, 'family', 2);
  await visitor.details('String', 'tips', 'mine');
  await visitor.click('assent-banner', 'reject');
  await visitor.page.waitForTimeout(1_500);
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'none');
  assert.deepEqual(await visitor.run(heard), [['PROVIDER_READY', null, null]]);
  await visitor.close();
});

test('every_kind_of_value_comes_as_its_kind_and_as_no_other_and_a_name_that_nobody_knows_is_not_found', async () => {
  const visitor = await flags();
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.details('Number', 'columns', 1)).value === 4, 'the decision', generous_ms);
  const given = async (...of) => {
    const { value, reason, errorCode } = await visitor.details(...of);
    return errorCode ? [value, errorCode] : [value, reason];
  };
  assert.deepEqual(await given('Number', 'columns', 1), [4, 'STATIC']);
  assert.deepEqual(await given('Boolean', 'sale', false), [true, 'DEFAULT']);
  assert.deepEqual(await given('Object', 'layout', { mine: 1 }), [{ rows: [1, 2] }, 'DEFAULT']);
  assert.deepEqual(await given('String', 'empty', 'mine'), ['mine', 'DEFAULT']);
  assert.deepEqual(await given('Object', 'empty', ['mine']), [['mine'], 'DEFAULT']);
  assert.deepEqual(await given('String', 'behind', 'mine'), ['mine', 'DISABLED']);
  assert.deepEqual(await given('String', 'columns', 'mine'), ['mine', 'TYPE_MISMATCH']);
  assert.deepEqual(await given('Boolean', 'layout', false), [false, 'TYPE_MISMATCH']);
  assert.deepEqual(await given('Object', 'sale', { mine: 1 }), [{ mine: 1 }, 'TYPE_MISMATCH']);
  for (const id of ['gone', 'toString', '__proto__', '']) assert.deepEqual(await given('Number', id, 1), [1, 'FLAG_NOT_FOUND'], id);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('who_asks_for_the_wrong_type_is_given_no_variation_and_nobody_is_told_of_one', async () => {
  const exposures = () => shop.collector.rows("SELECT slot, experience, variant FROM exposures WHERE slot = 'feature:button'").length;
  const visitor = await flags();
  await declare(visitor, 'member', 'm-1002');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.details('Number', 'columns', 1)).value === 4, 'the decision', generous_ms);
  const before = exposures();
  assert.equal((await visitor.details('Number', 'button', 1)).errorCode, 'TYPE_MISMATCH');
  await visitor.page.waitForTimeout(6_000); // past a flush
  assert.equal(exposures(), before);
  assert.equal((await visitor.details('String', 'button', 'mine')).value, 'square');
  await visitor.until(() => exposures() === before + 1, 'the exposure', generous_ms);
  await visitor.close();
});

test('hooks_of_api_client_call_and_provider_run_in_their_order_with_variant_and_reason', async () => {
  const visitor = await arrive('/flags.html');
  const ran = await visitor.run(async () => {
    const ran = [];
    const hook = (name) => ({
      before: ({ flagKey }) => void ran.push(`${name} before ${flagKey}`),
      after: (_, { variant, reason }) => void ran.push(`${name} after ${variant} ${reason}`),
      error: (_, { code }) => void ran.push(`${name} error ${code}`),
      finally: (_, { value }) => void ran.push(`${name} finally ${value}`),
    });
    await OpenFeature.setProviderAndWait(new AssentProvider({ hooks: [hook('provider')] }));
    const client = OpenFeature.getClient();
    OpenFeature.addHooks(hook('api'));
    client.addHooks(hook('client'));
    client.getStringValue('tips', 'mine', { hooks: [hook('call')] });
    ran.push('-');
    client.getStringValue('gone', 'mine');
    return ran;
  });
  const inward = ['api', 'client', 'call', 'provider'];
  const outward = [...inward].reverse();
  const error_outward = outward.filter((name) => name !== 'call');
  assert.deepEqual(ran, [
    ...inward.map((name) => `${name} before tips`),
    ...outward.map((name) => `${name} after default DEFAULT`),
    ...outward.map((name) => `${name} finally none`),
    '-',
    ...inward.filter((name) => name !== 'call').map((name) => `${name} before gone`),
    ...error_outward.map((name) => `${name} error FLAG_NOT_FOUND`),
    ...error_outward.map((name) => `${name} finally mine`),
  ]);
  await visitor.close();
});

test('clients_of_several_domains_each_have_their_provider_and_its_events', async () => {
  const visitor = await arrive('/flags.html');
  await visitor.run(async () => {
    const shared = new AssentProvider();
    await Promise.all([
      OpenFeature.setProviderAndWait('one', shared),
      OpenFeature.setProviderAndWait('two', new AssentProvider()),
      OpenFeature.setProviderAndWait('three', shared),
    ]);
    globalThis.byDomain = { one: [], two: [], three: [], none: [] };
    for (const [domain, list] of Object.entries(globalThis.byDomain))
      OpenFeature.getClient(domain).addHandler('PROVIDER_CONFIGURATION_CHANGED', ({ flagsChanged }) => list.push(flagsChanged));
    OpenFeature.getClient('one').getStringValue('tips', 'mine');
    OpenFeature.getClient('two').getNumberValue('columns', 1);
  });
  await declare(visitor, 'family', 1);
  assert.equal((await visitor.details('String', 'tips', 'mine', 'none')).value, 'mine', 'a domain without a provider has the SDK\'s own');
  await visitor.click('assent-banner', 'accept');
  await visitor.until(() => visitor.run(() => globalThis.byDomain.one.length && globalThis.byDomain.two.length), 'the events', generous_ms);
  assert.deepEqual(await visitor.run(() => globalThis.byDomain), { one: [['tips']], two: [['columns']], three: [['tips']], none: [] });
  for (const domain of ['one', 'two', 'three'])
    assert.equal((await visitor.details('String', 'tips', 'mine', domain)).value, 'playgrounds', domain);
  await visitor.run(() => OpenFeature.clearProviders());
  assert.equal((await visitor.details('String', 'tips', 'mine', 'one')).value, 'mine');
  await visitor.close();
});

test('a_context_is_no_profile_unless_the_page_says_so_and_then_consent_decides', async () => {
  const visitor = await flags();
  await visitor.run(() => OpenFeature.setContext({ family: 3, 'family.children': 3 }));
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await visitor.details('String', 'tips', 'mine')).flagMetadata.assentReason === 'DEFAULT', 'a decision', generous_ms);
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'none');
  await visitor.run(() => OpenFeature.setProviderAndWait(new AssentProvider({ context: { children: 'family' } })));
  await visitor.run(() => OpenFeature.setContext({ children: 3 }));
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'playgrounds');
  assert.equal((await visitor.run(heard)).at(-1)[0], 'PROVIDER_CONTEXT_CHANGED');
  await visitor.run(() => OpenFeature.clearContext());
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'none');
  await visitor.close();

  const refusing = await arrive('/flags.html');
  await refusing.run(() => OpenFeature.setProviderAndWait(new AssentProvider({ context: { children: 'family' } }), { children: 3 }));
  await refusing.click('assent-banner', 'reject');
  await refusing.page.waitForTimeout(1_000);
  assert.equal((await refusing.details('String', 'tips', 'mine')).value, 'none');
  await refusing.close();
});

test('where_no_widget_comes_there_is_an_error_event_and_every_flag_gives_the_page_s_default', async () => {
  const visitor = await arrive('/no-widget.html');
  await visitor.run(listen);
  const said = await visitor.run(() => OpenFeature.setProviderAndWait(new AssentProvider({ timeoutMs: 200 })).then(() => 'ready', ({ message }) => message));
  assert.equal(said, 'the widget was not there within 200 ms');
  assert.deepEqual(await visitor.run(heard), [['PROVIDER_ERROR', null, null]]);
  const { value, reason, errorCode } = await visitor.details('String', 'tips', 'mine');
  assert.deepEqual([value, reason, errorCode], ['mine', 'ERROR', 'PROVIDER_NOT_READY']);
  await visitor.close();
});

test('a_widget_that_comes_late_is_ready_with_an_event', async () => {
  const gate = hold();
  const visitor = await arrive('/flags.html', (page) => page.route('**/assent.js', (route) => gate.passed.then(() => route.continue())));
  await visitor.run(listen);
  await assert.rejects(visitor.run(() => OpenFeature.setProviderAndWait(new AssentProvider({ timeoutMs: 200 }))), /not there within 200 ms/);
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'mine');
  gate.open();
  await visitor.until(async () => (await visitor.run(heard)).length === 3, 'the events', generous_ms);
  assert.deepEqual(await visitor.run(heard), [
    ['PROVIDER_ERROR', null, null], ['PROVIDER_READY', null, null], ['PROVIDER_CONFIGURATION_CHANGED', ['tips'], null],
  ]);
  assert.equal((await visitor.details('String', 'tips', 'mine')).value, 'none');
  await visitor.close();
});

test('a_widget_that_fails_says_why_at_once', async () => {
  const gate = hold();
  const visitor = await arrive('/flags.html', (page) => page.route('**/boot*', (route) => gate.passed.then(() => route.abort())));
  const said = visitor.run(() =>
    OpenFeature.setProviderAndWait(new AssentProvider({ timeoutMs: 60_000 })).then(() => 'ready', ({ message }) => message));
  await visitor.details('String', 'tips', 'mine'); // so that it waits by now
  gate.open();
  assert.equal(await said, 'the widget has failed: boot_not_loaded');
  assert.equal(await visitor.run(() => OpenFeature.getClient().providerStatus), 'ERROR');
  await visitor.close();
});
