// <assent-placeholder>: stands in the box of a frame that may not load, says whose content it is and what it would be
// used for, and offers to load it. Only a click of the visitor's own does; it lies over the frame's box and moves
// nothing of the page.

import { button, closedRoot, define, make } from '../dom';
import { text as tokens } from '../tokens.css';
import { text as style } from './placeholder.css';

/** A frame that is smaller than this, in CSS pixels, shows nothing to a visitor: it gets no placeholder. */
export const min_side_px = 48;

/** What a placeholder says; an empty sentence is left out. */
export interface PlaceholderWords {
  title: string;
  body: string;
  from: string; // the host that the content comes from
  purposes: readonly string[]; // titles
  note: string; // why a button is missing
  load_once: string; // "": not offered
  always_allow: string; // "": not offered
}

export interface PlaceholderActs {
  loadOnce(trusted: boolean): void;
  alwaysAllow(trusted: boolean): void;
}

export interface Placeholder {
  draw(words: PlaceholderWords): void;
  /** Lies over the frame's box again, where that has changed. */
  place(): void;
  /** Gives the frame's box back; what had the focus in here passes it on to the frame. */
  remove(): void;
}

/** The text of a button with what it is about, for those who hear one button after another. */
function named(part: string, text: string, subject: string, act: (trusted: boolean) => void): HTMLButtonElement {
  const node = button('button ' + part, text, act);
  node.setAttribute('aria-label', text + ': ' + subject);
  return node;
}

function card(words: PlaceholderWords, subject: string, acts: PlaceholderActs): HTMLElement {
  const { title, body, from, purposes, note, load_once, always_allow } = words;
  const text = make('div', { part: 'text' }, make('p', { part: 'title', id: 'title' }, title));
  if (from) text.append(make('p', { part: 'from' }, from));
  const about = make('div', { id: 'about' }, make('p', { part: 'body' }, body));
  if (purposes.length)
    about.append(make('ul', { part: 'purposes', role: 'list' }, ...purposes.map((each) => make('li', {}, each))));
  if (note) about.append(make('p', { part: 'note' }, note));
  text.append(about);
  const actions = make('div', { part: 'actions' });
  if (load_once) actions.append(named('load-once', load_once, subject, acts.loadOnce));
  if (always_allow) actions.append(named('always-allow', always_allow, subject, acts.alwaysAllow));
  return make(
    'section',
    { part: 'placeholder', role: 'group', 'aria-labelledby': 'title', 'aria-describedby': 'about' },
    text,
    ...(actions.childElementCount ? [actions] : []),
  );
}

/** Puts a placeholder over `frame`, whose box stays as the page has made it. */
export function createPlaceholder(frame: HTMLIFrameElement, language: string, acts: PlaceholderActs): Placeholder {
  define('assent-placeholder');
  const host = make('assent-placeholder' as 'section', { lang: language });
  const root = closedRoot(host, tokens, style);
  const { visibility } = frame.style;
  let drawn = '';
  let placed = '';
  // An empty frame is a stop for the keyboard and a name without content; hidden, it keeps its box.
  frame.style.visibility = 'hidden';
  frame.before(host);

  return {
    draw(words) {
      const wanted = JSON.stringify(words);
      if (wanted === drawn) return;
      drawn = wanted;
      const had_focus = root.activeElement;
      root.replaceChildren(card(words, frame.title || words.title, acts));
      if (had_focus) host.focus({ preventScroll: true });
    },
    place() {
      // A page may have moved the frame and left us behind.
      if (host.nextSibling !== frame) frame.before(host);
      const { offsetWidth: width, offsetHeight: height } = frame;
      host.hidden = width < min_side_px || height < min_side_px;
      if (host.hidden) return;
      const { style: box } = host;
      const { borderRadius, zIndex } = getComputedStyle(frame);
      Object.assign(box, { width: width + 'px', height: height + 'px', borderRadius, zIndex });
      const wanted = frame.getBoundingClientRect();
      const now = host.getBoundingClientRect();
      const [x = 0, y = 0] = placed.split(' ').map(parseFloat);
      const [right, down] = [wanted.left - now.left, wanted.top - now.top];
      // What is a fraction of a pixel away is where it should be.
      if (Math.abs(right) < 0.5 && Math.abs(down) < 0.5) return;
      placed = `${(x || 0) + right}px ${(y || 0) + down}px`;
      box.translate = placed;
    },
    remove() {
      const had_focus = root.activeElement;
      host.remove();
      frame.style.visibility = visibility;
      if (had_focus) frame.focus({ preventScroll: true });
    },
  };
}
