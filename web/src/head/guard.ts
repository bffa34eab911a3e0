// The request guard: holds calls towards the origins of services that are not allowed yet, and writes of their
// cookies. It makes no request of its own: what it lets go is the page's own call, as the page made it. Whatever it is
// not configured for goes the browser's own way.

import { bare } from '../plain';
import type { Guarded } from './config';

/** Calls that are held at the most; what comes past that is dropped. */
export const max_held = 200;

type Go = () => unknown;
/** Stands in for a function of the browser; `go` calls that as the page did. */
type Act<Self> = (self: Self, parts: string[], go: Go) => unknown;

type Held = readonly [owner: object, services: readonly string[], replay: Go, drop: Go];

/** Puts `act` in place of a function. A proxy looks, and answers about itself, as the function does. */
function wrap<Self>(owner: object, name: string, act: Act<Self>): void {
  const functions = owner as Record<string, Go>;
  functions[name] = new Proxy(
    functions[name]!,
    bare({
      apply: (target: Go, self: Self, parts: string[]) => act(self, parts, () => target.apply(self, parts as [])),
    }),
  );
}

function wrapSetter<Self>({ prototype }: { prototype: Self }, name: string, act: Act<Self>): void {
  const property = Object.getOwnPropertyDescriptor(prototype, name)!;
  wrap(property, 'set', act);
  Object.defineProperty(prototype, name, property);
}

const matches = (pattern: string, text: string) =>
  RegExp('^' + pattern.replace(/\W/g, (letter) => (letter === '*' ? '.' : '\\') + letter) + '$').test(text);

/** A cookie may always be removed: a withdrawal does that. */
const removal = /;\s*(max-age=(0|-)|expires=[^;]* 1970)/i;

const sources = [HTMLImageElement, HTMLScriptElement, HTMLIFrameElement];

/** What a request and an element hear when nothing could be loaded. */
const fail = (target: EventTarget) => {
  target.dispatchEvent(new ProgressEvent('error'));
  target.dispatchEvent(new ProgressEvent('loadend'));
};

/** Gives what is told which services are allowed, and whether what is held for others is to be dropped. */
export function createGuard(guarded: readonly Guarded[]): (allowed: readonly string[], settled: boolean) => void {
  let allowed: readonly string[] = [];
  let settled = false;
  let queue: Held[] = [];
  let past = 0;
  /** What an element or request did last: what it did before that is not replayed. */
  const latest = new WeakMap<object, Held>();
  const opened = new WeakMap<XMLHttpRequest, string[]>();

  const isHeld = (services: readonly string[]) => services[0] && !services.some((service) => allowed.includes(service));
  const servicesOf = (part: 1 | 2, text: string) =>
    guarded.filter((each) => each[part].some((pattern) => matches(pattern, text))).map(([service]) => service);
  /** The services that an address belongs to; any of them may go there. */
  const at = (address: string) => {
    try {
      const url = new URL(address, document.baseURI);
      // What a secure page takes in goes by https, whatever the address says.
      if (url.protocol === 'http:') url.protocol = location.protocol;
      return servicesOf(1, url.origin);
    } catch {
      return []; // The browser's own function says what is wrong with it.
    }
  };

  /** Lets a call go, and else answers undefined. */
  const guard = (owner: object, services: readonly string[], replay: Go, drop: Go = () => {}) => {
    const one: Held = [owner, services, replay, drop];
    latest.set(owner, one);
    if (!isHeld(services)) return replay();
    if (settled || queue.length >= max_held) {
      if (!past++) console.warn('assent: calls are dropped');
      setTimeout(drop);
    } else queue.push(one);
    return undefined;
  };

  wrap(window, 'fetch', (_, [input], go) => {
    const services = at((input as unknown) instanceof Request ? (input as unknown as Request).url : input!);
    if (!isHeld(services)) return go();
    return new Promise((resolve, reject) =>
      guard({}, services, () => resolve(go()), () => reject(new TypeError('assent'))),
    );
  });

  wrap<XMLHttpRequest>(XMLHttpRequest.prototype, 'open', (self, parts, go) => {
    go();
    latest.delete(self);
    opened.set(self, parts);
  });
  wrap<XMLHttpRequest>(XMLHttpRequest.prototype, 'abort', (self, _, go) => {
    latest.delete(self);
    go();
  });
  wrap<XMLHttpRequest>(XMLHttpRequest.prototype, 'send', (self, _, go) => {
    const parts = opened.get(self) || [];
    const services = at(parts[1]!);
    if (isHeld(services) && parts.length > 2 && !parts[2]) throw new DOMException('assent', 'NetworkError');
    return guard(self, services, go, () => fail(self));
  });

  wrap(Navigator.prototype, 'sendBeacon', (_, [address], go) => guard({}, at(address!), go) ?? true);

  const assign = (self: Element, address: string, go: Go) => guard(self, at(address), go, () => fail(self));
  for (const type of sources) wrapSetter<Element>(type, 'src', (self, [address], go) => assign(self, address!, go));
  wrap<Element>(Element.prototype, 'setAttribute', (self, [name, value], go) =>
    /^src$/i.test(String(name)) && sources.some((type) => self instanceof type) ? assign(self, value!, go) : go(),
  );

  wrapSetter(Document, 'cookie', (_, [given], go) => {
    const cookie = String(given);
    guard({}, removal.test(cookie) ? [] : servicesOf(2, cookie.split('=')[0]!.trim()), go);
  });

  return (now_allowed, now_settled) => {
    const waiting = queue;
    queue = [];
    allowed = now_allowed;
    settled = now_settled;
    for (const one of waiting) {
      const [owner, services, replay, drop] = one;
      if (latest.get(owner) !== one) continue;
      if (isHeld(services)) {
        if (settled) setTimeout(drop);
        else queue.push(one);
      } else
        try {
          replay();
        } catch (error) {
          console.error(error); // As the page would have seen it.
        }
    }
  };
}
