// The gated elements of a page: what their markup says, and why each is locked or not. Reads markup only; it releases
// nothing.

import { isAllowed, type Service } from './places';

/** What the markup of one element with data-assent-service says. */
export interface GatedElement {
  tag: string;
  service: string;
  address: string; // without its query; "" where it has none
  is_web: boolean; // the address is one of the web
  type: string;
  holds: boolean; // it has data-src, data-srcset or data-href
  loads: 'nothing' | 'own' | 'held'; // by src, srcset or href: what the page wrote there, or what was held
  nonce: string;
}

export type Why =
  | 'unknown_service'
  | 'wrong_element'
  | 'runs_at_once'
  | 'loads_at_once'
  | 'no_address'
  | 'wrong_address'
  | 'no_nonce'
  | 'not_granted'
  | 'loaded'
  | 'waits';

export interface Verdict {
  locked: boolean;
  why: Why;
  /** Whether the page's people must change something. */
  wrong: boolean;
  missing: string[]; // purposes that do not stand
}

const gated_tags = ['script', 'iframe', 'img', 'source', 'link'];
const held_types = ['text/plain', 'text/locked'];
const addresses = ['src', 'srcset', 'href'];

/** An address as people may see it: a query may name a visitor. */
export const withoutQuery = (address: string): string => address.replace(/[?#].*$/s, '').slice(0, 200);

function isWeb(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address, document.baseURI).protocol);
  } catch {
    return false;
  }
}

/** Reads the gated elements below `root`, in order. */
export function readElements(root: ParentNode): GatedElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-assent-service]')].map((element) => {
    const read = (name: string) => element.getAttribute(name);
    const held = addresses.filter((name) => read('data-' + name) !== null);
    const own = addresses.filter((name) => read(name) !== null);
    const address = held.length ? read('data-' + held.at(-1))! : own.length ? read(own.at(-1)!)! : '';
    const is_given = held.length > 0 && held.every((name) => read(name) === read('data-' + name));
    return {
      tag: element.localName,
      service: read('data-assent-service')!,
      address: withoutQuery(address),
      is_web: isWeb(address),
      type: read('type') ?? '',
      holds: held.length > 0,
      loads: is_given ? 'held' : own.length ? 'own' : 'nothing',
      nonce: element.nonce || read('nonce') || '',
    };
  });
}

/** `nonce` is that of assent.js, `granted` the purposes that stand. */
export function explainElement(
  element: GatedElement,
  services: readonly Service[],
  granted: readonly string[],
  nonce: string,
): Verdict {
  const service = services.find(({ id }) => id === element.service);
  const missing = service ? service.purposes.filter((purpose) => !granted.includes(purpose)) : [];
  const say = (locked: boolean, why: Why, wrong: boolean): Verdict => ({ locked, why, wrong, missing });
  const is_script = element.tag === 'script';

  if (!gated_tags.includes(element.tag)) return say(false, 'wrong_element', true);
  if (is_script && !held_types.includes(element.type)) return say(false, 'runs_at_once', true);
  if (!is_script && element.loads === 'own' && !element.holds) return say(false, 'loads_at_once', true);
  if (!service) return say(true, 'unknown_service', true);
  if (!is_script && !element.holds) return say(true, 'no_address', true);
  if (element.address !== '' && !element.is_web) return say(true, 'wrong_address', true);
  if (is_script && nonce && element.nonce !== nonce) return say(true, 'no_nonce', true);
  if (!is_script && element.loads === 'held') return say(false, 'loaded', !isAllowed(service, granted));
  return isAllowed(service, granted) ? say(true, 'waits', false) : say(true, 'not_granted', false);
}

/** The verdict in a sentence. */
export function inWords({ why, missing }: Verdict): string {
  const sentences: Record<Why, string> = {
    unknown_service: 'Locked for good: the policy has no service of this name.',
    wrong_element: 'Not gated: only scripts, frames, images and style sheets can be.',
    runs_at_once: 'Not gated: its type is not text/plain, so the browser runs it at once.',
    loads_at_once: 'Not gated: it has src or href, so the browser loads it at once.',
    no_address: 'Locked for good: it has no data-src or data-href.',
    wrong_address: 'Locked for good: its address is none of the web.',
    no_nonce: 'Locked for good: the page uses nonces, and it has not that of the widget.',
    not_granted: 'Locked: not granted ' + missing.join(', ') + '.',
    loaded: missing.length
      ? 'Loaded without ' + missing.join(', ') + ': once, at the visitor’s word, or by another script.'
      : 'Loaded: all of its purposes stand.',
    waits: 'Granted, and not released yet.',
  };
  return sentences[why];
}
