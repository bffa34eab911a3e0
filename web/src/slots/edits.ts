// Edits of default content: a text, an attribute, classes, the order of children. Every one can be taken back exactly;
// what the page has changed meanwhile stays as the page has it. An edit writes text and never markup.

import { failure } from '../failure';
import { isLink } from './refused';

export const max_edits = 50;
export const max_edited_nodes = 100;

export interface Edit {
  select: string; // CSS selector inside the place; ":scope" is the place itself
  change: 'text' | 'attribute' | 'classes' | 'order';
  name: string; // of the attribute
  value: string;
}

/** What was done to the page's own nodes. */
export interface Done {
  /** False where the page has changed all of it meanwhile. */
  stands(): boolean;
  undo(): void;
}

const changes = ['text', 'attribute', 'classes', 'order'] as const;
const plain_attributes = new Set(['title', 'alt', 'lang', 'dir', 'placeholder']);
const not_text = 'script,style,noscript,template,iframe,object,embed,textarea,title,select';

/** True where an edit may set this attribute to this value. */
export const mayEdit = (node: Element, name: string, value: string): boolean =>
  plain_attributes.has(name) || /^aria-[a-z]+$/.test(name) || (name === 'href' && node.matches('a,area') && isLink(value));

function readEdit(element: Element): Edit {
  const given = changes.filter((each) => element.hasAttribute(each));
  const select = element.getAttribute('select');
  if (element.localName !== 'assent-edit' || !select || given.length !== 1) throw failure('content_refused');
  const change = given[0]!;
  const of_attribute = change === 'attribute';
  document.createDocumentFragment().querySelector(select); // throws where it is no selector
  return {
    select,
    change,
    name: of_attribute ? element.getAttribute(change)! : '',
    value: element.getAttribute(of_attribute ? 'value' : change) ?? '',
  };
}

/** The edits of a template. Throws where one is malformed. */
export function readEdits(content: ParentNode): Edit[] {
  const elements = [...content.children];
  if (!elements.length || elements.length > max_edits) throw failure('content_refused');
  return elements.map(readEdit);
}

function editText(node: Element, { value }: Edit): Done | undefined {
  // Elements inside might have listeners of the page, or hold what a visitor has typed.
  if (node.firstElementChild || node.matches(not_text)) return undefined;
  const before = [...node.childNodes];
  const text = new Text(value);
  node.replaceChildren(text);
  const stands = () => node.childNodes.length === 1 && node.firstChild === text && text.data === value;
  return { stands, undo: () => stands() && node.replaceChildren(...before) };
}

const setAttribute = (node: Element, name: string, value: string | null) =>
  value === null ? node.removeAttribute(name) : node.setAttribute(name, value);

function editAttribute(node: Element, { name, value }: Edit): Done | undefined {
  if (!mayEdit(node, name, value)) return undefined;
  const before = node.getAttribute(name);
  node.setAttribute(name, value);
  const stands = () => node.getAttribute(name) === value;
  return { stands, undo: () => stands() && setAttribute(node, name, before) };
}

function editClasses(node: Element, { value }: Edit): Done | undefined {
  const words = value.split(/\s+/).filter(Boolean);
  if (!words.length || !words.every((word) => /^[+-][\w-]+$/.test(word))) return undefined;
  const { classList } = node;
  const before = node.getAttribute('class');
  const changed = words.filter((word) => classList.contains(word.slice(1)) !== (word[0] === '+'));
  const apply = (list: string[], sign: string) =>
    list.forEach((word) => classList.toggle(word.slice(1), word[0] === sign));
  apply(changed, '+');
  const after = node.getAttribute('class');
  return {
    stands: () => changed.every((word) => classList.contains(word.slice(1)) === (word[0] === '+')),
    undo() {
      if (node.getAttribute('class') === after) setAttribute(node, 'class', before);
      // The page has changed others: ours go, one by one.
      else apply(changed.filter((word) => classList.contains(word.slice(1)) === (word[0] === '+')), '-');
    },
  };
}

/** Puts the child elements into this order. What stands between them stays there, and what is in its place is not moved. */
function arrange(node: Element, elements: readonly Element[]): void {
  const left = [...elements];
  let next = node.firstChild;
  for (const each of [...node.childNodes].map((child) => (child.nodeType === 1 ? left.shift()! : child)))
    if (each === next) next = next.nextSibling;
    else node.insertBefore(each, next);
}

function editOrder(node: Element, { value }: Edit): Done | undefined {
  const before = [...node.children];
  const first = value.split(/\s+/).filter(Boolean).map((number) => before[Number(number) - 1]);
  if (!first.length || first.includes(undefined) || new Set(first).size < first.length) return undefined;
  const after = [...(first as Element[]), ...before.filter((each) => !first.includes(each))];
  arrange(node, after);
  const stands = () => node.children.length === after.length && after.every((each, at) => node.children[at] === each);
  return { stands, undo: () => stands() && arrange(node, before) };
}

const editors = { text: editText, attribute: editAttribute, classes: editClasses, order: editOrder };

const selected = (place: Element, select: string) =>
  select === ':scope'
    ? [place]
    : [...place.querySelectorAll(select)].filter((node) => node.parentElement!.closest('[data-assent-slot]') === place);

/** All of the edits or, where one finds nothing or may not be made, none of them: then undefined. */
export function applyEdits(place: Element, edits: readonly Edit[]): Done | undefined {
  const done: Done[] = [];
  const undo = () => done.reverse().forEach((each) => each.undo());
  for (const edit of edits) {
    const nodes = selected(place, edit.select);
    const made = nodes.length > max_edited_nodes ? [] : nodes.map((node) => editors[edit.change](node, edit));
    done.push(...made.filter((each) => each !== undefined));
    if (!made.length || made.includes(undefined)) return void undo();
  }
  return { undo, stands: () => done.some((each) => each.stands()) };
}
