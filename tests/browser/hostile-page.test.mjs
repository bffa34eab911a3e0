// Pages that do it wrong: the widget twice, the API in the wrong order, other consent managers beside it, a storage
// that is full. Nothing is unlocked that the visitor has not allowed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { in_order, startGated } from './support/gated.mjs';
import { visit } from './support/visitor.mjs';

const { resolve } = createRequire(import.meta.url);
const peer = (name, file) => readFileSync(join(dirname(resolve(`${name}/package.json`)), 'dist', file), 'utf8');
const settled_ms = 1_500;

let gated;
before(async () => (gated = await startGated()));
after(() => gated?.stop());

async function come(prepare = async () => {}) {
  gated.log.length = 0;
  const visitor = await visit(gated.browser);
  await prepare(visitor.page);
  await visitor.page.goto(gated.collector.origin + '/gated.html');
  await visitor.part('assent-banner', 'accept');
  return visitor;
}
const ran = (visitor) => visitor.page.evaluate(() => window.ran ?? []);
const nothingLoaded = async (visitor) => {
  await visitor.page.waitForTimeout(settled_ms);
  assert.deepEqual(gated.log, []);
  assert.deepEqual(await ran(visitor), []);
};

test('a page with two copies of the widget has one banner, and everything runs once', async () => {
  const visitor = await come((page) =>
    page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => {
        const first = document.querySelector('[data-site]');
        const second = document.createElement('script');
        for (const { name, value } of first.attributes) second.setAttribute(name, value);
        first.after(second);
      }),
    ),
  );
  const warned = visitor.page.evaluate(() => document.querySelectorAll('script[data-site]').length);
  assert.equal(await warned, 2);
  await nothingLoaded(visitor);
  assert.equal(await visitor.page.locator('assent-banner').count(), 1);
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await ran(visitor)).length >= in_order.length, 'every script to run');
  await visitor.page.waitForTimeout(settled_ms);
  assert.deepEqual(await ran(visitor), in_order);
  await visitor.close();
});

test('a script of another name on window.assent is left alone, and nothing is unlocked', async () => {
  gated.log.length = 0;
  const visitor = await visit(gated.browser);
  await visitor.page.addInitScript(() => (window.assent = { theirs: true }));
  await visitor.page.goto(gated.collector.origin + '/gated.html');
  await nothingLoaded(visitor);
  assert.deepEqual(await visitor.page.evaluate(() => window.assent), { theirs: true });
  await visitor.close();
});

test('calls in the wrong order are told apart from grants', async () => {
  const visitor = await come((page) =>
    page.addInitScript(() => {
      window.heard = [];
      window.assent = [
        null,
        'consent',
        ['consent', 'update'],
        () => {
          throw new Error('of the page');
        },
        (assent) => assent.consent.update({ marketing: true, measurement: true, nothing: true }),
        (assent) => assent.consent.onChange((consent) => window.heard.push(consent)),
        (assent) => window.heard.push(assent.consent.get()),
      ];
    }),
  );
  await nothingLoaded(visitor);
  assert.deepEqual(await visitor.page.evaluate(() => window.heard[0].granted), ['necessary']);
  await visitor.page.evaluate(() => window.assent.consent.update({ measurement: false }));
  await visitor.page.evaluate(() => window.assent.consent.update({ measurement: true }));
  await nothingLoaded(visitor);
  assert.deepEqual(await visitor.page.evaluate(() => window.assent.consent.get().granted), ['necessary']);
  await visitor.close();
});

test('other consent managers on the page, with a yes to everything, unlock nothing of ours', async () => {
  const visitor = await come();
  await visitor.page.addScriptTag({ content: peer('vanilla-cookieconsent', 'cookieconsent.umd.js') });
  await visitor.page.evaluate(() => {
    window.klaroConfig = {
      version: 1,
      elementID: 'klaro',
      lang: 'en',
      default: true,
      mustConsent: false,
      translations: { en: { purposes: { analytics: 'Measurement' } } },
      services: Array.from({ length: 30 }, (_, at) => ({ name: 'tag-' + at, purposes: ['analytics'], default: true })),
    };
    const texts = { consentModal: { title: 'Privacy', acceptAllBtn: 'Accept' }, preferencesModal: { sections: [] } };
    return window.CookieConsent.run({
      hideFromBots: false,
      categories: { analytics: {} },
      language: { default: 'en', translations: { en: texts } },
    }).then(() => window.CookieConsent.acceptCategory('all'));
  });
  await visitor.page.addScriptTag({ content: peer('klaro', 'klaro.js') });
  await visitor.page.evaluate(() => {
    const manager = window.klaro.getManager();
    manager.changeAll(true);
    manager.saveAndApplyConsents();
  });
  assert.ok(await visitor.page.evaluate(() => window.CookieConsent.acceptedCategory('analytics')), 'the other has its yes');
  await nothingLoaded(visitor);
  await visitor.click('assent-banner', 'reject');
  await nothingLoaded(visitor);
  await visitor.close();
});

test('a withdrawal into a full storage leaves no grant for the next page', async () => {
  const visitor = await come();
  await visitor.click('assent-banner', 'accept');
  await visitor.until(async () => (await ran(visitor)).length === in_order.length, 'every script to run');
  await visitor.page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await visitor.click('assent-banner', 'reopen');
  await visitor.click('assent-preferences', 'reject');
  await visitor.part('assent-placeholder', 'placeholder');
  gated.log.length = 0;
  await visitor.page.reload();
  await visitor.part('assent-banner', 'accept');
  await nothingLoaded(visitor);
  await visitor.close();
});

test('a storage that throws keeps a choice for the page and unlocks no more than that', async () => {
  const visitor = await come((page) =>
    page.addInitScript(() => {
      for (const area of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, area, {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        });
    }),
  );
  await nothingLoaded(visitor);
  await visitor.click('assent-banner', 'reject');
  await visitor.part('assent-banner', 'reopen');
  await nothingLoaded(visitor);
  await visitor.close();
});

test('what is printed has no banner, no placeholder and no note', async () => {
  const visitor = await come();
  await visitor.part('assent-placeholder', 'placeholder');
  await visitor.page.emulateMedia({ media: 'print' });
  const drawn = () =>
    visitor.page.evaluate(() => [...document.querySelectorAll('assent-banner, assent-placeholder')].filter((host) => getComputedStyle(host).display !== 'none').length);
  assert.equal(await drawn(), 0);
  await visitor.page.emulateMedia({ media: 'screen' });
  assert.ok((await drawn()) > 1);
  await visitor.close();
});
