// The consent defaults of Google, Microsoft UET and Clarity, queued as the vendors' own snippets queue them, so that
// a tag that comes later reads them first. Never replaces a queue or function that is there.

import type { Modes } from './config';

type Call = (...parts: unknown[]) => void;

interface Vendors {
  dataLayer?: unknown[];
  gtag?: Call;
  uetq?: unknown[];
  clarity?: Call & { q?: unknown[] };
}

export function setDefaults({ google, uet, clarity }: Modes): void {
  const page = window as Vendors;
  if (google) {
    page.dataLayer ||= [];
    page.gtag ||= function () {
      page.dataLayer!.push(arguments);
    };
    for (const each of google.default) page.gtag('consent', 'default', each);
    for (const each of Object.entries(google.set)) page.gtag('set', ...each);
  }
  if (uet) (page.uetq ||= []).push('consent', 'default', uet);
  if (clarity) {
    page.clarity ||= function () {
      (page.clarity!.q ||= []).push(arguments);
    };
    page.clarity('consentv2', clarity);
  }
}
