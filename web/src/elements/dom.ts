// Makes the nodes of our elements. Texts go in as text, never as markup, and styles as sheets that a strict policy
// allows; shadow roots are closed, so page scripts see neither the profile nor the switches.

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

/** Gives an element its name in the page, unless the page has taken it; `placed` hears that one came into the page. */
export function define(tag: string, placed = () => {}): void {
  class Named extends HTMLElement {
    connectedCallback() {
      placed();
    }
  }
  if (!customElements.get(tag)) customElements.define(tag, Named);
}
