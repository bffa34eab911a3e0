// Features on a real page: fallbacks until the visitor has allowed more, what rules give afterwards and why, who is told,
// what is given again, and redirects that go no further than what may be told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useShop } from './support/shop.mjs';
import { phone, visit } from './support/visitor.mjs';

const everywhere = { collector: { as: 'decision' }, analyst: { as: 'decision' } };
const both = ['personalization', 'measurement'];
const kept = { title: 'Kept', type: 'any', source: 'declared', purposes: both, retention: 'P6M', leaves: everywhere };
const member = { title: 'Member number', type: 'any', path: 'id', source: 'declared', purposes: both, retention: 'P6M', leaves: everywhere };
const family = {
  title: 'Family', type: 'any', path: 'family.children', source: 'declared', purposes: ['personalization'], retention: 'P6M',
  leaves: { collector: { as: 'decision' } },
};
/** It may be read for personalization, and leaves only for measurement. */
const debts = {
  title: 'Debts', type: 'any', path: 'debts', source: 'declared', purposes: both, retention: 'P6M',
  leaves: { analyst: { as: 'decision' } },
};

const redirect = (key, condition, exposes) => ({
  key, condition, exposes, hashAttribute: 'id', variations: [{}, { urlRedirect: `/privacy.html?from=${key}` }], weights: [0, 1],
  urlPatterns: [{ include: true, type: 'simple', pattern: `*/sales-${key}.html` }], persistQueryString: true,
});

const features = {
  purpose: 'personalization',
  keeps: 'kept',
  features: {
    'family-tips': { defaultValue: 'none', rules: [{ id: 'with-children', condition: { 'family.children': { $gt: 0 } }, force: 'playgrounds' }] },
    button: {
      defaultValue: 'plain', exposes: ['collector'],
      rules: [{ id: 'trial', key: 'button-trial', variations: ['round', 'square'], meta: [{ key: 'round' }, { key: 'square' }], weights: [0, 1] }],
    },
  },
  experiments: [redirect('open', { 'family.children': { $exists: false } }, ['collector']), redirect('closed', { debts: { $gt: 0 } }, ['analyst'])],
};

const policy = {
  'site.json': (site) => ({
    ...site,
    destinations: { ...site.destinations, analyst: { title: '@destination.crm', purposes: ['measurement'] } },
  }),
  'attributes.json': (attributes) => ({ ...attributes, kept, member, family, debts }),
  'features.json': () => features,
};
const shop = useShop({
  attributes: 'data-region="DE"',
  policy,
  pages: { 'sales-open.html': '<!doctype html><title>Sales</title><!-- assent:snippet -->', 'sales-closed.html': '<!doctype html><title>Sales</title><!-- assent:snippet -->' },
});
const generous_ms = 20_000;

const ask = (visitor, act, given) =>
  visitor.page.evaluate(
    ([text, value]) => new Promise((done) => (window.assent ??= []).push((assent) => done(new Function('assent', 'value', `return ${text}`)(assent, value)))),
    [act, given],
  );
const get = (visitor, id) => ask(visitor, 'assent.features.get(value)', id);

async function arrive(path = '/', options = {}) {
  const visitor = await visit(shop.browser, options);
  await visitor.page.goto(shop.collector.origin + path);
  await visitor.part('assent-banner', 'accept');
  return visitor;
}
/** Chooses these purposes and no others. */
async function choose(visitor, purposes) {
  await visitor.click('assent-banner', 'choose');
  await visitor.part('assent-preferences', 'save');
  for (const id of purposes)
    await visitor.clickWhere((node, { name }) => node.localName === 'input' && name === id, `the switch of ${id}`);
  await visitor.click('assent-preferences', 'save');
}

test('a feature gives its fallback before consent and what its rules give afterwards', async () => {
  const visitor = await arrive();
  assert.equal(await ask(visitor, "assent.profile.set('family', 2)"), true);
  assert.equal(await get(visitor, 'family-tips'), 'none');
  assert.equal(await ask(visitor, "assent.features.explain('family-tips')"), undefined);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await get(visitor, 'family-tips')) === 'playgrounds', 'what the rule gives', generous_ms);
  assert.deepEqual(await ask(visitor, "assent.features.explain('family-tips')"), {
    feature: 'family-tips', reason: 'TARGETING_MATCH', rule: 'with-children', experiment: null,
    conditions: [{ rule: 0, attribute: 'family', source: 'declared', result: true, code: 'USED' }],
  });
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

test('a refusal gives fallbacks and loads no full core', async () => {
  const visitor = await arrive();
  await ask(visitor, "assent.profile.set('family', 2)");
  await visitor.click('assent-banner', 'reject');
  await visitor.page.waitForTimeout(1_500);
  assert.equal(await get(visitor, 'family-tips'), 'none');
  assert.equal(visitor.requests.some((each) => /full-[0-9a-f]+\.wasm$/.test(each.url())), false);
  await visitor.close();
});

test('what a visitor was given is told once, kept with the visitor\'s data, given again, and gone with the withdrawal', async () => {
  const visitor = await arrive();
  await ask(visitor, "assent.profile.set('member', 'm-1001')");
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await get(visitor, 'button')) === 'square', 'the variation', generous_ms);
  const exposures = () => shop.collector.rows("SELECT slot, experience, variant FROM exposures WHERE slot = 'feature:button'");
  await visitor.until(() => exposures().length > 0, 'the exposure', generous_ms);
  await get(visitor, 'button');
  assert.deepEqual(exposures(), [{ slot: 'feature:button', experience: 'button-trial', variant: 'square' }]);

  await visitor.page.reload();
  await visitor.until(async () => (await ask(visitor, "assent.features.explain('button')"))?.reason === 'CACHED', 'the kept one', generous_ms);
  assert.equal(await get(visitor, 'button'), 'square');

  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await visitor.until(async () => (await get(visitor, 'button')) === 'plain', 'the fallback', generous_ms);
  await visitor.close();
});

test('a visitor sees values of any type, and what was given, with all other data', async () => {
  const visitor = await arrive('/', { viewport: phone });
  await ask(visitor, "assent.profile.set('member', 'm-1004')");
  await ask(visitor, "assent.profile.set('debts', value)", { bank: [1200, 0.5], note: 'due "soon"', none: null });
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await get(visitor, 'button')) === 'square', 'the variation', generous_ms);
  await visitor.click('assent-banner', 'reopen');
  const list = await visitor.part('assent-preferences', 'data');
  const values = [...visitor.nodesBelow(list)]
    .filter((node) => visitor.attributesOf(node).part === 'value')
    .map((node) => node.children[0].nodeValue);
  assert.deepEqual(values, ['[["button-trial","square","member","m-1004",0]]', 'm-1004', '{"bank":[1200,0.5],"note":"due \\"soon\\"","none":null}']);
  await visitor.page.mouse.move(phone.width / 2, phone.height / 2);
  await visitor.page.mouse.wheel(0, 10_000);
  await visitor.page.waitForTimeout(400); // until what moves is at rest
  await visitor.screenshot('my-data-any-phone');
  await visitor.close();
});

test('a redirect takes visitors along whose data may be told, and nobody else', async () => {
  const visitor = await arrive('/sales-open.html?a=1');
  await ask(visitor, "assent.profile.set('member', 'm-1002')");
  await choose(visitor, ['personalization', 'measurement']);
  await visitor.page.waitForURL('**/privacy.html?from=open&a=1', { timeout: generous_ms });
  await visitor.close();

  const other = await arrive('/sales-closed.html');
  await ask(other, "assent.profile.set('member', 'm-1003')");
  await ask(other, "assent.profile.set('debts', 3)");
  await choose(other, ['personalization']); // so that the debts are read, and may be told to nobody
  await other.until(async () => (await ask(other, "assent.features.explain('experiment:closed')"))?.experiment?.in, 'the experiment', generous_ms);
  await other.page.waitForTimeout(1_000);
  assert.equal(new URL(other.page.url()).pathname, '/sales-closed.html');
  await other.close();
});
