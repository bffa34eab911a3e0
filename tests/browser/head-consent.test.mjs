// The stub and the real widget together, seen by a tag that reads every signal at the moment it comes: under no opt-in
// regime is anything granted that rests on a choice before the visitor has made it, also when they come back.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, startCollector } from './support/collector.mjs';
import { tagFor } from './support/fake-tag.mjs';
import { putInHead, stubOf } from './support/head.mjs';
import { startBrowser, visit } from './support/visitor.mjs';

/** Of the example site: what rests on strictly necessary purposes alone. */
const without_a_choice = ['security_storage'];

const presets = readdirSync(join(root, 'policies/regimes'))
  .map((file) => ({ ...JSON.parse(readFileSync(join(root, 'policies/regimes', file), 'utf8')), id: basename(file, '.json') }))
  .filter(({ model }) => model === 'opt-in');

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

async function visitWithTag(collector, region, context_options = {}) {
  const visitor = await visit(browser, context_options);
  await putInHead(visitor, stubOf(collector) + tagFor(region));
  const moments = () => visitor.page.evaluate('window.moments');
  return {
    ...visitor,
    moments,
    come: () => visitor.page.goto(collector.origin),
    untilGranted: () => visitor.until(async () => (await moments()).at(-1).includes('analytics_storage'), 'a signal that something is granted'),
    /** What was granted at some moment although it rests on a choice. */
    granted: async () => [...new Set((await moments()).flat())].filter((type) => !without_a_choice.includes(type)),
  };
}

test('there are opt-in regimes', () => assert.ok(presets.length > 5));

for (const { id, regions } of presets)
  test(`${id}: a tag sees nothing granted before the visitor’s choice`, async () => {
    const region = regions?.[0] ?? '';
    const site = (as_it_is) => ({ ...as_it_is, regimes: [id, 'none'] });
    const collector = await startCollector({ attributes: `data-region="${region}"`, site });
    try {
      const visitor = await visitWithTag(collector, region);
      await visitor.come();
      await visitor.part('assent-banner', 'accept');
      assert.deepEqual(await visitor.granted(), [], 'before the choice');
      await visitor.click('assent-banner', 'accept');
      await visitor.untilGranted();

      await visitor.come();
      await visitor.untilGranted();
      const moments = await visitor.moments();
      assert.deepEqual(moments[0].filter((type) => !without_a_choice.includes(type)), [], 'a returning visitor begins denied');
      await visitor.close();

      const refusing = await visitWithTag(collector, region);
      await refusing.come();
      await refusing.click('assent-banner', 'reject');
      await refusing.part('assent-banner', 'reopen');
      assert.deepEqual(await refusing.granted(), [], 'after a refusal');
      await refusing.come();
      await refusing.part('assent-banner', 'reopen');
      assert.deepEqual(await refusing.granted(), [], 'and when they come back');
      assert.deepEqual(refusing.problems, []);
      await refusing.close();
    } finally {
      await collector.stop();
    }
  });
