// What our elements draw is behind closed shadow roots: no script of the page comes in by the element's internals, by a
// root that the page wrote itself, or by a class that took one of our names first.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { bundleParts, openParts } from './support/parts.mjs';
import { useShop } from './support/shop.mjs';
import { visit, withoutPanel } from './support/visitor.mjs';

const shop = useShop();
const generous_ms = 20_000;
let script;
before(async () => (script = await bundleParts('slots/content.ts', 'slots/values.ts')));

/** A visitor who has been with us before and allows everything; `prepare` comes before the page's first script. */
async function arrive(prepare) {
  const visitor = await withoutPanel(await visit(shop.browser));
  const warnings = [];
  visitor.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  if (prepare) await visitor.page.addInitScript(prepare);
  await visitor.page.goto(shop.collector.origin);
  await visitor.page.evaluate(() => (window.assent ??= []).push((assent) => assent.profile.set('loyalty', 271)));
  await visitor.click('assent-banner', 'accept');
  const isDecided = () => visitor.page.evaluate(() => window.assent.decide?.('home.offers')?.experience === 'welcome-back');
  await visitor.until(isDecided, 'the offers of somebody who was here before', generous_ms);
  return { ...visitor, warnings };
}

const add = (visitor, html) =>
  visitor.page.evaluate((text) => {
    const place = document.createElement('div');
    place.id = 'added';
    place.setHTMLUnsafe(text);
    document.body.prepend(place);
  }, html);

/** All the text below a node, closed roots included. */
const textOf = (visitor, node) =>
  [...visitor.nodesBelow(node)].map(({ nodeType, nodeValue }) => (nodeType === 3 ? nodeValue : '')).join(' ');

/** What the only element that `selector` finds shows in its root. */
async function shownIn(visitor, selector) {
  const { result } = await visitor.cdp.send('Runtime.evaluate', { expression: `document.querySelector('${selector}')` });
  if (!result.objectId) return '';
  const { node } = await visitor.cdp.send('DOM.describeNode', { objectId: result.objectId, depth: -1, pierce: true });
  return (node.shadowRoots ?? []).map((root) => textOf(visitor, root)).join(' ');
}
const shows = (visitor, selector, text) =>
  visitor.until(async () => (await shownIn(visitor, selector)).includes(text), `"${text}" in ${selector}`, generous_ms);

const openCenter = async (visitor) => {
  await visitor.click('assent-banner', 'reopen');
  await visitor.part('assent-preferences', 'save');
};

test('no_element_gives_its_internals_to_a_page_script', async () => {
  const visitor = await arrive();
  await add(visitor, '<assent-data></assent-data>');
  await visitor.until(() => visitor.page.locator('assent-value').count(), 'a value in a slot', generous_ms);
  await shows(visitor, 'assent-value', '271');
  await shows(visitor, 'assent-data', '271');
  await visitor.click('assent-why[slot="home.offers"]', 'open');
  await shows(visitor, 'assent-why[slot="home.offers"]', '271');
  await openCenter(visitor);
  await shows(visitor, 'assent-preferences', '271');
  const told = await visitor.page.evaluate(() =>
    ['assent-banner', 'assent-preferences', 'assent-data', 'assent-why', 'assent-value'].map((tag) => {
      const host = document.querySelector(tag);
      try {
        return [tag, String(host.attachInternals().shadowRoot)];
      } catch ({ name }) {
        return [tag, name, host.shadowRoot];
      }
    }),
  );
  for (const [tag, ...answer] of told) assert.deepEqual(answer, ['NotSupportedError', null], tag);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

const root_flags = ['', 'shadowrootserializable', 'shadowrootclonable', 'shadowrootserializable shadowrootclonable', 'shadowrootdelegatesfocus'];
/** An element with a closed root of the page's, out of which something hands that root to the page. */
const rooted = (tag, more, flags) =>
  `<${tag} ${more}><template shadowrootmode="closed" ${flags}><img src="data:," onerror="(window.held ??= []).push(this.getRootNode())"></template></${tag}>`;

for (const [tag, more] of [['assent-data', ''], ['assent-why', 'slot="home.offers"']])
  test(`nothing_goes_into_a_root_that_the_page_wrote_for_${tag}`, async () => {
    const visitor = await arrive();
    const roots = root_flags.map((flags) => rooted(tag, more, flags)).join('');
    await add(visitor, `${roots}<${tag} ${more} id="fine"></${tag}>`);
    const opened = await visitor.page.evaluate((name) => {
      const host = document.createElement(name);
      host.attachShadow({ mode: 'open' });
      host.slot = 'home.offers';
      document.querySelector('#added').prepend(host);
      return host.isConnected;
    }, tag);
    assert.ok(opened);
    await visitor.page.waitForFunction((count) => window.held?.length === count, root_flags.length);
    await openCenter(visitor);
    await shows(visitor, '#fine', tag === 'assent-data' ? '271' : 'Why this?');
    const seen = await visitor.page.evaluate((name) => {
      const hosts = [...document.querySelectorAll(`#added > ${name}:not(#fine)`)];
      return {
        hidden: hosts.map(({ hidden }) => hidden),
        printed: document.querySelector('#added').getHTML({ serializableShadowRoots: true, shadowRoots: window.held }),
        held: window.held.map((root) => root.textContent + root.childElementCount).join(),
      };
    }, tag);
    assert.deepEqual(seen.hidden, [true, ...root_flags.map(() => true)]);
    assert.doesNotMatch(seen.printed + seen.held, /271|Why this/);
    assert.equal(visitor.warnings.filter((text) => text.includes('a shadow root of the page')).length, 1 + root_flags.length);
    assert.deepEqual(visitor.problems, []);
    await visitor.close();
  });

test('a_page_that_has_taken_the_names_sees_nothing_and_the_visitor_still_sees_the_facts', async () => {
  const visitor = await arrive(() => {
    window.taken = [];
    for (const tag of ['assent-data', 'assent-preferences'])
      customElements.define(tag, class extends HTMLElement {
        constructor() {
          super();
          window.taken.push([this, this.attachInternals()]);
        }
      }); // prettier-ignore
  });
  await add(visitor, '<assent-data></assent-data>');
  await openCenterAnywhere(visitor);
  const { root } = await visitor.cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  assert.match(textOf(visitor, root), /271/);
  const seen = await visitor.page.evaluate(() => window.taken.map(([host, { shadowRoot }]) => [host.localName, shadowRoot, host.hidden]));
  assert.ok(seen.some(([name]) => name === 'assent-data') && seen.some(([name]) => name === 'assent-preferences'));
  for (const [name, shadowRoot, hidden] of seen) assert.deepEqual([shadowRoot, hidden], [null, false], name);
  assert.deepEqual(visitor.problems, []);
  await visitor.close();
});

/** The preference center, whatever its element is named. */
async function openCenterAnywhere(visitor) {
  await visitor.click('assent-banner', 'reopen');
  const isSave = (node) => node.nodeType === 1 && /(^| )save( |$)/.test(visitor.attributesOf(node).part ?? '');
  const find = async () => {
    const { root } = await visitor.cdp.send('DOM.getDocument', { depth: -1, pierce: true });
    return [...visitor.nodesBelow(root)].some(isSave);
  };
  await visitor.until(find, 'the preference center', generous_ms);
}

test('content_brings_no_root_for_a_value', async () => {
  const { page } = await openParts(shop.browser, script, '<!doctype html><p>page</p>');
  const read = (html) =>
    page.evaluate((text) => {
      try {
        const variants = parts.readContent(new TextEncoder().encode(text), { createHTML: (each) => each });
        return [...variants.values()].map(({ nodes }) => nodes.querySelectorAll('template').length);
      } catch ({ reason }) {
        return reason;
      }
    }, html);
  const holding = (inner) => `<template data-experience="a"><assent-value attribute="name">${inner}</assent-value></template>`;
  assert.deepEqual(await read(holding('you')), [0]);
  for (const flags of root_flags)
    assert.equal(await read(holding(`<template shadowrootmode="closed" ${flags}>you</template>`)), 'content_refused', flags);
  await page.close();
});

test('a_value_goes_into_no_root_that_was_there', async () => {
  const { page } = await openParts(shop.browser, script, '<!doctype html><div id="place"></div>');
  const printed = await page.evaluate((all) => {
    const symbols = { attributes: [{ id: 'name', type: 'text' }], texts: {}, language: 'en' };
    const values = parts.createValues(() => symbols, () => 'Ada');
    const place = document.querySelector('#place');
    const root = (flags) => `<template shadowrootmode="closed" ${flags}></template>`;
    place.setHTMLUnsafe(all.map((flags) => `<assent-value attribute="name">${root(flags)}</assent-value>`).join(''));
    values.show(place, ['name'], values.ask(['name'], 0));
    return place.getHTML({ serializableShadowRoots: true });
  }, root_flags);
  assert.doesNotMatch(printed, /Ada/);
  await page.close();
});
