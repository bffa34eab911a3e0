// Puts reasons in words: what full.wasm says of a slot (wasm/why_text.hpp), in the sentences of the reasons document
// (src/authoring/write_reasons.hpp). Pure; values come in and go out as words, and are kept nowhere.

import type { Json, ShownValue, ValueType } from '../../effects';

/** The reasons document. Lists are in the pack's order. */
export interface Reasons {
  texts: Record<string, string>;
  purposes: string[]; // titles
  attributes: AttributeWords[];
  slots: Record<string, string>[]; // because, by experience
}
export interface AttributeWords {
  title: string;
  choices?: [value: string, title: string][];
  range?: [number, number];
}

/** Why a slot shows what it shows. */
export interface Why {
  slot: string;
  experience: string | null;
  variant: string | null;
  withheld: boolean;
  purpose: number;
  whole: number;
  holdout?: true; // the visitor is kept out of all personalization, to compare with
  passed?: string[]; // codes of experiences whose pace passed them over
  factors: WhyFactor[];
}
export interface WhyFactor {
  attribute?: number;
  fact?: number;
  code: string;
  source: string;
  at: number | null;
  off: boolean;
  purposes: number[];
  inputs: { attribute: number; code: string }[];
  weight: number; // in parts of Why.whole
  together: boolean;
  asked: Asked[];
}
export interface Asked {
  experience: string;
  op: number;
  than: (string | number | null)[];
  choice?: number;
  holds: boolean;
  looked: boolean;
}

/** The comparisons of the enumeration Op in src/policy/pack.fbs. */
const ops = ['exists', 'eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'contains'];
const first_op = 3;
const ms_per_day = 86_400_000;
/** Shares of the whole above which a factor mattered most, and mattered. */
const most = 0.5;
const some = 0.2;
/** Scores above which an interest is strong, and mild. */
const strong = 0.6;
const mild = 0.3;

/** The sentence with its places filled in, as text. */
export const fill = (sentence: string, places: Record<string, string>): string =>
  sentence.replace(/\{(\w+)\}/g, (all, name: string) => places[name] ?? all);

const titleOf = ({ choices }: AttributeWords, choice: string) =>
  choices?.find(([value]) => value === choice)?.[1] ?? choice;

const isScores = (value: Json): value is { [choice: string]: number } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Words {
  title(factor: WhyFactor): string;
  value(attribute: number, type: ValueType | 'scores' | 'counts', value: ShownValue): string;
  /** How much it mattered: a word, and the share of the whole from 0 to 1. */
  weight(factor: WhyFactor, whole: number): { word: string; share: number; against: boolean };
  source(factor: WhyFactor): string;
  purposes(factor: WhyFactor): string;
  /** Why a factor was not used. */
  unused(factor: WhyFactor): string;
  asked(factor: WhyFactor, type: ValueType | undefined): string;
  /** Why this content, in one or more sentences. */
  because(why: Why, slot: number): string[];
  /** What is asked for and not known, by title. */
  unknown(titles: readonly string[]): string;
}

/** Words in one language. `facts` are the names of Symbols.context. */
export function createWords(reasons: Reasons, facts: readonly string[], language: string): Words {
  const { texts, purposes, attributes, slots } = reasons;
  const list = (all: readonly string[], type: Intl.ListFormatType = 'conjunction') =>
    new Intl.ListFormat(language, { type }).format(all);
  const day = (ms: number, timeZone?: string) => new Date(ms).toLocaleDateString(language, { dateStyle: 'long', timeZone });
  const titlesOf = (indexes: readonly number[]) => list(indexes.map((index) => purposes[index]!));

  const factTitle = (name: string) =>
    name.startsWith('query.')
      ? fill(texts['fact.query']!, { name: name.slice('query.'.length) })
      : (texts['fact.' + name] ?? name);

  const scoreWord = (score: number) => texts[score >= strong ? 'strong' : score >= mild ? 'mild' : 'faint']!;

  const constant = (words: AttributeWords | undefined, type: ValueType | undefined, than: string | number) => {
    if (typeof than === 'string') return words ? titleOf(words, than) : than;
    if (type === 'boolean') return than ? texts.yes! : texts.no!;
    return type === 'date' ? day(than * ms_per_day, 'UTC') : than.toLocaleString(language);
  };

  const question = (factor: WhyFactor, each: Asked, type: ValueType | undefined): string | undefined => {
    const words = factor.attribute === undefined ? undefined : attributes[factor.attribute];
    // What stands in the pack as a hash is not said.
    if (each.than.includes(null)) return undefined;
    if (each.choice !== undefined)
      return fill(texts['op.score']!, { value: words?.choices?.[each.choice]?.[1] ?? '' });
    const value = list(each.than.map((than) => constant(words, type, than!)), 'disjunction');
    return fill(texts['op.' + ops[each.op - first_op]!]!, { value });
  };

  return {
    unknown: (titles) => fill(texts.unknown!, { list: list(titles) }),
    title: ({ attribute, fact }) => (fact === undefined ? attributes[attribute!]!.title : factTitle(facts[fact]!)),
    value(attribute, type, value) {
      const words = attributes[attribute]!;
      if (typeof value === 'boolean') return value ? texts.yes! : texts.no!;
      if (typeof value === 'number') return value.toLocaleString(language);
      if (typeof value === 'string') return type === 'date' ? day(Date.parse(value), 'UTC') : titleOf(words, value);
      if (Array.isArray(value)) return list(value.map((each) => titleOf(words, String(each))));
      if (type !== ('scores' as string) || !isScores(value)) return JSON.stringify(value);
      const scores = Object.entries(value).sort(([, one], [, other]) => other - one);
      return list(scores.map(([choice, score]) => fill(scoreWord(score), { choice: titleOf(words, choice) })));
    },
    weight({ weight, together }, whole) {
      const share = Math.abs(weight) / whole;
      const against = weight < 0;
      const word = against ? 'against' : weight === 0 ? 'nothing' : share > most ? 'most' : share >= some ? 'some' : 'little';
      return { word: texts[word]! + (together && weight !== 0 ? ' · ' + texts.together! : ''), share, against };
    },
    source({ source, at, inputs }) {
      const used = inputs.filter(({ code }) => code === 'USED').map(({ attribute }) => attributes[attribute]!.title);
      const from = fill(texts['source.' + source]!, { inputs: list(used) });
      return at === null ? from : fill(texts.since!, { source: from, when: day(at) });
    },
    purposes: (factor) => (factor.purposes.length ? fill(texts.for!, { purposes: titlesOf(factor.purposes) }) : ''),
    unused: ({ code, purposes: of }) => fill(texts['code.' + code] ?? '', { purposes: titlesOf(of) }),
    asked(factor, type) {
      const questions = factor.asked.filter(({ looked }) => looked).map((each) => question(factor, each, type));
      const said = [...new Set(questions.filter((each) => each !== undefined))];
      return said.length ? fill(texts.asked!, { what: said.join(` ${texts.or!} `) }) : '';
    },
    because({ experience, withheld, purpose, holdout, passed = [] }, slot) {
      if (withheld) return [fill(texts.withheld!, { purpose: purposes[purpose]! })];
      if (holdout) return [texts['code.HELD_OUT']!];
      const first = experience === null ? texts.default! : (slots[slot]?.[experience] ?? '');
      return [first, ...new Set(passed.map((code) => texts['code.' + code] ?? ''))].filter((each) => each !== '');
    },
  };
}
