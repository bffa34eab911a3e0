// A visitor in Chromium: a fresh profile, every request on record, and real clicks inside the widget's closed shadow
// roots, which no page script could make.
import { chromium } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './collector.mjs';

export const screenshots = join(root, 'build/screenshots');
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

const flags = ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * `with_back_forward_cache`: pages that were left may come back as they were, which drivers of browsers switch off.
 * `headless: false` takes a display, and then a hover or a press reaches the screen at once, as it does for people:
 * without one, Chromium shows neither before the next change of the page.
 */
export const startBrowser = ({ with_back_forward_cache = false, headless = true } = {}) =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless,
    args: flags,
    ignoreDefaultArgs: with_back_forward_cache ? ['--disable-back-forward-cache'] : [],
  });

/** Every node below `node` in a CDP document tree, shadow roots and frames included. */
function* nodesBelow(node) {
  yield node;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? []), ...(node.contentDocument ? [node.contentDocument] : [])])
    yield* nodesBelow(child);
}

function attributesOf(node) {
  const list = node.attributes ?? [];
  return Object.fromEntries(Array.from({ length: list.length / 2 }, (_, at) => [list[2 * at], list[2 * at + 1]]));
}

/** Opens a page for a new visitor, or another tab of one whose `context` is given. Other `options` go to the context. */
export async function visit(browser, { context: known, ...options } = {}) {
  const context = known ?? (await browser.newContext({ viewport: desktop, ...options }));
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const requests = [];
  const problems = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));

  const find = async (matches) => {
    const { root: document } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
    for (const node of nodesBelow(document)) if (node.nodeType === 1 && matches(node, attributesOf(node))) return node;
    return undefined;
  };
  /** An element of ours alone: the whole document takes ten times as long. */
  const findHost = async (element) => {
    const { result } = await cdp.send('Runtime.evaluate', { expression: `document.querySelector('${element}')` });
    if (!result.objectId) return undefined;
    // Between the two the page may have gone, and then there is nothing of it to find.
    const described = cdp.send('DOM.describeNode', { objectId: result.objectId, depth: -1, pierce: true });
    return described.then(({ node }) => node, () => undefined);
  };
  const withPart = (element, part) => {
    const parts = part.split(' ');
    return async () => {
      const host = await findHost(element);
      if (!host) return undefined;
      for (const node of nodesBelow(host))
        if (node.nodeType === 1 && parts.every((one) => (attributesOf(node).part ?? '').split(' ').includes(one))) return node;
      return undefined;
    };
  };
  const until = async (look, what, timeout_ms = 10_000) => {
    for (const end = Date.now() + timeout_ms; Date.now() < end; await page.waitForTimeout(25)) {
      const found = await look();
      if (found) return found;
    }
    throw new Error(`waited in vain for ${what}`);
  };
  const boxOf = async (node) => {
    const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId: node.backendNodeId });
    const [left, top, , , right, bottom] = model.border;
    return { left, top, width: right - left, height: bottom - top };
  };
  /** What `look` finds, once it is laid out: a part may stand in a layer that is only about to open. */
  const laidOut = (look) => async () => {
    const node = await look();
    return node && boxOf(node).then(() => node, () => undefined);
  };
  const clickNode = async (node) => {
    await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: node.backendNodeId });
    const { left, top, width, height } = await boxOf(node);
    await page.mouse.click(left + width / 2, top + height / 2);
  };

  return {
    context,
    page,
    cdp,
    requests,
    problems,
    until,
    boxOf,
    nodesBelow,
    attributesOf,
    /** The element with this part inside a widget element, once it is there. */
    part: (element, part) => until(withPart(element, part), `part ${part} of ${element}`),
    /** The same, now: undefined where it is not there. */
    partNow: (element, part) => withPart(element, part)(),
    /** A trusted click on a part of a widget element. */
    async click(element, part) {
      await clickNode(await until(laidOut(withPart(element, part)), `part ${part} of ${element}`));
    },
    /** A trusted click on the node that `matches(node, attributes)` finds anywhere, closed shadow roots included. */
    async clickWhere(matches, what) {
      await clickNode(await until(laidOut(() => find(matches)), what));
    },
    /** Requests to the collector that carry something: [route, body, headers]. */
    posts: () =>
      requests
        .filter((request) => request.method() !== 'GET' && request.method() !== 'OPTIONS')
        .map((request) => ({ path: new URL(request.url()).pathname, body: request.postData() ?? '', headers: request.headers() })),
    /** All that the browser stores for the page. */
    stored: () =>
      page.evaluate(async () => ({
        local: Object.fromEntries(Object.entries(localStorage)),
        session: Object.fromEntries(Object.entries(sessionStorage)),
        databases: (await indexedDB.databases()).map((each) => each.name),
        cookies: document.cookie,
        caches: await caches.keys(),
      })),
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    async close() {
      // Answers that a test has changed may still be on their way; a page that has crashed has none.
      for (const each of context.pages()) await each.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => {});
      await context.close();
    },
  };
}

/** Whether a file whose address contains `part` has come to the page that is open, as its browser keeps account. */
export const isLoaded = ({ page }, part) =>
  page.evaluate((text) => performance.getEntriesByType('resource').some(({ name }) => name.includes(text)), part);

/** Whether this is the text of the second-layer document (web/src/second-layer.ts). */
export const isSecondLayer = (body) => body.startsWith('{"controller"');

/** Those of `requests` that asked for the second-layer document, by what the answers hold. */
export async function requestsOfSecondLayer({ requests }) {
  const found = [];
  for (const request of requests.filter((each) => new URL(each.url()).pathname.startsWith('/packs/')))
    if (isSecondLayer(await (await request.response()).text())) found.push(request);
  return found;
}

/** The panel beside the demo is no part of the shop: it writes itself anew all the time, and shows "my data" unasked. */
export async function withoutPanel(visitor) {
  await visitor.page.route('**/panel.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  return visitor;
}
