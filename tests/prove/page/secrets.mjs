// Which attributes of the example policy are not approved, by the policy's own words; and values for all of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../policies/aurora-travel');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const attributes = read('attributes.json');
const { destinations } = read('site.json');

export const purposes = ['personalization', 'measurement', 'marketing'];

/** An attribute leaves for a destination where the policy names it, does not drop it, and a purpose of both is granted. */
function leavesFor(attribute, destination, granted) {
  const leave = attribute.leaves[destination];
  if (!leave || leave.minimize === 'drop' || attribute.special) return false;
  return attribute.purposes.some((each) => destinations[destination].purposes.includes(each) && granted.includes(each));
}

/** Attributes that a condition compares; a score is asked by its choice, as `drawn-to.alps`. */
const readBy = (condition) =>
  Object.entries(condition).flatMap(([name, of]) =>
    ['all', 'any', 'none'].includes(name) ? of.flatMap(readBy) : [name in attributes ? name : name.split('.')[0]]);
const inputsOf = ({ infer = [] }) => [...new Set(infer.flatMap(({ when = {} }) => readBy(when)))];

/** The signals of the page that an attribute listens to. Its bookkeeping and what the site's server signs come by none. */
function signalsOf({ source, type, from = [] }) {
  if (source !== 'observed' || type === 'counts' || from === 'bundle') return [];
  if (typeof from === 'string') return [from];
  return Array.isArray(from) ? from : Object.keys(from);
}
/** All attributes that change where this one is told. */
const toldWith = (name) => {
  const signals = signalsOf(attributes[name]);
  return Object.keys(attributes).filter((each) => each === name || signalsOf(attributes[each]).some((one) => signals.includes(one)));
};

const tellable = ([, attribute]) => attribute.source === 'declared' || signalsOf(attribute).length > 0;
export const declared = Object.entries(attributes).filter(tellable).map(([name]) => name);

/** What the page may be told and must not show, where at most `granted` is ever granted in a visit. */
export function secretsUnder(granted) {
  const leaves = (name) => Object.keys(destinations).some((each) => leavesFor(attributes[name], each, granted));
  const shown = Object.keys(attributes).filter(leaves);
  const known = new Set(shown.flatMap((name) => [name, ...inputsOf(attributes[name])]));
  return declared.filter((name) => toldWith(name).every((each) => !known.has(each)));
}

/** Whether what a plan tells changes one of these attributes. */
export const changes = ([call, name], names) =>
  names.some((each) => (call === 'observe' ? signalsOf(attributes[each]).includes(name) : each === name));

const texts = ['80331', 'night train', 'zug', '20095', 'a "quoted" word\n', 'ü', 'x'.repeat(200)];

/** A value that the attribute takes. */
function valueOf({ type, choices, range }, draw) {
  if (type === 'boolean') return draw(2) === 1;
  if (type === 'number') return range ? range[0] + draw(Math.min(range[1] - range[0], 3_000)) : draw(9);
  if (type === 'date') return `2026-0${1 + draw(9)}-1${draw(9)}`;
  return choices ? choices[draw(choices.length)] : texts[draw(texts.length)];
}

/** How a page tells the widget a value: `[call, name, value]`. */
export function telling(name, draw) {
  const signals = signalsOf(attributes[name]);
  const value = valueOf(attributes[name], draw);
  return signals.length > 0 ? ['observe', signals[draw(signals.length)], value] : ['set', name, value];
}
