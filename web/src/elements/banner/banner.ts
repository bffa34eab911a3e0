// <assent-banner>: the first layer, and the control that opens the choices again on every page. Accept, reject and
// choose are one kind of button; nothing but a click on one of them is an answer.

import type { View } from '../../effects';
import type { Acts } from '../acts';
import { button, closedRoot, define, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { text as style } from './banner.css';

export interface Banner {
  draw(view: View): void;
  remove(): void;
}

export function createBanner(acts: Acts, language: string): Banner {
  define('assent-banner');
  const host = make('assent-banner' as 'section', { lang: language });
  const root = closedRoot(host, tokens, style);
  let drawn = '';
  let before: Element | null = null; // had the focus before the banner took it

  function layer({ banner, texts, gpc }: View): HTMLElement {
    const title = make('h2', { part: 'title', id: 'title' }, texts.title);
    const words = make('div', {}, title, make('p', { part: 'body', id: 'body' }, texts.body));
    if (gpc) words.append(make('p', { part: 'note' }, texts.gpc_honored));
    const choose = button('button choose', texts.choose, () => acts.open(true));
    const actions =
      banner === 'ask'
        ? [
            button('button accept', texts.accept, (trusted) => acts.choose('accept_all', trusted)),
            button('button reject', texts.reject, (trusted) => acts.choose('reject_all', trusted)),
            choose,
          ]
        : [
            button('button opt-out', texts.opt_out, (trusted) => acts.choose('reject_all', trusted)),
            choose,
            // Closing a notice grants nothing: it records that things stay as they are.
            button('button close', texts.close, (trusted) => acts.choose('save', trusted)),
          ];
    return make(
      'section',
      { part: 'banner', role: 'dialog', 'aria-labelledby': 'title', 'aria-describedby': 'body', tabindex: '-1' },
      words,
      make('div', { part: 'actions' }, ...actions),
    );
  }

  return {
    draw(view) {
      const wanted = view.banner + view.gpc;
      if (wanted === drawn) return;
      const had_focus = root.activeElement;
      drawn = wanted;
      const asks = view.banner !== 'none';
      const node = asks ? layer(view) : button('reopen', view.texts.reopen, () => acts.open(true));
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
        if (before instanceof HTMLElement && before.isConnected && before !== document.body)
          before.focus({ preventScroll: true });
        else node.focus({ preventScroll: true });
      }
    },
    remove: () => host.remove(),
  };
}
