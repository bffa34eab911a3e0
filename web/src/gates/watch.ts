// Word of gated elements that come into the page or change, as single-page apps add them. Looks only at what changed,
// so that a busy page pays nothing for it; never writes to the page.

const attributes = ['data-assent-service', 'data-src', 'data-srcset', 'data-href'];

/** Calls back after nodes that match `selector` came in or changed, and after a frame or a part of the page went. */
export function watchGated(selector: string, changed: () => void): void {
  const isGated = (node: Node) =>
    node instanceof Element && (node.matches(selector) || node.querySelector(selector) !== null);
  new MutationObserver((records) => {
    const is_news = records.some(
      ({ type, target, addedNodes, removedNodes }) =>
        (type === 'attributes' && isGated(target)) || [...addedNodes, ...removedNodes].some(isGated),
    );
    if (is_news) changed();
  }).observe(document, { childList: true, subtree: true, attributeFilter: attributes });
}
