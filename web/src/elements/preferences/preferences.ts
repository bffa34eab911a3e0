// <assent-preferences>: the second layer, a modal dialog with a row for each purpose and what is known about the
// visitor. Nothing is granted by opening, moving about in or closing it: only its three buttons are answers.
// The entry of the lazily loaded module; it draws every <assent-data> of the page too.

import type { AllSymbols, FullView, SecondLayer, Symbols, Texts, View } from '../../effects';
import { is_chosen, is_overridden_by_gpc, is_under_age } from '../../numbers';
import { afterPaint } from '../../page';
import type { Act } from '../../records';
import type { Acts } from '../acts';
import { createData, sheets } from '../data/data';
import { button, closedRoot, define, inYears, isFree, make } from '../dom';
import { complete, completeView } from '../../second-layer';
import { saveRecord } from './record';
import { text as tokens } from '../tokens.css';
import { text as style } from './preferences.css';

type Row = FullView['purposes'][number];
type Draw = (view: FullView) => void;

function details(texts: Texts, row: Row): HTMLElement[] {
  const lines: [string, string[]][] = [
    [texts.uses, row.data],
    [texts.recipients, [...row.recipients, ...row.services]],
    [texts.basis, [texts[`basis.${row.basis}`]]],
  ];
  const filled = lines.filter(([term, names]) => term && names.length);
  const line = ([term, names]: [string, string[]]) =>
    make('div', {}, make('dt', {}, term), make('dd', {}, names.join(', ')));
  return filled.length ? [make('dl', {}, ...filled.map(line))] : [];
}

/** A purpose with its switch; returns the row and what sets the switch. */
function purposeRow(acts: Acts, { texts, age }: FullView, row: Row, index: number) {
  const id = 'purpose' + index;
  const control = make('input', {
    type: 'checkbox',
    role: 'switch',
    name: row.id,
    part: 'switch',
    id,
    'aria-describedby': id + 'about',
  });
  control.onchange = ({ isTrusted }) => {
    if (isTrusted || !control.checked) acts.toggle(row.id, control.checked);
    else control.checked = false; // a script may only restrict
  };
  const explain = make('p', { part: 'explain', id: id + 'about' }, row.explain);
  const note = make('p', { part: 'note' });
  const node = make(
    'li',
    { part: 'purpose' },
    row.locked ? make('span', { part: 'name' }, row.title) : make('label', { for: id }, row.title),
    row.locked ? make('span', { part: 'always' }, texts.always_on) : control,
    explain,
    ...details(texts, row),
  );
  const set = ({ on, blocked, separate }: Row) => {
    control.disabled = blocked !== is_chosen;
    control.checked = on && !control.disabled;
    note.textContent =
      blocked === is_overridden_by_gpc
        ? texts.gpc_honored
        : blocked === is_under_age
          ? inYears(texts.age_note, age)
          : separate
            ? texts.explicit_note
            : '';
    if (note.textContent) explain.after(note);
    else note.remove();
  };
  return { node, set };
}

function createDialog(host: HTMLElement, acts: Acts, symbols: AllSymbols): Draw {
  const { language, controller } = symbols;
  const root = closedRoot(host, tokens, style);
  // Without a name, which the page could have taken.
  const facts = make('section');
  const drawFacts = createData(closedRoot(facts, ...sheets), acts, language);
  let dialog: HTMLDialogElement | undefined;
  let download: HTMLButtonElement;
  let accept: HTMLButtonElement;
  let rows: ReturnType<typeof purposeRow>[] = [];
  let latest: FullView;
  let answering = false; // closed, and the core has not heard it yet

  /** The dialog goes in the frame that follows the click; all that an answer means comes after that frame. */
  const answer = (act: Act, trusted: boolean) => {
    if (!trusted) return acts.choose(act, trusted);
    dialog!.close();
    answering = true;
    afterPaint(() => {
      acts.choose(act, trusted);
      if (!answering) return;
      answering = false; // refused: it is open again
      draw(latest);
    });
  };

  const build = (view: FullView): HTMLDialogElement => {
    const { texts, purposes, gpc } = view;
    const notice = make('a', { href: controller.notice, target: '_blank', rel: 'noopener' }, texts.notice);
    rows = purposes.map((row, index) => purposeRow(acts, view, row, index));
    accept = button('button accept', texts.accept, (trusted) => answer('accept_all', trusted));
    download = button('record', texts.record, () => saveRecord(acts.record.read()!, symbols));
    const close = button('close', '×', () => acts.open(false));
    close.setAttribute('aria-label', texts.close);
    const node = make(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'title', 'aria-describedby': 'intro' },
      make(
        'header',
        {},
        make('h2', { part: 'title', id: 'title', tabindex: '-1', autofocus: '' }, texts.preferences_title),
        close,
      ),
      make(
        'div',
        { part: 'content' },
        make('p', { part: 'intro', id: 'intro' }, texts.preferences_body),
        make('p', { part: 'controller' }, controller.name + ' · ', notice),
        ...(gpc ? [make('p', { part: 'note' }, texts.gpc_honored)] : []),
        make('ul', { part: 'purposes', role: 'list' }, ...rows.map((row) => row.node)),
        make('h3', { part: 'data-title' }, texts.data_title),
        facts,
      ),
      make(
        'footer',
        {},
        make(
          'div',
          { part: 'actions' },
          button('button save', texts.save, (trusted) => answer('save', trusted)),
          accept,
          button('button reject', texts.reject, (trusted) => answer('reject_all', trusted)),
        ),
      ),
    );
    node.oncancel = (event) => {
      event.preventDefault(); // the core says when it closes
      acts.open(false);
    };
    return node;
  };

  const draw = (view: FullView) => {
    latest = view;
    if (!dialog && !view.preferences) return;
    if (!dialog) root.append((dialog = build(view)));
    view.purposes.forEach((row, index) => rows[index]?.set(row));
    if (acts.record.read() === null) download.remove();
    else facts.after(download);
    accept.hidden = view.purposes.some(({ blocked }) => blocked === is_under_age);
    drawFacts(view);
    if (view.preferences && !dialog.open && !answering) {
      dialog.showModal();
      acts.shown(2);
    } else if (!view.preferences && (dialog.open || answering)) {
      dialog.close();
      // What had the focus may be gone with the banner; its element always has something to take it.
      const { activeElement } = document;
      if (activeElement === document.body || activeElement === host) {
        document.querySelector<HTMLElement>('assent-banner')?.focus();
      }
      answering = false;
    }
  };
  return draw;
}

/** Draws the preference center and every <assent-data> of the page from each view. */
export function createPreferences(acts: Acts, symbols: Symbols, second: SecondLayer): (view: View) => void {
  const { language } = symbols;
  const all = complete(symbols, second);
  define('assent-preferences');
  const named = make('assent-preferences' as 'section');
  // A page that has taken the name could look into its own element, and see the switches.
  const host = isFree(named) ? named : make('section');
  host.lang = language;
  document.body.append(host);
  const drawDialog = createDialog(host, acts, all);
  const made = new WeakMap<HTMLElement, Draw | undefined>();
  return (view) => {
    const full = completeView(view, all);
    drawDialog(full);
    for (const place of document.querySelectorAll<HTMLElement>('assent-data')) {
      if (!made.has(place)) {
        const root = acts.rootIn(place, ...sheets);
        made.set(place, root && createData(root, acts, language));
      }
      made.get(place)?.(full);
    }
  };
}
