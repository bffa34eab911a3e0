// The overlay's panel: sections of rows in a closed root, outside the page's own body. It draws what it is told and
// keeps focus, scrolling and what is folded when rows change.

import { button, closedRoot, make } from '../elements/dom';
import { text as tokens } from '../elements/tokens.css';
import { text as style } from './debug.css';
import type { Row } from './seen';

const flags: Record<Row['flag'], string> = {
  '': '',
  undeclared: 'undeclared',
  early: 'not granted',
  markup: 'markup',
};

export type Section = 'wrong' | 'stands' | 'elements' | 'requests' | 'stored' | 'events';
const titles: Record<Section, string> = {
  wrong: 'Findings',
  stands: 'What stands',
  elements: 'Gated elements',
  requests: 'Requests',
  stored: 'Cookies and storage',
  events: 'Events',
};
const unfolded: readonly Section[] = ['wrong', 'stands', 'elements'];
const empty: Record<Section, string> = {
  wrong: 'Nothing is undeclared, early or wrongly marked up.',
  stands: 'The policy has no purposes.',
  elements: 'The page has no element with data-assent-service.',
  requests: 'None seen.',
  stored: 'Nothing is stored.',
  events: 'None since the overlay began.',
};

export interface Panel {
  draw(section: Section, rows: readonly Row[]): void;
}

function drawRow({ text, about, flag }: Row): HTMLElement {
  const item = make('li', flag ? { class: 'flagged' } : {});
  if (flag) item.append(make('span', { class: 'flag' }, flags[flag]), ' ');
  item.append(make('span', { class: 'text' }, text), ' ', make('span', { class: 'about' }, about));
  return item;
}

function createSection(section: Section) {
  const count = make('span', { class: 'count' });
  const list = make('ul', { role: 'list' });
  const node = make('details', { class: section }, make('summary', {}, titles[section], ' ', count), list);
  node.open = unfolded.includes(section);
  let drawn = '';
  return {
    node,
    draw(rows: readonly Row[]) {
      const wanted = JSON.stringify(rows);
      if (wanted === drawn) return;
      drawn = wanted;
      count.textContent = String(rows.length);
      node.classList.toggle('bad', rows.some(({ flag }) => flag));
      list.replaceChildren(...(rows.length ? rows.map(drawRow) : [make('li', {}, make('span', { class: 'about' }, empty[section]))]));
    },
  };
}

export function createPanel(site: string): Panel {
  // A page that has taken the name could look into its own element.
  const tag = customElements.get('assent-debug') ? 'section' : 'assent-debug';
  const host = make(tag as 'section', { lang: 'en', dir: 'ltr' });
  const root = closedRoot(host, tokens, style);
  const tally = make('span', { class: 'tally', role: 'status' });
  const body = make('div', { class: 'body', id: 'body', tabindex: '0', role: 'group', 'aria-label': 'What Assent sees' });
  const handle = button('handle', '', () => fold(!body.hidden));
  handle.append(make('strong', {}, 'Assent'), make('span', { class: 'site' }, site), tally);
  handle.setAttribute('aria-controls', 'body');

  function fold(folded: boolean): void {
    body.hidden = folded;
    handle.setAttribute('aria-expanded', String(!folded));
  }

  const sections = new Map((Object.keys(titles) as Section[]).map((section) => [section, createSection(section)]));
  body.append(...[...sections.values()].map(({ node }) => node));
  const panel = make('section', { class: 'panel', 'aria-label': 'Assent: debugging overlay' }, handle, body);
  panel.onkeydown = (event) => {
    if (event.key !== 'Escape' || body.hidden) return;
    fold(true);
    handle.focus();
  };
  fold(matchMedia('(width < 48em)').matches);
  root.append(panel);
  // Beside the body, so that no layout of the page's own counts it in.
  document.documentElement.append(host);
  return {
    draw(section, rows) {
      sections.get(section)!.draw(rows);
      if (section !== 'wrong') return;
      tally.textContent = rows.length === 0 ? 'no findings' : rows.length === 1 ? '1 finding' : rows.length + ' findings';
      tally.classList.toggle('bad', rows.length > 0);
    },
  };
}
