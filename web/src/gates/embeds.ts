// Frames, images and style sheets of a service: gives them their address once it is allowed and takes it back when it
// no longer is. What the page's markup had there before comes back then.

import { gated, isWeb } from './element';

export interface Embeds {
  /** Brings every gated element of the page to where its service stands. */
  scan(): void;
}

export interface EmbedsHost {
  /** Of this very element: its service is allowed, or the visitor has asked for it once. */
  mayLoad(element: Element): boolean;
  /** A frame stands empty, or has been given its content. */
  frame(frame: HTMLIFrameElement, is_loaded: boolean): void;
}

/** The attributes that load something, in the order in which they are set: an image with candidates loads one file. */
const loading: ReadonlyMap<string, readonly string[]> = new Map([
  ['IFRAME', ['src']],
  ['IMG', ['srcset', 'src']],
  ['SOURCE', ['srcset']],
  ['LINK', ['href']],
]);

/** What an element was given, and what the page had in its place. */
interface Loaded {
  given: string;
  before: [name: string, value: string | null][];
}

export function createEmbeds({ mayLoad, frame }: EmbedsHost): Embeds {
  const loaded = new WeakMap<Element, Loaded>();

  const load = (element: Element, names: readonly string[]) => {
    const wanted = names.filter((name) => element.hasAttribute('data-' + name));
    const address = (name: string) => element.getAttribute('data-' + name)!;
    const given = wanted.map(address).join(' ');
    const last = loaded.get(element);
    if (!given || last?.given === given) return;
    if (!wanted.every((name) => name === 'srcset' || isWeb(address(name)))) return;
    const before = wanted.map((name): Loaded['before'][0] => [name, element.getAttribute(name)]);
    loaded.set(element, { given, before: last?.before ?? before });
    // The head stub's guard does not hold what is set by this name: a frame may load once though its service may not.
    for (const name of wanted) element.setAttributeNS(null, name, address(name));
  };

  const takeBack = (element: Element, { before }: Loaded) => {
    for (const [name, value] of before)
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    loaded.delete(element);
    // An image that has lost its address is drawn as a broken one; one that never had it is not.
    if (element.tagName === 'IMG') element.replaceWith(element.cloneNode());
    // What runs in a frame ends when the frame leaves the page; an empty one comes back.
    if (element.tagName !== 'IFRAME') return;
    const { parentNode, nextSibling } = element;
    element.remove();
    parentNode?.insertBefore(element, nextSibling);
  };

  return {
    scan() {
      for (const element of document.querySelectorAll(gated)) {
        const names = loading.get(element.tagName);
        if (!names) continue;
        if (mayLoad(element)) load(element, names);
        else if (loaded.has(element)) takeBack(element, loaded.get(element)!);
        if (element instanceof HTMLIFrameElement && element.hasAttribute('data-src')) frame(element, loaded.has(element));
      }
    },
  };
}
