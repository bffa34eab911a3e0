// Makes the nodes of our elements. Texts go in as text, never as markup, and styles as sheets that a strict policy
// allows; shadow roots are closed, so page scripts see neither the profile nor the switches.

import { warn } from '../announce';
import { bare } from '../plain';

/** An element with attributes and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]!);
  node.append(...children);
  return node;
}

/** A button that hears only of clicks, with whether the visitor made them. */
export function button(part: string, text: string, act: (trusted: boolean) => void): HTMLButtonElement {
  const node = make('button', { type: 'button', part }, text);
  node.onclick = (event) => act(event.isTrusted);
  return node;
}

/** A sentence about an age, with the age that the regime names. */
export const inYears = (text: string, age: number) => text.replace('{age}', String(age));

/** The closed shadow root of one of our elements, with its style sheets. Focusing the element focuses what is in it. */
export function closedRoot(host: HTMLElement, ...sheets: string[]): ShadowRoot {
  const root = host.attachShadow(bare({ mode: 'closed' as const, delegatesFocus: true }));
  root.adoptedStyleSheets = sheets.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return root;
}

const claimed = new WeakMap<Element, ElementInternals>();

/**
 * For the constructor of an element of ours: takes its internals, which are given out once. Through them any script of
 * the page would reach the closed root.
 */
export function claim(host: HTMLElement): void {
  claimed.set(host, host.attachInternals());
}

/** True of an element that is ours, not of a page's own class by the same name, and has no shadow root yet. */
export const isFree = (host: Element): boolean => claimed.get(host)?.shadowRoot === null;

/**
 * The closed root of an element that the page wrote. Undefined where the page has taken the name, and where the element has
 * a root: one from markup would be given to us as it is, while the page may hold it, or have it printed or cloned.
 */
export function rootIn(host: HTMLElement, ...sheets: string[]): ShadowRoot | undefined {
  if (!claimed.has(host)) return undefined;
  try {
    if (isFree(host)) return closedRoot(host, ...sheets);
  } catch {
    // The page attached its root before the element was ours: the internals do not tell of it.
  }
  host.hidden = true;
  warn('an element stays empty: it has a shadow root of the page', host);
  return undefined;
}

/** Gives an element its name in the page, unless the page has taken it; `placed` hears that one came into the page. */
export function define(tag: string, placed = () => {}): void {
  class Named extends HTMLElement {
    constructor() {
      super();
      claim(this);
    }
    connectedCallback() {
      placed();
    }
  }
  if (!customElements.get(tag)) customElements.define(tag, Named);
}
