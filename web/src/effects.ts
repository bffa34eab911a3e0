// What the pack tells the page and what the core tells it, as types. Types only: never any code.

export type Source = 'declared' | 'observed' | 'inferred';
export type ValueType = 'boolean' | 'number' | 'text' | 'text_list' | 'date' | 'any' | 'scores' | 'counts';

/**
 * What the pack itself tells the page: enough to ask, and to take the answer. In the pack's order: an id is a position.
 * What can come later is in the second-layer document.
 */
export interface Symbols {
  site: string;
  language: string;
  texts: AskTexts;
  countries: string[]; // that the site's regimes know, ISO 3166
  purposes: PurposeSymbol[];
  attributes: AttributeSymbol[];
  slots: SlotSymbol[];
  context: string[];
  layers: string; // SHA-256 of the second-layer document, hex
  gates?: string; // SHA-256 of the gates document, hex; absent where the policy has nothing to gate
  reasons?: string; // SHA-256 of the reasons document, hex; absent where the policy says none
  full_core?: true; // some attribute leaves in a form that only the full core knows
  migrates?: true; // what other consent managers left behind counts
  share?: Share; // absent: nothing is shared
  features?: FeatureSymbol[]; // absent: there are none
  bundle_key?: string; // that of the site's server, base64; absent: there are no bundles
  keeps?: string; // the attribute that keeps which variations were given
  goals?: GoalSymbol[]; // absent: there are none
}

export interface GoalSymbol {
  id: string;
  slot: number; // the position of the slot that was seen before
}

export interface PurposeSymbol {
  id: string;
}

export interface AttributeSymbol {
  id: string;
  type: ValueType;
  source?: Source; // where the policy has features
  path?: string; // under which features know it
  bundle?: true; // it comes from a signed bundle
}

export interface SlotSymbol {
  id: string;
  place: string;
}

/**
 * The second-layer document (web/src/second-layer.ts): what nobody needs before the preference center opens or something
 * was allowed. Lists are in the order of those of Symbols.
 */
export interface SecondLayer {
  controller: Controller;
  texts: CenterTexts;
  purposes: PurposeDetail[];
  attributes: AttributeDetail[];
  slots: SlotDetail[]; // of those that have a place
}

/** Symbols with what the second layer says of them. */
export interface AllSymbols extends Symbols {
  controller: Controller;
  texts: Texts;
  purposes: (PurposeSymbol & PurposeDetail)[];
  attributes: (AttributeSymbol & AttributeDetail)[];
}

/** JSON as a policy has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface FeatureSymbol {
  id: string;
  values: Json[];
  fallback?: number; // index of the value where no rule gives one; absent: null
  rules: { id?: string; key?: string; names?: string[] }[];
  alone?: true; // an experiment without a feature
  persists_query?: true; // a redirect takes the page's query along
}

/** With whom choices are shared; what is absent is off. */
export interface Share {
  subdomains?: string; // the domain of their cookie
  domains?: string[]; // origins
  devices?: true;
}

/** Who answers for the processing. */
export interface Controller {
  name: string;
  contact: string;
  notice: string; // address of the privacy notice
  address?: string;
}

export interface PurposeDetail {
  title: string;
  explain: string;
  retention_days: number; // at the collector
  recipients: string[];
  services: string[];
  data: string[];
}

export interface AttributeDetail {
  source: Source;
  title: string;
  purposes: string[]; // titles
}

export interface SlotDetail {
  late: 'keep_default' | 'fade_in';
  content: string; // SHA-256 of the content file, hex
  because: Record<string, string>; // by experience
}

export type Basis = 'consent' | 'explicit_consent' | 'legitimate_interest' | 'contract' | 'strictly_necessary';
export type Control =
  | 'accept'
  | 'reject'
  | 'opt_out'
  | 'limit'
  | 'choose'
  | 'close'
  | 'of_age'
  | 'under_age'
  | 'reopen';
export type Reason = 'none' | 'first' | 'expired' | 'changed' | 'interval' | 'age';
/** What the first layer says. What no regime of the site has anybody read is absent, here and in the second layer. */
export type AskTexts = Record<
  Control | 'title' | 'body' | 'gpc_honored' | 'age_title' | 'age_body' | `reason.${Reason}`,
  string
>;
/** What the preference center and "my data" say besides. */
export type CenterTexts = Record<
  | 'preferences_title'
  | 'preferences_body'
  | 'save'
  | 'always_on'
  | 'explicit_note'
  | 'age_note'
  | 'record'
  | 'notice'
  | 'data_title'
  | 'data_empty'
  | 'data_delete'
  | 'data_stale'
  | 'yes'
  | 'no'
  | 'recipients'
  | 'uses'
  | 'basis'
  | `source.${Source}`
  | `basis.${Basis}`,
  string
>;
export type Texts = AskTexts & CenterTexts;

export interface PurposeRow extends PurposeSymbol {
  basis: Basis;
  on: boolean;
  locked: boolean;
  separate: boolean;
  blocked: number; // what hinders, or is_chosen, of numbers.ts
}

/** A date is text, YYYY-MM-DD. */
export type ShownValue = Json;

export interface DataRow extends AttributeSymbol {
  attribute: number; // its index
  value: ShownValue;
  stale: boolean; // kept, and neither used nor sent
  used: boolean;
}

export interface View {
  banner: number; // of numbers.ts
  answered: boolean; // however long ago, and whatever ended it
  reason: Reason;
  controls: Control[]; // what the banner offers, in order
  age: number; // below which the regime asks; 0: it does not
  texts: AskTexts;
  gpc: boolean;
  preferences: boolean;
  purposes: PurposeRow[];
  changed: boolean;
  data: DataRow[];
}

/** A view with what the second layer says of its rows. */
export interface FullView extends View {
  texts: Texts;
  purposes: (PurposeRow & PurposeDetail)[];
  data: (DataRow & AttributeDetail)[];
}

/** One comparison that was looked at on the way to a decision. */
export interface Factor {
  experience: string;
  attribute?: string;
  context?: string;
  op?: number; // of the enumeration Op in src/policy/pack.fbs; absent where a pace passed the experience over
  result: boolean;
  code: number; // of the enumeration Code in src/personalization/condition.hpp
}

export interface DecidedSlot {
  slot: string;
  place: string;
  experience: string | null;
  variant: string | null;
  withheld: boolean; // the slot's purpose does not stand: default content, whatever the profile
  trace: Factor[];
}

export interface Send {
  do: 'send';
  route: 'consents' | 'events';
  id: string;
  subject: boolean;
  purposes: string[];
  body: string;
}

/** For whoever listens on the page, and for nobody else: never queued, never posted. */
export interface PageSend extends Omit<Send, 'route'> {
  route: 'page';
}

export type Effect =
  | { do: 'view'; view: View }
  | { do: 'persist'; snapshot: string; answers: string } // hex; only the core and the collector read them
  | { do: 'erase' }
  | { do: 'services'; allowed: string[] }
  | { do: 'decided'; slots: DecidedSlot[] }
  /** What is permitted has changed: `granted` is all of it. Comes before the sends of its step. */
  | { do: 'consent'; act: string; granted: string[] }
  | Send
  | PageSend
  | { do: 'refused'; code: number }; // of web/src/faults.ts
