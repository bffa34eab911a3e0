// Hands held scripts to the browser once their service is allowed, in the order of the page: external ones load side by
// side and run one after another; an inline one waits for those before it. It never runs a text that is not in the
// page's own markup.

import { warn } from '../announce';
import type { Trusted } from '../trusted';
import { isWeb, serviceOf } from './element';

export interface Scripts {
  /** Looks for held scripts whose service is allowed by now. */
  scan(): void;
  /** Services of which a script has been handed over on this page: what has run cannot be unrun. */
  ran: ReadonlySet<string>;
}

export interface ScriptsHost {
  /** That of assent.js: where the page uses nonces, only markup that carries it is released. */
  nonce: string;
  trusted: Trusted;
  isAllowed(service: string): boolean;
  /** A script did not load. Those behind it go on. */
  failed(service: string, address: string): void;
}

const held_scripts = 'script[type="text/plain"][data-assent-service]';
/** What is ours, and what would run or load before it is time. */
const not_copied = /^(type|src|nonce|on.*|data-(assent-service|src|type))$/;
const runs = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i;

const typeOf = (held: Element) => held.getAttribute('data-type') ?? '';
const addressOf = (held: Element) => held.getAttribute('data-src') || held.getAttribute('src') || null;
const isModule = (held: Element) => typeOf(held) === 'module';
/** Runs at the very moment at which it is put into the page. */
const isBarrier = (held: Element) => addressOf(held) === null && !isModule(held);
const isUnordered = (held: Element) => held.hasAttribute('async') && !isBarrier(held);

/** A link that downloads what will run later. */
function preload(held: HTMLScriptElement): void {
  const href = addressOf(held);
  if (href === null || !isWeb(href)) return;
  const link = document.createElement('link');
  link.rel = isModule(held) ? 'modulepreload' : 'preload';
  if (!isModule(held)) link.as = 'script';
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority'])
    if (held.hasAttribute(name)) link.setAttribute(name, held.getAttribute(name)!);
  link.nonce = held.nonce;
  link.href = href;
  link.onload = link.onerror = () => link.remove();
  document.head.append(link);
}

export function createScripts({ nonce, trusted, isAllowed, failed }: ScriptsHost): Scripts {
  const ran = new Set<string>();
  const seen = new WeakSet<Element>();
  const preloaded = new WeakSet<Element>();
  const waiting: HTMLScriptElement[] = [];
  const running = new Set<Promise<void>>();
  let at_barrier = false;

  /** Still in the page and allowed; otherwise a later scan may find it again. */
  const isDue = (held: Element) => {
    if (held.isConnected && isAllowed(serviceOf(held))) return true;
    seen.delete(held);
    return false;
  };

  const copy = (held: HTMLScriptElement): HTMLScriptElement => {
    const script = document.createElement('script');
    for (const { name, value } of held.attributes) if (!not_copied.test(name)) script.setAttribute(name, value);
    script.type = typeOf(held);
    script.nonce = held.nonce;
    script.async = held.hasAttribute('async');
    return script;
  };

  const release = (held: HTMLScriptElement) => {
    const service = serviceOf(held);
    const address = addressOf(held);
    if (address !== null && !isWeb(address)) return warn('a gated script with an address that is none stays locked', held);
    const script = copy(held);
    if (address === null) script.text = trusted.createScript(held.text);
    else script.src = trusted.createScriptURL(address);
    ran.add(service);
    // A block of data is not run, and what is for old browsers only is not loaded: nothing tells that it has ended.
    if (!isBarrier(held) && runs.test(typeOf(held)) && !held.hasAttribute('nomodule')) {
      const ended = new Promise<void>((resolve) => {
        script.onload = () => resolve();
        script.onerror = () => {
          failed(service, address ?? '');
          resolve();
        };
      });
      if (!isUnordered(held)) {
        running.add(ended);
        void ended.then(() => running.delete(ended));
      }
    }
    held.replaceWith(script);
  };

  /** The browser keeps external scripts with async = false in order among themselves; an inline one knows of none. */
  const advance = async () => {
    if (at_barrier) return;
    for (let held; (held = waiting.shift()); ) {
      if (isBarrier(held) && running.size) {
        at_barrier = true;
        for (const later of waiting) {
          if (!preloaded.has(later)) preload(later);
          preloaded.add(later);
        }
        // Nothing after the barrier has been put in, so what runs now is all that must have ended.
        await Promise.all(running);
        at_barrier = false;
      }
      if (isDue(held)) release(held);
    }
  };

  return {
    ran,
    scan() {
      for (const held of document.querySelectorAll<HTMLScriptElement>(held_scripts)) {
        if (seen.has(held) || !isAllowed(serviceOf(held))) continue;
        if (nonce && held.nonce !== nonce) {
          // Injected markup knows no nonce; releasing it would be a way round the page's policy.
          held.type = 'text/locked';
          warn('a gated script without the nonce of the page stays locked', held);
          continue;
        }
        seen.add(held);
        if (isUnordered(held)) release(held);
        else waiting.push(held);
      }
      void advance();
    },
  };
}
