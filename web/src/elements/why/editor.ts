// An editor for one attribute's value, fitting its type: what the core would refuse cannot be written where the browser
// can prevent it. It lives inside our element's closed root, and hands on what was saved.

import type { Given } from '../../api';
import type { ShownValue, ValueType } from '../../effects';
import { make } from '../dom';
import type { AttributeWords } from './reasons';

/** As the core's limit, in UTF-16 units, of which none is less than a byte. */
const max_text_length = 256;
const ms_per_day = 86_400_000;

export interface Editor {
  node: HTMLElement;
  /** What is written; undefined where that is nothing which could be saved. */
  read(): Given | undefined;
  focus(): void;
}

export const isEditable = (type: ValueType, { choices }: AttributeWords): boolean =>
  ['boolean', 'number', 'text', 'date'].includes(type) || (type === 'text_list' && choices !== undefined);

const dateOf = (days: number) => new Date(days * ms_per_day).toJSON().slice(0, 10);

function select(options: readonly (readonly [string, string])[], now: string): HTMLSelectElement {
  const node = make('select', { part: 'field', 'aria-labelledby': 'editing' });
  if (!options.some(([value]) => value === now)) node.append(new Option('', '', true, true));
  for (const [value, title] of options) node.append(new Option(title, value, value === now, value === now));
  return node;
}

function input(type: string, now: string, range: AttributeWords['range']): HTMLInputElement {
  const node = make('input', { part: 'field', type, 'aria-labelledby': 'editing', required: '' });
  node.value = now;
  if (type === 'text') node.maxLength = max_text_length;
  if (type === 'number') node.step = 'any';
  if (range) [node.min, node.max] = range.map((bound) => (type === 'date' ? dateOf(bound) : String(bound))) as [string, string];
  return node;
}

function boxes(choices: NonNullable<AttributeWords['choices']>, now: readonly string[]): Editor {
  const all = choices.map(([value]) => {
    const box = make('input', { type: 'checkbox', value });
    box.checked = now.includes(value);
    return box;
  });
  const labels = all.map((box, at) => make('label', {}, box, choices[at]![1]));
  return {
    node: make('div', { part: 'boxes', role: 'group', 'aria-labelledby': 'editing' }, ...labels),
    read: () => all.filter(({ checked }) => checked).map(({ value }) => value),
    focus: () => all[0]?.focus(),
  };
}

/** An editor that begins with `now`; null: with nothing. */
export function createEditor(
  type: ValueType,
  words: AttributeWords,
  now: ShownValue | null,
  texts: Record<string, string>,
): Editor {
  if (type === 'text_list') return boxes(words.choices ?? [], Array.isArray(now) ? now.map(String) : []);
  const text = now === null ? '' : String(now);
  const options =
    type === 'boolean'
      ? ([['true', texts.yes!], ['false', texts.no!]] as const) // prettier-ignore
      : type === 'text' && words.choices;
  if (options) {
    const node = select(options, text);
    const read = () => (type === 'boolean' ? node.value === 'true' : node.value);
    return { node, read: () => (node.value === '' ? undefined : read()), focus: () => node.focus() };
  }
  const node = input(type, text, words.range);
  return {
    node,
    read: () => (!node.checkValidity() ? undefined : type === 'number' ? node.valueAsNumber : node.value),
    focus: () => node.focus(),
  };
}
