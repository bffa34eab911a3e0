// Says which services go on running although they were taken back. It says so only of those that have run.

import { createReloadNote } from '../elements/reload/reload';
import { about, type GatesDocument } from './document';

/** Services that are named; that there are more is seen by the dots. */
export const max_named = 3;

export interface Notes {
  /** `running`: ids of services that have run and are not allowed; none: nothing to say. */
  draw(running: readonly string[], close: string): void;
}

export function createNotes({ texts, services }: GatesDocument, language: string): Notes {
  const note = createReloadNote(language);
  return {
    draw(running, close) {
      const titles = running.map((id) => services.find((service) => service.id === id)?.title ?? id);
      const named = titles.slice(0, max_named);
      const names = titles.length > max_named ? named.join(', ') + ' …' : new Intl.ListFormat(language).format(named);
      note.draw(
        titles.length
          ? { title: about(texts.reload_title, names), body: about(texts.reload_body, names), reload: texts.reload, close }
          : null,
      );
    },
  };
}
