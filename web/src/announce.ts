// What the page and its developers are told: DOM events and console lines. Ids and codes only, never a value.

import { reasonOf } from './failure';
import { bare } from './plain';

/** What a slot showed, and which goal was reached after it. */
export interface Told {
  slot: string;
  experience: string | null; // null: default content
  variant: string | null;
  goal?: string;
  holdout?: true; // the visitor is kept out
}

export interface Announcements {
  ready: { site: string; language: string };
  consent: { act: string; granted: string[]; denied: string[] };
  exposure: Told; // page-events.ts alone announces this and the next
  goal: Told;
  sent: { route: string; destination: string | null; bytes: number };
  'receipt-invalid': { record: string; fault: string; last: boolean };
  failed: { reason: string };
  features: object; // the core that decides features is there
  'service-failed': { service: string; address: string };
}

export function announce<Name extends keyof Announcements>(name: Name, detail: Announcements[Name]): void {
  document.dispatchEvent(new CustomEvent('assent:' + name, bare({ detail })));
}

/** Says loudly that something closed, and why. */
export function report(error: unknown): void {
  const reason = reasonOf(error);
  console.error('assent: ' + reason + ': default content stays, nothing is sent', error);
  announce('failed', { reason });
}

export const warn = (...about: unknown[]): void => console.warn('assent:', ...about);
