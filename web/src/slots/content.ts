// A slot's content file: one for all of its experiences, fetched whole and alike whatever was decided. Content that would
// load or run something by itself is refused, all of the file.

import { report } from '../announce';
import { failure } from '../failure';
import type { Trusted } from '../trusted';
import { readEdits, type Edit } from './edits';
import { refusedIn } from './refused';

/** What an experience shows: nodes in place of the default content, or edits of it. */
export interface Variant {
  nodes: DocumentFragment | undefined;
  edits: readonly Edit[] | undefined;
  attributes: readonly string[]; // whose values it shows
}

export type Variants = ReadonlyMap<string, Variant>;

/** One name for an experience and its variant; default content is ''. */
export const keyOf = (experience: string | null, variant: string | null): string =>
  experience === null ? '' : experience + '/' + (variant ?? '');

function readVariant(template: HTMLTemplateElement): Variant {
  const { content } = template;
  if (template.hasAttribute('data-edits')) return { nodes: undefined, edits: readEdits(content), attributes: [] };
  if (refusedIn(content)) throw failure('content_refused');
  const attributes = [...content.querySelectorAll('assent-value')].map((each) => each.getAttribute('attribute') ?? '');
  return { nodes: content, edits: undefined, attributes: [...new Set(attributes)] };
}

/** The experiences in a content file, by their keys. Nothing of it is in the page yet. */
export function readContent(bytes: Uint8Array, trusted: Trusted): Variants {
  const file = document.createElement('template');
  file.innerHTML = trusted.createHTML(new TextDecoder().decode(bytes));
  const variants = new Map<string, Variant>();
  for (const each of file.content.querySelectorAll<HTMLTemplateElement>('template[data-experience]'))
    variants.set(keyOf(each.getAttribute('data-experience'), each.getAttribute('data-variant')), readVariant(each));
  return variants;
}

/** Content files by hash. A file that cannot be loaded or is refused is reported once, and its slots keep default content. */
export interface Library {
  /** Undefined until the file is there; the first call loads it. */
  get(hash: string): Variants | undefined;
}

export function createLibrary(
  read: (hash: string) => Promise<Uint8Array>,
  trusted: Trusted,
  came: () => void,
): Library {
  const files = new Map<string, Variants | undefined>();
  return {
    get(hash) {
      if (!files.has(hash)) {
        files.set(hash, undefined);
        read(hash)
          .then((bytes) => {
            files.set(hash, readContent(bytes, trusted));
            came();
          })
          .catch(report);
      }
      return files.get(hash);
    },
  };
}
