// <assent-value>: shows the value of an attribute inside content, as text and never as markup, in a closed shadow root that
// page scripts cannot read. Its light DOM remains what its author wrote, and is what is seen where there is no value.

import { inWords } from '../elements/data/data';
import { define, isFree } from '../elements/dom';
import type { AllSymbols, ShownValue } from '../effects';
import { bare } from '../plain';

export const max_value_characters = 80;
const tag = 'assent-value';

/**
 * The value that a slot may show of an attribute: undefined where there is none, or where it may not be used for the
 * slot's purpose. Both are positions in the pack's symbols.
 */
export type ValueOf = (attribute: number, slot: number) => ShownValue | undefined;

/** A value as text of one line, at most max_value_characters long. */
export function clipped(text: string): string {
  // eslint-disable-next-line no-control-regex
  const characters = [...text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ')];
  return characters.length > max_value_characters
    ? characters.slice(0, max_value_characters - 1).join('') + '…'
    : characters.join('');
}

export interface Values {
  /** The texts of these attributes; an empty text where there is no value. */
  ask(attributes: readonly string[], slot: number): string[];
  /** Values may have changed. */
  renew(): void;
  /** Shows texts in nodes that are not in the page yet. */
  show(nodes: ParentNode, attributes: readonly string[], texts: readonly string[]): void;
}

/** `symbolsOf` is asked once a slot may show a value. */
export function createValues(symbolsOf: () => AllSymbols, valueOf: ValueOf): Values {
  define(tag);
  let known = new Map<string, string>();

  const inText = (value: ShownValue | undefined, at: number) => {
    const { attributes, texts, language } = symbolsOf();
    return value === undefined || value === null ? '' : clipped(inWords(value, attributes[at]!.type, texts, language));
  };

  const askOne = (attribute: string, slot: number): string => {
    const at = symbolsOf().attributes.findIndex(({ id }) => id === attribute);
    if (at < 0) return '';
    const key = slot + '/' + at;
    const text = known.get(key) ?? inText(valueOf(at, slot), at);
    known.set(key, text);
    return text;
  };

  return {
    ask: (attributes, slot) => attributes.map((attribute) => askOne(attribute, slot)),
    renew() {
      known = new Map();
    },
    show(nodes, attributes, texts) {
      for (const host of nodes.querySelectorAll(tag)) {
        const text = texts[attributes.indexOf(host.getAttribute('attribute') ?? '')];
        // A page that has taken the name could look into its own element.
        if (!text || !isFree(host)) continue;
        const isolated = document.createElement('bdi');
        isolated.textContent = text;
        host.attachShadow(bare({ mode: 'closed' as const })).append(isolated);
      }
    },
  };
}
