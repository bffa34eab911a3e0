// <assent-reload>: one calm line that a service which has already run goes on until the page is loaded again. It never
// reloads by itself and never takes the focus.

import { button, closedRoot, define, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { text as style } from './reload.css';

export interface ReloadWords {
  title: string;
  body: string;
  reload: string;
  close: string;
}

export interface ReloadNote {
  /** Shows these words; null: there is nothing to say any more. */
  draw(words: ReloadWords | null): void;
}

export function createReloadNote(language: string, reload: () => void = () => location.reload()): ReloadNote {
  define('assent-reload');
  const host = make('assent-reload' as 'section', { lang: language });
  const root = closedRoot(host, tokens, style);
  // A live region is read out where it was in the page before its words came.
  const region = make('section', { part: 'region', role: 'status' });
  root.append(region);
  let drawn = '';

  return {
    draw(words) {
      const wanted = JSON.stringify(words);
      if (wanted === drawn) return;
      drawn = wanted;
      region.replaceChildren();
      if (!words) return;
      if (!host.isConnected) document.body.append(host);
      const close = button('close', '×', () => region.replaceChildren());
      close.setAttribute('aria-label', words.close);
      region.append(
        make(
          'div',
          { part: 'note' },
          make('div', { part: 'text' }, make('p', { part: 'title' }, words.title), make('p', { part: 'body' }, words.body)),
          button('button reload', words.reload, reload),
          close,
        ),
      );
    },
  };
}
