// One <assent-why>: its button, and the sheet that opens beside it. The sheet is not modal: it stays open while its slot
// decides again, and closes once the focus goes elsewhere, lest it lie over what has it.

import { toValue } from '../../api';
import type { ShownValue, Symbols } from '../../effects';
import { forget, openPreferences, set, switchOff, type Event } from '../../records';
import { button, make } from '../dom';
import type { Place } from './places';
import { createWords, type Reasons, type Why } from './reasons';
import { createSheet, isWithheld, type SheetActs } from './sheet';

/** Between button and sheet, and from the edges of the window. */
const gap_px = 8;
const status_ms = 5_000;

/** What the places of a page share. */
export interface Common {
  symbols: Symbols;
  tell(event: Event, by_visitor?: boolean): boolean;
  /** Asks the full core, where it is here and its slot stands. */
  ask<Answer>(of: string, given: number[]): Answer | undefined;
  /** Undefined until they are loaded. */
  reasons(): Reasons | undefined;
  isPlain(): boolean;
  plain(on: boolean): void;
  drawAll(): void;
}

/** Lays the sheet below the button, or above it where there is no room, and never over an edge of the window. */
function placeBeside(opener: HTMLElement, sheet: HTMLElement, is_rtl: boolean): void {
  const { left, right, top, bottom } = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const { clientWidth } = document.documentElement;
  const wanted = is_rtl ? right - width : left;
  const x = Math.max(gap_px, Math.min(wanted, clientWidth - width - gap_px));
  const is_above = bottom + gap_px + height > innerHeight && top - gap_px - height > 0;
  const y = is_above ? top - gap_px - height : bottom + gap_px;
  sheet.style.setProperty('--x', x + scrollX + 'px');
  sheet.style.setProperty('--y', y + scrollY + 'px');
}

/** Draws into the closed root of an element. */
export function createPlace(host: HTMLElement, root: ShadowRoot, common: Common): Place {
  const { symbols, tell, ask } = common;
  host.lang = symbols.language;
  const opener = button('open', '', () => (isOpen() ? close() : open()));
  // A click on what cannot have the focus leaves it in the sheet; Safari counts buttons to that.
  const sheet = make('section', { part: 'sheet', popover: 'manual', 'aria-labelledby': 'title', id: 'sheet', tabindex: '-1' });
  const status = make('p', { part: 'status', role: 'status' });
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', 'sheet');
  root.append(opener, sheet, status);
  let editing: number | undefined;
  let drawn = '';
  let silence: ReturnType<typeof setTimeout> | undefined;
  let render: ReturnType<typeof createSheet> | undefined;

  const isOpen = () => sheet.matches(':popover-open');
  const slot = () => symbols.slots.findIndex(({ id, place }) => [id, place].includes(host.getAttribute('slot') ?? ''));

  const place = () => placeBeside(opener, sheet, getComputedStyle(host).direction === 'rtl');

  const close = () => {
    if (!isOpen()) return;
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
    const reasons = common.reasons();
    const why = reasons && at >= 0 ? ask<Why>('why', [at]) : undefined;
    host.hidden = !why;
    if (!reasons || !why) return close();
    opener.textContent = reasons.texts.open!;
    if (!isOpen()) return;
    // What somebody is writing stays, unless what it is about may not be shown any more.
    if (editing !== undefined && isWithheld(why, editing)) editing = undefined;
    if (editing !== undefined && !force) return;
    const wanted = JSON.stringify([why, common.isPlain(), editing]);
    if (wanted === drawn && !force) return;
    drawn = wanted;
    const focused = root.activeElement as HTMLElement | null;
    render ??= createSheet(reasons, createWords(reasons, symbols.context, symbols.language), acts);
    sheet.replaceChildren(
      ...render({
        why,
        slot: at,
        is_plain: common.isPlain(),
        editing,
        typeOf: (attribute) => symbols.attributes[attribute]!.type,
        valueOf: (attribute) => ask<ShownValue>('value', [attribute, at]) ?? null,
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

  const say = (text: string) => {
    status.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => (status.textContent = ''), status_ms);
  };

  // Each act is followed at once by what it led to; that is said, too.
  const changed = (taken: boolean): boolean => {
    if (taken) say(common.reasons()!.texts.changed!);
    common.drawAll();
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
    plain: common.plain,
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

  // On its way inside, too, the focus is nowhere for a moment. A window that loses it keeps it in here.
  root.addEventListener('focusout', () => setTimeout(() => root.activeElement || close()));
  // In Safari the click would close the sheet by the focus that it takes away, and then open it again.
  opener.onmousedown = (event) => {
    if (isOpen()) event.preventDefault();
  };
  root.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    // While a word is put together, the key is about that word.
    if (key !== 'Escape' || isComposing || !isOpen()) return;
    event.stopPropagation();
    if (editing === undefined) close();
    else acts.edit(undefined);
  });
  return { draw, close };
}
