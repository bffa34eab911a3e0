// The placeholder in a frame's box: what it says and offers, that only the visitor's own click loads, that nothing of
// the page moves, and that it is read and reached like everything else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serviceOf, startGated } from './support/gated.mjs';
import { desktop, phone, visit } from './support/visitor.mjs';

/** Frames as sites lay them out: in a box of their own, as wide as the column, and as narrow as it gets. */
const layouts = (origins) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Films</title>
<link rel="icon" href="/art/mark.svg"><!-- assent:snippet -->
<script>
document.querySelector('[data-site]').dataset.region = new URLSearchParams(location.search).get('region') ?? 'DE';
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value, sources }) => ({ value, nodes: sources.map(({ node }) => node?.nodeName + '#' + node?.id) })))).observe({ type: 'layout-shift', buffered: true });
</script>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
.wide { position: relative; aspect-ratio: 16 / 9; }
.wide iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; border-radius: 12px; }
</style></head>
<body><main><h1>Films</h1>
<div class="wide"><iframe id="wide" data-assent-service="${serviceOf(3)}" data-src="${origins[3]}/film.html" title="One hour on the Bergen line"></iframe></div>
<p>Text before <iframe id="narrow" data-assent-service="${serviceOf(9)}" data-src="${origins[9]}/film.html" title="A short film" width="200" height="260"></iframe> and after.</p>
<iframe id="pixel" data-assent-service="${serviceOf(9)}" data-src="${origins[9]}/film.html" width="1" height="1" title="Nothing to see"></iframe>
<p id="last">The end.</p></main></body></html>`;

let gated;
before(async () => (gated = await startGated({ pages: (origins) => ({ 'films.html': layouts(origins) }) })));
after(() => gated?.stop());

async function come({ region = 'DE', gpc = false, ...options } = {}) {
  gated.log.length = 0;
  const visitor = await visit(gated.browser, { viewport: desktop, ...options });
  if (gpc) await visitor.context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await visitor.page.goto(`${gated.collector.origin}/films.html?region=${region}`);
  await visitor.part('assent-placeholder', 'placeholder');
  return visitor;
}
const boxes = (visitor) =>
  visitor.page.evaluate(() =>
    ['wide', 'narrow'].map((id) => {
      const box = (node) => Object.values(node.getBoundingClientRect().toJSON()).slice(0, 4).map(Math.round);
      const frame = document.getElementById(id);
      return { frame: box(frame), placeholder: box(frame.previousElementSibling) };
    }),
  );
const parts = (visitor, node) => [...visitor.nodesBelow(node)].flatMap((each) => visitor.attributesOf(each).part ?? []);
const settled = (visitor) => visitor.page.waitForTimeout(600);
async function look(visitor, name) {
  await visitor.page.mouse.move(1, 1);
  await settled(visitor);
  await visitor.screenshot(name);
}
const reject = async (visitor) => {
  await visitor.click('assent-banner', 'reject');
  await visitor.part('assent-banner', 'reopen');
};

test('a placeholder lies in the box of its frame, also after the window changed, and moves nothing', async () => {
  const visitor = await come();
  const before = await visitor.page.evaluate(() => document.querySelector('#last').getBoundingClientRect().top);
  for (const { frame, placeholder } of await boxes(visitor)) assert.deepEqual(placeholder, frame);
  assert.equal(await visitor.page.locator('assent-placeholder:not([hidden])').count(), 2, 'a frame of one pixel has none');
  await reject(visitor);
  await look(visitor, 'placeholders-desktop');
  const shifts = () => visitor.page.evaluate(() => window.shifts.splice(0).filter(({ value }) => value > 0.001));
  assert.deepEqual(await shifts(), [], 'none when placeholders come');
  await visitor.page.setViewportSize({ width: 700, height: 900 });
  await settled(visitor);
  for (const { frame, placeholder } of await boxes(visitor)) assert.deepEqual(placeholder, frame);
  await visitor.page.setViewportSize(desktop);
  await settled(visitor);
  assert.equal(await visitor.page.evaluate(() => document.querySelector('#last').getBoundingClientRect().top), before);
  await shifts(); // those of the window's own size
  await visitor.click('assent-placeholder', 'load-once');
  await visitor.page.frameLocator('#wide').locator('text=Film 3').waitFor();
  assert.equal(await visitor.page.evaluate(() => document.querySelector('#last').getBoundingClientRect().top), before);
  await settled(visitor);
  assert.deepEqual(await shifts(), [], 'none when the content comes');
  await visitor.close();
});

for (const [name, options] of Object.entries({
  'placeholders-phone': { viewport: phone },
  'placeholders-dark': { colorScheme: 'dark' },
  'placeholders-forced-colors': { forcedColors: 'active' },
}))
  test(`${name}: every word is inside the box`, async () => {
    const visitor = await come(options);
    await reject(visitor);
    await look(visitor, name);
    const wide = await visitor.part('assent-placeholder', 'placeholder');
    const around = await visitor.boxOf(wide);
    for (const part of ['title', 'body', 'load-once', 'always-allow']) {
      const box = await visitor.boxOf(await visitor.part('assent-placeholder', part));
      assert.ok(box.left >= around.left && box.left + box.width <= around.left + around.width + 0.5, part);
      assert.ok(box.top >= around.top, part);
    }
    await visitor.close();
  });

test('load once loads this frame on this page, without a record', async () => {
  const visitor = await come();
  await reject(visitor);
  const records = () => visitor.posts().filter(({ path }) => path === '/v1/consents').length;
  await visitor.until(() => records() === 1, 'the record of the refusal');
  await visitor.click('assent-placeholder', 'load-once');
  await visitor.page.frameLocator('#wide').locator('text=Film 3').waitFor();
  assert.equal(await visitor.page.evaluate(() => document.activeElement.id), 'wide', 'the focus goes on with the content');
  await settled(visitor);
  assert.deepEqual([...new Set(gated.log.map(({ number }) => number))], [3], 'this one and no other');
  assert.equal(records(), 1);
  const before = gated.log.length;
  await visitor.page.reload();
  await visitor.part('assent-placeholder', 'placeholder');
  await settled(visitor);
  assert.equal(gated.log.length, before, 'not on the next page');
  await visitor.close();
});

test('a click made by a script loads nothing', async () => {
  const visitor = await come();
  for (const part of ['load-once', 'always-allow']) {
    const { object } = await visitor.cdp.send('DOM.resolveNode', { backendNodeId: (await visitor.part('assent-placeholder', part)).backendNodeId });
    await visitor.cdp.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: 'function () { this.click(); this.dispatchEvent(new MouseEvent("click", { bubbles: true })); }',
    });
  }
  await settled(visitor);
  assert.deepEqual(gated.log, []);
  assert.ok(!(await visitor.page.evaluate(() => window.assent.consent.get().granted)).includes('marketing'));
  await visitor.close();
});

test('always allow allows the purposes of the service, is on record as that, and a withdrawal brings the placeholder back', async () => {
  const visitor = await come();
  await visitor.click('assent-placeholder', 'always-allow');
  await visitor.page.frameLocator('#wide').locator('text=Film 3').waitFor();
  assert.deepEqual(await visitor.page.evaluate(() => window.assent.consent.get().granted), ['necessary', 'marketing']);
  const record = await visitor.until(
    () => visitor.posts().filter(({ path }) => path === '/v1/consents').map(({ body }) => JSON.parse(body)).at(-1),
    'the consent record',
  );
  assert.equal(record.act, 'service');
  await visitor.page.evaluate(() => window.assent.consent.update({ marketing: false }));
  await visitor.part('assent-placeholder', 'placeholder');
  assert.equal(await visitor.page.locator('iframe[src]').count(), 0);
  await visitor.close();
});

test('a refusal takes back what was loaded once before it', async () => {
  const visitor = await come();
  await visitor.click('assent-placeholder', 'load-once');
  await visitor.page.frameLocator('#wide').locator('text=Film 3').waitFor();
  await reject(visitor);
  await visitor.page.waitForFunction(() => document.querySelectorAll('iframe[src]').length === 0);
  await visitor.close();
});

test('under the signal nothing is offered that would not hold', async () => {
  const visitor = await come({ region: 'US-CA', gpc: true });
  const found = parts(visitor, await visitor.part('assent-placeholder', 'placeholder'));
  assert.ok(found.includes('button load-once') && found.includes('note'));
  assert.ok(!found.includes('button always-allow'));
  await look(visitor, 'placeholders-gpc');
  await visitor.close();
});

test('a placeholder is a group with a name, and its buttons say what they are about', async () => {
  const visitor = await come();
  const read = async (part) => {
    const { backendNodeId } = await visitor.part('assent-placeholder', part);
    const { nodes } = await visitor.cdp.send('Accessibility.getPartialAXTree', { backendNodeId, fetchRelatives: false });
    return [nodes[0].role.value, nodes[0].name.value];
  };
  assert.deepEqual(await read('placeholder'), ['group', 'Tag 3 would load here']);
  assert.deepEqual(await read('load-once'), ['button', 'Load once: One hour on the Bergen line']);
  assert.deepEqual(await read('always-allow'), ['button', 'Always allow: One hour on the Bergen line']);
  await visitor.close();
});
