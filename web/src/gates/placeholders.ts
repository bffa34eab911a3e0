// Which frames have a placeholder and what it says: what stands in the way, and what would really help. It grants
// nothing; it passes on clicks with their isTrusted.

import type { PurposeRow, Symbols } from '../effects';
import {
  createPlaceholder,
  type Placeholder,
  type PlaceholderWords,
} from '../elements/placeholder/placeholder';
import { inYears } from '../elements/dom';
import { is_overridden_by_gpc, is_under_age } from '../numbers';
import { about, type GatesDocument, type Service } from './document';
import { serviceOf } from './element';
import type { Stand } from './gates';

export interface PlaceholdersActs {
  /** The visitor's own click; this frame on this page only. */
  loadOnce(frame: HTMLIFrameElement): void;
  alwaysAllow(service: Service, trusted: boolean): void;
}

export interface Placeholders {
  know(stand: Stand): void;
  /** A frame of the page: empty, or with its content. */
  frame(frame: HTMLIFrameElement, is_loaded: boolean): void;
  /** Frames that have left the page take their placeholders with them. */
  settle(): void;
}

type Offer = Pick<PlaceholderWords, 'note' | 'load_once' | 'always_allow'>;

/** What may be offered where `rows` are the service's purposes that do not stand. */
export function offerOf(rows: readonly PurposeRow[], { texts, view }: Pick<GatesDocument, 'texts'> & Pick<Stand, 'view'>): Offer {
  const { load_once, always_allow, blocked, age_note, explicit_note } = texts;
  // Who is too young cannot say yes, not even once.
  if (rows.some((row) => row.blocked === is_under_age))
    return { note: age_note ? inYears(age_note, view.age) : blocked, load_once: '', always_allow: '' };
  // The signal would deny it again at once; one embed at the visitor's own word it does not speak of.
  if (rows.some((row) => row.blocked === is_overridden_by_gpc)) return { note: view.texts.gpc_honored || blocked, load_once, always_allow: '' };
  const needs_own_yes = rows.some((row) => row.separate);
  // One click for several purposes is no explicit yes to one of them.
  if (needs_own_yes && rows.length > 1) return { note: explicit_note, load_once, always_allow: '' };
  return { note: needs_own_yes ? explicit_note : '', load_once, always_allow };
}

const hostOf = (address: string): string => {
  try {
    return new URL(address, document.baseURI).host;
  } catch {
    return '';
  }
};

export function createPlaceholders(documented: GatesDocument, symbols: Symbols, acts: PlaceholdersActs): Placeholders {
  const { texts, titles, services } = documented;
  const shown = new Map<HTMLIFrameElement, Placeholder>();
  let stand: Stand | undefined;
  const placeAll = () => {
    for (const placeholder of shown.values()) placeholder.place();
  };
  // Anything that changes a size may have moved a frame.
  const sizes = new ResizeObserver(placeAll);
  sizes.observe(document.documentElement);

  const wordsOf = (frame: HTMLIFrameElement, service: Service, { view, granted }: Stand): PlaceholderWords => {
    const rows = view.purposes.filter(({ id }) => service.purposes.includes(id));
    const missing = rows.filter(({ id }) => !granted.includes(id));
    return {
      title: about(texts.embed_title, service.title),
      body: about(texts.embed_body, service.title),
      from: hostOf(frame.getAttribute('data-src') ?? ''),
      purposes: rows.map(({ id }) => titles[id]!),
      ...offerOf(missing, { texts, view }),
    };
  };

  const show = (frame: HTMLIFrameElement, service: Service, now: Stand) => {
    let placeholder = shown.get(frame);
    if (!placeholder) {
      placeholder = createPlaceholder(frame, symbols.language, {
        loadOnce: (trusted) => trusted && acts.loadOnce(frame),
        alwaysAllow: (trusted) => acts.alwaysAllow(service, trusted),
      });
      shown.set(frame, placeholder);
      sizes.observe(frame);
    }
    placeholder.draw(wordsOf(frame, service, now));
    placeholder.place();
  };
  const hide = (frame: HTMLIFrameElement) => {
    sizes.unobserve(frame);
    shown.get(frame)?.remove();
    shown.delete(frame);
  };

  return {
    know: (now) => void (stand = now),
    frame(frame, is_loaded) {
      // A service that the policy does not know has no words, and nothing could allow it.
      const service = services.find(({ id }) => id === serviceOf(frame));
      if (is_loaded || !service || !stand) hide(frame);
      else show(frame, service, stand);
    },
    settle() {
      for (const frame of shown.keys()) if (!frame.isConnected) hide(frame);
    },
  };
}
