// A page with the head stub in it, as `./dev build` made it, and origins that note what arrives. For one test file.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import { root } from './collector.mjs';
import { startOrigin } from './origins.mjs';
import { startBrowser, visit } from './visitor.mjs';

export const head = readFileSync(join(root, 'web/dist/head.js'), 'utf8');
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');

/** The stub, inline; `config` is an object, or the very text of the attribute. */
export const withStub = (config, attributes = '') =>
  `<script ${attributes} data-assent-head='${attribute(typeof config === 'string' ? config : JSON.stringify(config))}'>${head}</script>`;

/** The stub as `assent snippet` prints it for the policy of a collector. */
export function stubOf({ data }) {
  const policy = join(data, '../policies/aurora-travel');
  const printed = execFileSync(
    join(root, 'build/native/assent'),
    ['snippet', '--site', 'aurora-travel', '--data', data, '--policy', policy, '--head', join(root, 'web/dist/head.js')],
    { encoding: 'utf8' },
  );
  return printed.slice(0, printed.indexOf('</script>') + '</script>'.length);
}

/** Puts `inHead` at the beginning of the head of each page that `visitor` opens. */
export const putInHead = (visitor, inHead) =>
  visitor.page.route(/\/(\w+\.html)?$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<head[^>]*>/, (tag) => tag + inHead) });
  });

/**
 * `site` is the page's own origin, `listed` one that the tests guard, `other` one that they do not. They and the
 * browser are there while the file's tests run.
 */
export function useOrigins() {
  const origins = {};
  before(async () => {
    origins.browser = await startBrowser();
    [origins.site, origins.listed, origins.other] = await Promise.all([startOrigin(), startOrigin(), startOrigin()]);
  });
  after(async () => {
    await origins.browser?.close();
    await Promise.all([origins.site, origins.listed, origins.other].map((each) => each?.close()));
  });
  beforeEach(() => {
    for (const each of [origins.site, origins.listed, origins.other]) each.arrived.length = 0;
  });
  return origins;
}

/** A visitor on a page with `inHead` in its head, who has the origins at hand as `listed` and `other`. */
export async function open({ browser, site, listed, other }, inHead, options = {}) {
  site.pages['/page.html'] =
    `<!doctype html><html lang="en"><head><meta charset="utf-8">${inHead}</head><body><p>Page</p></body></html>`;
  const visitor = await visit(browser, options);
  const warnings = [];
  visitor.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await visitor.page.addInitScript(
    ([listed, other]) => {
      Object.assign(window, { listed, other, violations: [] });
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
    },
    [listed.origin, other.origin],
  );
  await visitor.page.goto(site.origin + '/page.html');
  return {
    ...visitor,
    warnings,
    run: (script, argument) => visitor.page.evaluate(script, argument),
    /** As the widget does: takes the handle once, and tells it each time. */
    tell: (allowed, settled) =>
      visitor.page.evaluate(
        ([allowed, settled]) => {
          window.taken ??= window.assentHead;
          delete window.assentHead;
          window.taken(allowed, settled);
        },
        [allowed, settled],
      ),
    /** Paths that the browser has asked of an origin, in its order. */
    asked: (of) =>
      visitor.requests.filter((each) => each.url().startsWith(of.origin)).map((each) => new URL(each.url()).pathname),
    /** After everything that was under way has ended. */
    async settle() {
      await visitor.page.evaluate(async (address) => {
        await fetch(address + '/last');
        await new Promise((resolve) => setTimeout(resolve));
      }, other.origin);
      await visitor.page.waitForLoadState('networkidle');
    },
  };
}
