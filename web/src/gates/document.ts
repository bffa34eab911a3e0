// The gates document: what the page needs to know about services, and the sentences that our elements say of them.
// It comes from the pack's files, checked against its hash; it names no visitor.

import { parse } from '../plain';

export type GateText =
  | 'embed_title'
  | 'embed_body'
  | 'load_once'
  | 'always_allow'
  | 'blocked'
  | 'reload_title'
  | 'reload_body'
  | 'reload'
  | 'explicit_note';

export interface CookiePattern {
  name: string; // `*` stands for any run of characters
  domain?: string;
  path?: string;
}

export interface Service {
  id: string;
  title: string;
  purposes: string[];
  origins: string[];
  cookies: CookiePattern[];
  storage: string[]; // patterns, as in a cookie's name
}

/** A type of Consent Mode: granted when all of its purposes stand. */
export interface Signal {
  type: string;
  purposes: string[];
}

export interface Modes {
  google: boolean;
  uet: boolean;
  clarity: boolean;
}

export interface GatesDocument {
  texts: Record<GateText, string> & { age_note?: string }; // {service} stands for the service's title
  titles: Record<string, string>; // of the purposes that services name
  services: Service[];
  signals: Signal[];
  modes: Modes;
}

/** Throws SyntaxError where the bytes are no JSON. */
export const readGates = (bytes: Uint8Array): GatesDocument => parse(new TextDecoder().decode(bytes)) as GatesDocument;

/** A sentence about services. */
export const about = (text: string, services: string): string => text.replaceAll('{service}', () => services);
