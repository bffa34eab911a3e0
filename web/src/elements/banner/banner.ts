// <assent-banner>: the first layer, and the control that opens the choices again on every page. Accept, reject and
// choose are one kind of button; nothing but a click on one of them is an answer.

import type { Control, View } from '../../effects';
import { age_banner, no_banner } from '../../numbers';
import { afterPaint } from '../../page';
import type { Acts } from '../acts';
import { button, closedRoot, inYears, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { text as style } from './banner.css';

// Closing a notice grants nothing: it records that things stay as they are.
const answers = { accept: 'accept_all', reject: 'reject_all', opt_out: 'opt_out', limit: 'limit', close: 'save' } as const;

export interface Banner {
  draw(view: View): void;
  remove(): void;
}

export function createBanner(acts: Acts, language: string): Banner {
  const host = make('assent-banner' as 'section', { lang: language });
  const root = closedRoot(host, tokens, style);
  let drawn = '';
  let latest: View;
  let before: Element | null = null; // had the focus before the banner took it
  let had_focus: Element | null = null;

  /** The banner goes in the frame that follows the click; all that an answer means comes after that frame. */
  function press(control: Control, trusted: boolean): void {
    if (control === 'choose' || control === 'reopen') return acts.open(true);
    had_focus = root.activeElement;
    drawn = '';
    root.replaceChildren();
    afterPaint(() => {
      if (control === 'of_age' || control === 'under_age') acts.age(control === 'of_age', trusted);
      else acts.choose(answers[control], trusted);
      draw(latest); // refused: it asks again
    });
  }

  function layer({ banner, texts, gpc, reason, controls, age }: View): HTMLElement {
    const asks_age = banner === age_banner;
    const title = make('h2', { part: 'title', id: 'title' }, asks_age ? texts.age_title : texts.title);
    const words = make('div', {}, title, make('p', { part: 'body', id: 'body' }, asks_age ? texts.age_body : texts.body));
    for (const note of [texts[`reason.${reason}`], gpc && texts.gpc_honored])
      if (note) words.append(make('p', { part: 'note' }, note));
    const actions = controls.map((control) =>
      button('button ' + control.replace('_', '-'), inYears(texts[control], age), (trusted) => press(control, trusted)),
    );
    return make(
      'section',
      { part: 'banner', role: 'dialog', 'aria-labelledby': 'title', 'aria-describedby': 'body', tabindex: '-1' },
      words,
      make('div', { part: 'actions' }, ...actions),
    );
  }

  function draw(view: View): void {
    latest = view;
    const wanted = [view.banner, view.gpc, view.reason, view.controls].join();
    if (wanted === drawn) return;
    had_focus = root.activeElement ?? had_focus;
    drawn = wanted;
    const asks = view.banner !== no_banner;
    const node = asks ? layer(view) : button('reopen', view.texts.reopen, (trusted) => press('reopen', trusted));
    root.replaceChildren(node);
    if (!host.isConnected) document.body.append(host);
    const { activeElement } = document;
    const free = !activeElement || activeElement === document.body || activeElement === host;
    if (asks) {
      acts.shown(1);
      // Read out and reachable at once; somebody who is typing is not torn away.
      if (free) {
        before = activeElement;
        node.focus({ preventScroll: true });
      }
    } else if (had_focus && !view.preferences) {
      const last = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : node;
      last.focus({ preventScroll: true });
    }
    had_focus = null;
  }

  return { draw, remove: () => host.remove() };
}
