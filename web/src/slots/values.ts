// <assent-value>: shows the value of an attribute inside content, as text and never as markup, in a closed shadow root that
// page scripts cannot read. Its light DOM remains what its author wrote, and is what is seen where there is no value.

import { inWords } from '../elements/data/data';
import type { AllSymbols, ShownValue } from '../effects';
import { bare } from '../plain';

export const max_value_characters = 80;
const tag = 'assent-value';

/**
 * The value that a slot may show of an attribute: undefined where there is none, or where it may not be used for the
 * slot's purpose. Both are positions in the pack's symbols.
 */
export type ValueOf = (
  attribute: number,
  slot: number,
) => ShownValue | undefined | Promise<ShownValue | undefined>;

/** A value as text of one line, at most max_value_characters long. */
export function clipped(text: string): string {
  // eslint-disable-next-line no-control-regex
  const characters = [...text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ')];
  return characters.length > max_value_characters
    ? characters.slice(0, max_value_characters - 1).join('') + '…'
    : characters.join('');
}

export interface Values {
  /** The texts of these attributes; an empty text where there is no value. Undefined while one is asked for. */
  ask(attributes: readonly string[], slot: number): string[] | undefined;
  /** Values may have changed. */
  renew(): void;
  /** Shows texts in nodes that are not in the page yet. */
  show(nodes: ParentNode, attributes: readonly string[], texts: readonly string[]): void;
}

/** `symbolsOf` is asked once a slot may show a value; `came` hears that a value that was asked for is there. */
export function createValues(symbolsOf: () => AllSymbols, valueOf: ValueOf, came: () => void): Values {
  class AssentValue extends HTMLElement {}
  if (!customElements.get(tag)) customElements.define(tag, AssentValue);
  let known = new Map<string, string | undefined>();

  const inText = (value: ShownValue | undefined, at: number) => {
    const { attributes, texts, language } = symbolsOf();
    return value === undefined || value === null ? '' : clipped(inWords(value, attributes[at]!.type, texts, language));
  };

  const askOne = (attribute: string, slot: number): string | undefined => {
    const at = symbolsOf().attributes.findIndex(({ id }) => id === attribute);
    const key = slot + '/' + at;
    if (at < 0 || known.has(key)) return at < 0 ? '' : known.get(key);
    const value = valueOf(at, slot);
    if (!(value instanceof Promise)) {
      known.set(key, inText(value, at));
      return known.get(key);
    }
    const mine = known;
    mine.set(key, undefined);
    void value
      .catch(() => undefined)
      .then((answer) => {
        mine.set(key, inText(answer, at));
        if (mine === known) came();
      });
    return undefined;
  };

  return {
    ask(attributes, slot) {
      const texts = attributes.map((attribute) => askOne(attribute, slot));
      return texts.includes(undefined) ? undefined : (texts as string[]);
    },
    renew() {
      known = new Map();
    },
    show(nodes, attributes, texts) {
      for (const host of nodes.querySelectorAll(tag)) {
        const text = texts[attributes.indexOf(host.getAttribute('attribute') ?? '')];
        // A page that has taken the name could look into its own element.
        if (!text || !(host instanceof AssentValue)) continue;
        const isolated = document.createElement('bdi');
        isolated.textContent = text;
        host.attachShadow(bare({ mode: 'closed' as const })).append(isolated);
      }
    },
  };
}
