// <assent-why slot="home.promo">: a small button beside a slot's content that says why it is there, and a sheet in which
// the visitor sees and changes what it depends on. Not modal: the slot decides again in place, beside the open sheet. What is
// known about the visitor is drawn in a closed root alone.

import { report } from '../../announce';
import { toValue } from '../../api';
import type { Json, ShownValue, Symbols } from '../../effects';
import { parse } from '../../plain';
import { forget, openPreferences, set, switchOff, type Event } from '../../records';
import type { Session } from '../../session';
import { button, closedRoot, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { createWords, type Reasons, type Why } from './reasons';
import { createSheet, type SheetActs } from './sheet';
import { text as style } from './why.css';

export const tag = 'assent-why';
/** Between button and sheet, and from the edges of the window. */
const gap_px = 8;

export interface WhyParts {
  symbols: Symbols;
  session: Session;
  tell(event: Event, by_visitor?: boolean): boolean;
  /** The reasons document. */
  reasons(): Promise<Uint8Array>;
  /** Shows every slot's default content until the page is left, or what was decided again. */
  plain(on: boolean): void;
}

export interface WhyElements {
  /** Something was decided anew. */
  renew(): void;
  /** Nothing more is said. */
  stop(): void;
}

interface Place {
  draw(): void;
  stop(): void;
}

/** Asks the full core, where it is here and its slot stands. */
function ask<Answer>({ session }: WhyParts, of: string, given: number[]): Answer | undefined {
  const core = session.core();
  return core.is_full && core.call(of, given) ? (core.read() as Answer) : undefined;
}

/** Says why in every <assent-why> of the page, those that come later included. */
export function createWhy(parts: WhyParts): WhyElements {
  const { symbols, tell } = parts;
  // Without the top layer the sheet would lie in the page's flow.
  if (!('popover' in HTMLElement.prototype)) return { renew() {}, stop() {} };
  const places = new Map<HTMLElement, Place>();
  let reasons: Reasons | undefined;
  let is_plain = false;
  let is_stopped = false;
  const drawAll = () => {
    for (const place of places.values()) place.draw();
  };

  const seat = (host: HTMLElement): Place => {
    host.lang = symbols.language;
    const root = closedRoot(host, tokens, style);
    const opener = button('open', '', () => (sheet.matches(':popover-open') ? close() : open()));
    const sheet = make('section', { part: 'sheet', popover: 'manual', 'aria-labelledby': 'title', id: 'sheet' });
    const status = make('p', { part: 'status', role: 'status' });
    opener.setAttribute('aria-expanded', 'false');
    opener.setAttribute('aria-controls', 'sheet');
    root.append(opener, sheet, status);
    let editing: number | undefined;
    let drawn = '';
    let render: ReturnType<typeof createSheet> | undefined;

    const slot = () => symbols.slots.findIndex(({ id, place }) => [id, place].includes(host.getAttribute('slot') ?? ''));

    const place = () => {
      const { left, right, top, bottom } = opener.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = sheet;
      const { clientWidth } = document.documentElement;
      const wanted = getComputedStyle(host).direction === 'rtl' ? right - width : left;
      const x = Math.max(gap_px, Math.min(wanted, clientWidth - width - gap_px));
      const is_above = bottom + gap_px + height > innerHeight && top - gap_px - height > 0;
      const y = is_above ? top - gap_px - height : bottom + gap_px;
      sheet.style.setProperty('--x', x + scrollX + 'px');
      sheet.style.setProperty('--y', y + scrollY + 'px');
    };

    const close = () => {
      if (!sheet.matches(':popover-open')) return;
      const had_focus = sheet.contains(root.activeElement);
      sheet.hidePopover();
      sheet.replaceChildren();
      drawn = '';
      editing = undefined;
      opener.setAttribute('aria-expanded', 'false');
      removeEventListener('resize', place);
      if (had_focus) opener.focus({ preventScroll: true });
    };

    const draw = (force = false) => {
      const at = slot();
      const why = at < 0 ? undefined : ask<Why>(parts, 'why', [at]);
      host.hidden = !reasons || !why;
      if (!reasons || !why) return close();
      opener.textContent = reasons.texts.open!;
      // What somebody is writing stays.
      if (!sheet.matches(':popover-open') || (editing !== undefined && !force)) return;
      const wanted = JSON.stringify([why, is_plain, editing]);
      if (wanted === drawn && !force) return;
      drawn = wanted;
      const focused = root.activeElement as HTMLElement | null;
      render ??= createSheet(reasons, createWords(reasons, symbols.context, symbols.language), acts);
      sheet.replaceChildren(
        ...render({
          why,
          slot: at,
          is_plain,
          editing,
          typeOf: (attribute) => symbols.attributes[attribute]!.type,
          valueOf: (attribute) => ask<ShownValue>(parts, 'value', [attribute, at]) ?? null,
        }),
      );
      if (!focused || root.activeElement || editing !== undefined) return;
      const again = [...sheet.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset.key === focused.dataset.key);
      (again ?? sheet.querySelector<HTMLElement>('h2')!).focus({ preventScroll: true });
    };

    const open = () => {
      sheet.showPopover();
      opener.setAttribute('aria-expanded', 'true');
      draw(true);
      place();
      addEventListener('resize', place);
      sheet.querySelector<HTMLElement>('h2')!.focus({ preventScroll: true });
    };

    // Each act is followed at once by what it led to; that is said, too.
    const changed = (taken: boolean): boolean => {
      if (taken) status.textContent = reasons!.texts.changed!;
      setTimeout(() => (status.textContent = ''), 5_000);
      drawAll();
      return taken;
    };
    const acts: SheetActs = {
      close,
      set(attribute, value) {
        const told = toValue(value, symbols.attributes[attribute]!.type);
        return changed(!!told && tell(set(attribute, told), true));
      },
      forget: (attribute) => void changed(tell(forget(attribute), true)),
      switchOff: (attribute, off, trusted) => void ((off || trusted) && changed(tell(switchOff(attribute, off), true))),
      plain(on) {
        is_plain = on;
        parts.plain(on);
        drawAll();
      },
      choices() {
        close();
        tell(openPreferences(true));
      },
      edit(attribute) {
        const before = editing;
        editing = attribute;
        draw(true);
        if (attribute === undefined)
          sheet.querySelector<HTMLElement>(`[data-key="correct:${before}"]`)?.focus({ preventScroll: true });
      },
    };
    sheet.onkeydown = (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      if (editing === undefined) close();
      else acts.edit(undefined);
    };
    return { draw, stop: close };
  };

  class AssentWhy extends HTMLElement {
    static observedAttributes = ['slot'];
    connectedCallback() {
      if (is_stopped) return;
      if (!places.has(this)) places.set(this, seat(this));
      places.get(this)!.draw();
    }
    attributeChangedCallback() {
      places.get(this)?.draw();
    }
    disconnectedCallback() {
      places.get(this)?.stop();
    }
  }
  // A page that has taken the name says nothing of ours: it could look into its own element.
  if (!customElements.get(tag)) customElements.define(tag, AssentWhy);

  void parts
    .reasons()
    .then((bytes) => {
      reasons = parse(new TextDecoder().decode(bytes)) as Json as unknown as Reasons;
      drawAll();
    })
    .catch(report);
  return {
    renew: drawAll,
    stop() {
      is_stopped = true;
      for (const [host, place] of places) {
        place.stop();
        host.hidden = true;
      }
    },
  };
}
