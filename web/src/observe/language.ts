// The small language of data-assent-observe: what of an element is observed, told as which signal, with which value.
// Pure; docs/observing.md describes it.

import { isOfBundle } from '../bundle/signal';

export const max_items = 8;
export const max_dwell_s = 3_600;
export const max_attribute_letters = 1_024;

export interface Item {
  kind: 'view' | 'dwell' | 'click' | 'submit';
  seconds: number; // in sight, of view and dwell; else 0
  signal: string;
  value: boolean | number | string;
  field?: string; // the value is what the form's field of that name holds; of submit
}

/** What is wrong with an attribute, in words for the page's people. */
export type Fault = string;

const item =
  /\s*(?:(view|click|submit)|dwell +(\d{1,4})s)\s*:\s*([a-z\d][\w.:-]{0,127})\s*(?:=\s*(?:'([^']*)'|@([\w.:-]+)|([^\s;'@][^;]*?)|)\s*)?(?:;\s*|$)/iy;

/** true, false and a number as JSON has it are such; anything else is a text. */
function valueOf(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? +text : text;
}

/** The items of an attribute, or what is wrong with it: then nothing of the element is observed. */
export function readItems(attribute: string): Item[] | Fault {
  if (attribute.length > max_attribute_letters) return `longer than ${max_attribute_letters} letters`;
  const items: Item[] = [];
  for (item.lastIndex = 0; item.lastIndex < attribute.length; ) {
    const rest = attribute.slice(item.lastIndex);
    const found = item.exec(attribute);
    if (!found) return 'not understood: ' + rest;
    const [, name, dwell, signal, quoted, field, plain] = found;
    const kind = (name ?? 'dwell').toLowerCase() as Item['kind'];
    const seconds = +(dwell ?? (kind === 'view'));
    if (dwell && (seconds < 1 || seconds > max_dwell_s)) return `dwell takes 1 to ${max_dwell_s} seconds`;
    if (isOfBundle(signal!)) return signal + ': for signed bundles alone';
    if (field !== undefined && kind !== 'submit') return '@ belongs to submit';
    if (items.length === max_items) return `more than ${max_items} signals`;
    const value = quoted ?? (plain !== undefined ? valueOf(plain) : !found[0].includes('=') || '');
    if (value === '' && !field) return 'a value is missing';
    items.push({ kind, seconds, signal: signal!, value, ...(field !== undefined && { field }) });
  }
  return items.length ? items : 'empty';
}
