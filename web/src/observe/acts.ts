// A visitor's clicks on observed elements and the forms that a visitor submits. It only listens: no act is changed or
// held, and what scripts do in the visitor's place does not count.

import type { Item } from './language';
import { observed, slotted } from './markup';

const kinds = ['click', 'submit'];

/** `act` hears the element, its item and, of `submit`, the form. Returns what ends that. */
export function watchActs(
  itemsOf: (element: Element) => readonly Item[],
  act: (element: Element, item: Item, form?: HTMLFormElement) => void,
): () => void {
  const take = ({ type, target, isTrusted }: Event) => {
    // What can be clicked inside a slot depends on what was decided.
    if (!isTrusted || !(target instanceof Element) || target.closest(slotted)) return;
    const form = type === 'submit' && target instanceof HTMLFormElement ? target : undefined;
    for (let element = target.closest(observed); element; element = element.parentElement?.closest(observed) ?? null)
      for (const item of itemsOf(element)) if (item.kind === type) act(element, item, form);
  };
  for (const kind of kinds) addEventListener(kind, take, true);
  return () => {
    for (const kind of kinds) removeEventListener(kind, take, true);
  };
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Never read, whatever the page's markup says. */
const secret_types = ['password', 'file'];

/**
 * What the form's field of that name holds: a number, a tick as a boolean, otherwise the text without space around it.
 * Undefined: nothing, or there is no such field.
 */
export function readField(form: HTMLFormElement, name: string): boolean | number | string | undefined {
  const fields = ([...document.getElementsByName(name)] as Field[]).filter((field) => field.form === form);
  const field = fields.find((each) => each.type !== 'radio' || (each as HTMLInputElement).checked);
  if (!field || secret_types.includes(field.type)) return undefined;
  if (field.type === 'checkbox') return (field as HTMLInputElement).checked;
  const text = field.value.trim();
  if (!text) return undefined;
  return field.type === 'number' || field.type === 'range' ? Number(text) : text;
}
