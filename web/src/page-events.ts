// What the core lets the page hear, as DOM events: `assent:exposure` and `assent:goal`. Nothing of it is kept, queued or
// sent, and nothing is told here that the core has not sent to the page.

import { announce, type Told } from './announce';
import type { PageSend } from './effects';
import { parse } from './plain';

export interface PageEvents {
  tell(effect: PageSend): void;
  /** A new page began without a load: it tells anew what it shows. */
  navigated(): void;
}

export function createPageEvents(): PageEvents {
  // A core that begins anew, because another tab has stored something, tells again what this page has heard.
  const heard = new Set<string>();
  return {
    tell({ body }) {
      const { data } = parse(body) as { data: Told & { purposes?: string[] } };
      delete data.purposes;
      const text = JSON.stringify(data);
      if (heard.has(text)) return;
      heard.add(text);
      announce(data.goal === undefined ? 'exposure' : 'goal', data);
    },
    navigated: () => heard.clear(),
  };
}
