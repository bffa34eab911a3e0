// Holds third-party scripts and frames until their service is allowed. It never loads one by itself: it hands the
// browser what the page's own markup names, in the page's order.

import { warn } from './announce';
import type { Trusted } from './trusted';

export interface Gating {
  /** What may load from now on. What has run cannot be unrun; frames are emptied again. */
  allow(services: readonly string[]): void;
  /** Looks at what has come into the page. */
  scan(): void;
}

/** `nonce` is that of assent.js: where the page uses nonces, only markup that carries it is released. */
export function createGating(nonce: string, trusted: Trusted): Gating {
  let allowed: readonly string[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  const isAllowed = (element: Element) => allowed.includes(element.getAttribute('data-assent-service')!);

  const release = (held: HTMLScriptElement): Promise<unknown> | undefined => {
    if (!held.isConnected || !isAllowed(held)) return undefined;
    const script = document.createElement('script');
    for (const { name, value } of held.attributes) if (!/^(type|data-.*)$/.test(name)) script.setAttribute(name, value);
    const address = held.getAttribute('data-src');
    script.type = held.getAttribute('data-type') || '';
    script.nonce = held.nonce;
    script.async = held.hasAttribute('async');
    if (address) script.src = trusted.createScriptURL(address);
    else script.text = trusted.createScript(held.text);
    // A script that follows may rest on this one, so it waits for it.
    const ended = new Promise((resolve) => (script.onload = script.onerror = resolve));
    held.replaceWith(script);
    return address && !script.async ? ended : undefined;
  };

  const scan = () => {
    for (const held of document.querySelectorAll<HTMLScriptElement>('script[type="text/plain"][data-assent-service]')) {
      if (!isAllowed(held)) continue;
      if (!nonce || held.nonce === nonce) {
        turn = turn.then(() => release(held));
        continue;
      }
      // Injected markup knows no nonce; releasing it would be a way round the page's policy.
      held.type = 'text/locked';
      warn('a gated script without the nonce of the page stays locked', held);
    }
    for (const frame of document.querySelectorAll<HTMLIFrameElement>('iframe[data-assent-service][data-src]')) {
      const is_loaded = frame.hasAttribute('src');
      if (isAllowed(frame) && !is_loaded) frame.src = frame.getAttribute('data-src')!;
      if (isAllowed(frame) || !is_loaded) continue;
      // What runs in a frame ends with the frame, so an empty one takes its place.
      const empty = frame.cloneNode() as HTMLIFrameElement;
      empty.removeAttribute('src');
      frame.replaceWith(empty);
    }
  };

  return {
    scan,
    allow(services) {
      allowed = services;
      scan();
    },
  };
}
