// What stands in the sheet of one <assent-why>: the reasons of its slot, with what the visitor may do about each. It
// draws and reports acts; values go into the closed root that it is drawn in, and nowhere else.

import type { Given } from '../../api';
import type { ShownValue, ValueType } from '../../effects';
import { button, make } from '../dom';
import { createEditor, isEditable } from './editor';
import type { Reasons, Why, WhyFactor, Words } from './reasons';

export interface SheetActs {
  close(): void;
  /** False: the core did not take it. */
  set(attribute: number, value: Given): boolean;
  forget(attribute: number): void;
  /** Only a visitor's own act switches on again. */
  switchOff(attribute: number, off: boolean, trusted: boolean): void;
  plain(on: boolean): void;
  choices(): void;
  /** Opens and closes the editor of an attribute. */
  edit(attribute: number | undefined): void;
}

/** All that the sheet is drawn from. */
export interface SheetState {
  why: Why;
  slot: number;
  is_plain: boolean;
  editing: number | undefined;
  typeOf(attribute: number): ValueType;
  valueOf(attribute: number): ShownValue | null;
}

const keyed = <Node extends HTMLElement>(node: Node, key: string): Node => {
  node.dataset.key = key;
  return node;
};

/** True where consent withholds this attribute, or all of the slot. */
export const isWithheld = ({ withheld, factors }: Why, attribute: number): boolean =>
  withheld || factors.some((factor) => factor.attribute === attribute && factor.code === 'CONSENT_WITHHELD');

/** Factors in the order in which they mattered; those that spoke against it stand last. */
const byWeight = (one: WhyFactor, other: WhyFactor) => other.weight - one.weight;

/** Draws sheets in one language. */
export function createSheet({ texts, attributes }: Reasons, words: Words, acts: SheetActs) {
  const named = (part: string, key: string, text: string, subject: string, act: (trusted: boolean) => void) => {
    const node = keyed(button(part, text, act), key);
    node.setAttribute('aria-label', text + ': ' + subject);
    return node;
  };

  const editorOf = (attribute: number, state: SheetState, title: string): HTMLElement => {
    const editor = createEditor(state.typeOf(attribute), attributes[attribute]!, state.valueOf(attribute), texts);
    const wrong = make('p', { part: 'wrong', role: 'alert' });
    const form = make('form', { part: 'editor', novalidate: '' });
    form.onsubmit = (event) => {
      event.preventDefault();
      const value = editor.read();
      if (value !== undefined && acts.set(attribute, value)) return acts.edit(undefined);
      wrong.textContent = texts.invalid!;
      editor.focus();
    };
    const save = make('button', { type: 'submit', part: 'small strong' }, texts.save!);
    const cancel = button('small', texts.cancel!, () => acts.edit(undefined));
    form.append(make('p', { id: 'editing', part: 'label' }, title), editor.node, wrong, make('p', { part: 'controls' }, save, cancel));
    queueMicrotask(editor.focus);
    return form;
  };

  const controlsOf = (factor: WhyFactor, state: SheetState, title: string): HTMLElement[] => {
    const { attribute, off, source, code } = factor;
    if (attribute === undefined || code === 'CONSENT_WITHHELD') return [];
    if (state.editing === attribute) return [editorOf(attribute, state, title)];
    const controls = make('p', { part: 'controls' });
    const turn = keyed(
      button('switch', '', (trusted) => acts.switchOff(attribute, !off, trusted)),
      'switch:' + attribute,
    );
    turn.append(make('span', { part: 'track' }), texts.use!);
    for (const [name, value] of [['role', 'switch'], ['aria-checked', String(!off)], ['aria-label', texts.use! + ': ' + title]] as const) // prettier-ignore
      turn.setAttribute(name, value);
    controls.append(turn);
    const edit = () => acts.edit(attribute);
    if (!off && isEditable(state.typeOf(attribute), attributes[attribute]!))
      controls.append(named('small', 'correct:' + attribute, texts.correct!, title, edit));
    // What is inferred goes with what it was inferred from.
    if (source !== 'inferred' && factor.at !== null)
      controls.append(named('small', 'forget:' + attribute, texts.forget!, title, () => acts.forget(attribute)));
    return [controls];
  };

  const headOf = (factor: WhyFactor, state: SheetState, title: string): HTMLElement => {
    const head = make('p', { part: 'factor-title' }, title);
    const { attribute, code } = factor;
    const value = attribute === undefined || code !== 'USED' ? null : state.valueOf(attribute);
    if (value === null) return head;
    head.append(': ', make('bdi', { part: 'value' }, words.value(attribute!, state.typeOf(attribute!), value)));
    return head;
  };

  const weightOf = (factor: WhyFactor, whole: number): HTMLElement => {
    const { word, share, against } = words.weight(factor, whole);
    const bar = make('span', { part: against ? 'bar against' : 'bar', 'aria-hidden': 'true' }, make('span'));
    bar.style.setProperty('--share', String(share));
    return make('p', { part: 'weight' }, bar, make('span', {}, word));
  };

  const about = (...lines: string[]) => lines.filter((line) => line !== '').map((line) => make('p', { part: 'about' }, line));

  const item = (factor: WhyFactor, state: SheetState): HTMLElement => {
    const title = words.title(factor);
    const is_used = factor.code === 'USED';
    const type = factor.attribute === undefined ? undefined : state.typeOf(factor.attribute);
    return make(
      'li',
      { part: is_used ? 'factor' : 'factor unused' },
      headOf(factor, state, title),
      ...(is_used ? [weightOf(factor, state.why.whole)] : about(words.unused(factor))),
      ...(is_used ? about(words.asked(factor, type), words.source(factor), words.purposes(factor)) : []),
      ...controlsOf(factor, state, title),
    );
  };

  const section = (title: string, factors: readonly WhyFactor[], state: SheetState): HTMLElement[] =>
    factors.length
      ? [
          make('h3', {}, title),
          make('ul', { part: 'factors', role: 'list' }, ...factors.map((factor) => item(factor, state))),
        ]
      : [];

  const foot = ({ is_plain }: SheetState): HTMLElement => {
    const turn = keyed(
      button('switch', '', () => acts.plain(!is_plain)),
      'plain',
    );
    turn.append(make('span', { part: 'track' }), texts.plain!);
    turn.setAttribute('role', 'switch');
    turn.setAttribute('aria-checked', String(is_plain));
    const note = is_plain ? about(texts.plain_note!) : [];
    const choices = keyed(button('link', texts.reopen!, acts.choices), 'choices');
    return make('footer', {}, turn, ...note, make('p', { part: 'about' }, texts.local!), choices);
  };

  /** The nodes of the sheet. */
  return (state: SheetState): HTMLElement[] => {
    const { why } = state;
    const close = keyed(button('close', '×', acts.close), 'close');
    close.setAttribute('aria-label', texts.close!);
    const used = why.factors.filter(({ code }) => code === 'USED').sort(byWeight);
    const unused = why.factors.filter(({ code }) => code !== 'USED' && code !== 'ABSENT');
    const unknown = why.factors.filter(({ code }) => code === 'ABSENT').map((factor) => words.title(factor));
    return [
      make('header', {}, make('h2', { id: 'title', tabindex: '-1' }, texts.title!), close),
      ...words.because(why, state.slot).map((line) => make('p', { part: 'because' }, line)),
      ...section(texts.reasons!, used, state),
      ...section(texts.unused!, why.withheld ? [] : unused, state),
      ...(unknown.length && !why.withheld ? about(words.unknown(unknown)) : []),
      foot(state),
    ];
  };
}
