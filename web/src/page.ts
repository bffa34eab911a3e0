// Facts about the page and word of its changes. Reads the page; never writes to it.

/** Resolves when the page's own markup is complete. */
export const parsed = (): Promise<unknown> | undefined =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve))
    : undefined;

/** Calls back once what has just been drawn is on the screen; at once where nobody looks or the page is left. */
export function afterPaint(act: () => void): void {
  const run = () => {
    removeEventListener('visibilitychange', run, true);
    act();
    act = () => {};
  };
  if (document.hidden) return act();
  addEventListener('visibilitychange', run, true);
  requestAnimationFrame(() => setTimeout(run));
}

/** Calls back when the browser has nothing better to do. */
export const whenIdle = (act: () => void): void => void (window.requestIdleCallback ?? setTimeout)(act);

/** Facts about the page, in the order of `names`; empty where there is none. */
export function readFacts(names: readonly string[]): string[] {
  const query = new URLSearchParams(location.search);
  return names.map((name) => {
    if (name === 'path') return location.pathname;
    if (name === 'referrer') return document.referrer;
    if (name === 'language') return document.documentElement.lang;
    return query.get(name.replace('query.', '')) ?? '';
  });
}

/** Calls back when nodes came in, and once at first. */
export function watchNodes(grew: () => void): void {
  grew();
  new MutationObserver(grew).observe(document, { childList: true, subtree: true });
}

/** Calls back when the address changed without a load; a fragment is no new page. */
export function watchAddress(moved: () => void): void {
  const address = () => location.pathname + location.search;
  let last = address();
  const { navigation } = window as { navigation?: EventTarget };
  (navigation ?? window).addEventListener(navigation ? 'currententrychange' : 'popstate', () => {
    if (last !== (last = address())) moved();
  });
}
