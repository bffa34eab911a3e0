// What the browser keeps for a page and what the page's markup says at one moment, asked by the DevTools protocol and
// from a JavaScript world of its own, where no page script can answer. Names only: no value is taken.
import { explain_script } from './explain.mjs';
import { limits } from './limits.mjs';

/** Globals by which other consent managers are known. */
const managers = {
  OneTrust: ['OneTrust', 'OptanonWrapper', 'Optanon'],
  Cookiebot: ['Cookiebot', 'CookiebotCallback_OnLoad'],
  Klaro: ['klaro', 'klaroConfig'],
  'vanilla-cookieconsent': ['CookieConsent', 'initCookieConsent'],
  'cookieconsent of Osano': ['cookieconsent'],
  CookieYes: ['getCkyConsent', 'revisitCkyConsent', 'cookieyes'],
  tarteaucitron: ['tarteaucitron'],
  Didomi: ['Didomi', 'didomiOnReady', 'didomiConfig'],
  Usercentrics: ['UC_UI', 'usercentrics', '__ucCmp'],
};

function* framesBelow({ frame, childFrames = [] }) {
  yield frame;
  for (const child of childFrames) yield* framesBelow(child);
}

/** The sessions of the page: its own, and one of each frame that has a process of its own. */
async function sessionsOf({ context, page, cdp }) {
  const frames = page.frames().filter((frame) => frame.parentFrame());
  const others = await Promise.all(frames.map((frame) => context.newCDPSession(frame).catch(() => undefined)));
  return [cdp, ...others.filter(Boolean)];
}

async function keysOfFrame(cdp, frame) {
  const { storageKey } = await cdp.send('Storage.getStorageKeyForFrame', { frameId: frame.id });
  const ask = (method, options) => cdp.send(method, options).catch(() => ({}));
  const items = async (is_local) => {
    const { entries = [] } = await ask('DOMStorage.getDOMStorageItems', { storageId: { storageKey, isLocalStorage: is_local } });
    return entries.map(([name]) => name);
  };
  const { databaseNames = [] } = await ask('IndexedDB.requestDatabaseNames', { storageKey });
  const { caches = [] } = await ask('CacheStorage.requestCacheNames', { storageKey });
  const { origin } = new URL(storageKey.split('^')[0]); // what follows names the partition
  const named = (kind, names) => names.map((name) => ({ kind, name, origin }));
  return [
    ...named('local storage', await items(true)),
    ...named('session storage', await items(false)),
    ...named('database', databaseNames),
    ...named('cache', caches.map(({ cacheName }) => cacheName)),
  ];
}

/** Keys, databases and caches of all frames, each once. */
async function collectKeys(visit) {
  const found = new Map();
  for (const cdp of await sessionsOf(visit)) {
    await cdp.send('DOMStorage.enable').catch(() => {});
    const { frameTree } = await cdp.send('Page.getFrameTree');
    for (const frame of framesBelow(frameTree)) {
      // A frame without an origin of its own keeps nothing.
      const keys = await keysOfFrame(cdp, frame).catch(() => []);
      for (const key of keys) found.set(JSON.stringify(key), key);
    }
    if (cdp !== visit.cdp) await cdp.detach().catch(() => {});
  }
  return [...found.values()];
}

async function collectCookies({ context }) {
  const cookies = await context.cookies();
  return cookies.map(({ name, domain, path, expires, httpOnly, secure, sameSite }) => ({
    name,
    domain,
    path,
    http_only: httpOnly,
    secure,
    same_site: sameSite,
    lasts_s: expires < 0 ? 0 : Math.max(0, Math.round(expires - Date.now() / 1_000)),
  }));
}

/** Runs in a world of its own: the gated elements and the embeds. */
function readPage() {
  const embeds = [...document.querySelectorAll('script[data-site][data-key]')].map((script) => ({
    src: script.src,
    site: script.getAttribute('data-site'),
    collector: script.getAttribute('data-collector') ?? '',
    nonce: script.nonce,
  }));
  const banners = document.querySelectorAll('assent-banner').length;
  const metas = [...document.querySelectorAll('meta[http-equiv="content-security-policy" i]')].map((meta) => meta.content);
  return { embeds, banners, metas, elements: explained.readElements(document) };
}

export async function collectMarkup({ cdp }) {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId: contextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    contextId,
    expression: `${explain_script};(${readPage})()`,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** What the page's own world says: what stands, and which other managers are there. */
export function askPage({ page }) {
  return page.evaluate((known) => {
    // An element with an id is a property of window too.
    const isThere = (name) => window[name] !== undefined && !(window[name] instanceof Node) && !(window[name] instanceof HTMLCollection);
    let granted;
    try {
      granted = [...window.assent.consent.get().granted].map(String);
    } catch {
      granted = undefined; // the widget does not run
    }
    return { granted, managers: Object.keys(known).filter((name) => known[name].some(isThere)) };
  }, managers);
}

/** All that is there now. */
export async function collect(visit) {
  const [{ granted, managers: others }, markup, cookies, keys] = await Promise.all([askPage(visit), collectMarkup(visit), collectCookies(visit), collectKeys(visit)]);
  return { granted, managers: others, ...markup, cookies, keys };
}

/** Runs in an empty page: what the markup said before any script changed it. */
function readAuthored(html) {
  const authored = new DOMParser().parseFromString(html, 'text/html');
  const scripts = [...authored.querySelectorAll('script')].map((script) => ({
    src: script.getAttribute('src') ?? '',
    type: script.type,
    is_stub: script.hasAttribute('data-assent-head'),
    is_embed: script.hasAttribute('data-site') && script.hasAttribute('data-key'),
    is_late: script.src !== '' && (script.async || script.defer || script.type === 'module'),
    names_tag: /\b(gtag|dataLayer|uetq|clarity|fbq|_paq|ttq)\b/.test(script.text),
  }));
  return { scripts };
}

export async function readMarkup(browser, html) {
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    return await page.evaluate(readAuthored, html.slice(0, limits.markup_bytes));
  } finally {
    await context.close();
  }
}
