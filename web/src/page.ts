// Facts about the page and word of its changes. Reads the page; never writes to it.

/** Resolves when the page's own markup is complete. */
export const parsed = (): Promise<unknown> | undefined =>
  document.readyState === 'loading'
    ? new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve))
    : undefined;

/** Resolves when somebody looks at the page: what a browser renders ahead is nobody's visit yet. */
export const looked = (): Promise<unknown> | undefined =>
  (document as { prerendering?: boolean }).prerendering
    ? new Promise((resolve) => document.addEventListener('prerenderingchange', resolve))
    : undefined;

let painted = false;

/**
 * Calls back once what has just been drawn is on the screen; at once where nobody looks or the page is left. What
 * `follows` from something that has waited already does not wait for another frame.
 */
export function afterPaint(act: () => void, follows = false): void {
  const run = () => {
    removeEventListener('visibilitychange', run, true);
    painted = true;
    act();
    painted = false;
    act = () => {};
  };
  if (document.hidden) return act();
  if (painted && follows) return queueMicrotask(act);
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

/** True while what a script does may be the answer to what the visitor has just done; where the browser cannot tell, it is not. */
export const isByVisitor = (): boolean => !!navigator.userActivation?.isActive;

/** Calls back when nodes came in, and once at first. */
export function watchNodes(grew: () => void): void {
  grew();
  new MutationObserver(grew).observe(document, { childList: true, subtree: true });
}

/** Calls back when another document is on its way here, where the browser tells so early. */
export function watchLeaving(leaves: () => void): void {
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener('navigate', (event) => {
    const { destination, downloadRequest } = event as Event & {
      destination: { sameDocument: boolean };
      downloadRequest: string | null;
    };
    if (!destination.sameDocument && downloadRequest === null) leaves();
  });
}

/**
 * Calls back when the address changed without a load. A fragment is no new page, nor is an address that was only tidied:
 * another query in the place of the same path's.
 */
export function watchAddress(moved: () => void): void {
  const address = () => location.pathname + location.search;
  const pathOf = (of: string) => of.split('?')[0];
  let last = address();
  const { navigation } = window as { navigation?: EventTarget };
  (navigation ?? window).addEventListener(navigation ? 'currententrychange' : 'popstate', (event) => {
    const before = last;
    last = address();
    const is_tidied = (event as { navigationType?: string }).navigationType === 'replace' && pathOf(before) === pathOf(last);
    if (before !== last && !is_tidied) moved();
  });
}
