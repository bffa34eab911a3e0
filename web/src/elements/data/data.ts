// <assent-data>: what this browser knows about the visitor, in words, with where each fact came from, what uses it and
// a button that deletes it. Drawn in a closed root; values never become attributes or properties.

import type { FullView, ShownValue, Texts } from '../../effects';
import type { Acts } from '../acts';
import { button, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { text as style } from './data.css';

/** Of the root that the facts are drawn in. */
export const sheets = [tokens, style];

type Counted = Readonly<Record<string, { seen: number }>>;

/** How strongly each choice draws the visitor, and how often each experience was seen, in words. */
const scoresInWords = (scores: Readonly<Record<string, number>>, language: string) =>
  Object.entries(scores).map(([choice, score]) => choice + ' ' + score.toLocaleString(language, { style: 'percent' }));
const countsInWords = (counts: Counted, language: string) =>
  Object.entries(counts).map(([name, { seen }]) => name + ' ' + seen.toLocaleString(language) + ' ×');

/** A value as a person would write it. */
export function inWords(value: ShownValue, type: string, texts: Texts, language: string): string {
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') return value.toLocaleString(language);
  const list = (texts: string[]) => new Intl.ListFormat(language).format(texts);
  if (type === 'text_list') return list(value as string[]);
  if (type === 'scores') return list(scoresInWords(value as Record<string, number>, language));
  if (type === 'counts') return list(countsInWords(value as Counted, language));
  if (typeof value !== 'string') return JSON.stringify(value);
  return type === 'date' ? new Date(value).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' }) : value;
}

/** Draws the facts of each view into a closed root. */
export function createData(root: ShadowRoot, acts: Acts, language: string): (view: FullView) => void {
  (root.host as HTMLElement).lang = language;
  const deletes = () => [...root.querySelectorAll<HTMLElement>('[part=delete]')];
  let drawn = '';

  const fact = ({ texts }: FullView, row: FullView['data'][number]): HTMLElement => {
    const uses = row.stale ? ' · ' + texts.data_stale : row.used ? ' · ' + row.purposes.join(', ') : '';
    const item = make(
      'li',
      { part: 'fact' },
      make('p', {}, row.title + ': ', make('span', { part: 'value' }, inWords(row.value, row.type, texts, language))),
      make('p', { part: 'about' }, texts[`source.${row.source}`] + uses),
    );
    // What is inferred goes with what it was inferred from.
    if (row.source === 'inferred') return item;
    const remove = button('delete', texts.data_delete, () => acts.forget(row.id));
    remove.setAttribute('aria-label', texts.data_delete + ': ' + row.title);
    item.append(remove);
    return item;
  };

  return (view) => {
    const wanted = JSON.stringify(view.data);
    if (wanted === drawn) return;
    drawn = wanted;
    const rows = view.data.map((row) => fact(view, row));
    const focused = deletes().indexOf(root.activeElement as HTMLElement);
    const empty = make('p', { part: 'empty', tabindex: '-1' }, view.texts.data_empty);
    root.replaceChildren(rows.length ? make('ul', { part: 'data', role: 'list' }, ...rows) : empty);
    // A fact was deleted from the keyboard: go on with the one that follows it.
    if (focused >= 0) (deletes()[focused] ?? deletes().at(-1) ?? empty).focus();
  };
}
