// What the pack tells the page and what the core tells it, as types. Types only: never any code.

export type Source = 'declared' | 'observed' | 'inferred';
export type ValueType = 'boolean' | 'number' | 'text' | 'text_list' | 'date' | 'any' | 'scores' | 'counts';

/** Names and sentences of the pack, in its order: an id is a position. */
export interface Symbols {
  site: string;
  language: string;
  controller: Controller;
  texts: Texts;
  countries: string[]; // that the site's regimes know, ISO 3166
  purposes: PurposeSymbol[];
  attributes: AttributeSymbol[];
  slots: SlotSymbol[];
  context: string[];
  gates?: string; // SHA-256 of the gates document, hex; absent where the policy has nothing to gate
  full_core?: true; // some attribute leaves in a form that only the full core knows
  migrates?: true; // what other consent managers left behind counts
  share?: Share; // absent: nothing is shared
  features?: FeatureSymbol[]; // absent: there are none
  keeps?: string; // the attribute that keeps which variations were given
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

export interface PurposeSymbol {
  id: string;
  title: string;
  explain: string;
  retention_days: number; // at the collector
  recipients: string[];
  services: string[];
  data: string[];
}

export interface AttributeSymbol {
  id: string;
  type: ValueType;
  source: Source;
  title: string;
  purposes: string[]; // titles
  path?: string; // under which features know it
}

export interface SlotSymbol {
  id: string;
  place: string;
  late: 'keep_default' | 'fade_in';
  content: string;
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
/** What no regime of the site has anybody read is absent. */
export type Texts = Record<
  | Control
  | 'title'
  | 'body'
  | 'preferences_title'
  | 'preferences_body'
  | 'save'
  | 'always_on'
  | 'explicit_note'
  | 'gpc_honored'
  | 'age_title'
  | 'age_body'
  | 'age_note'
  | 'record'
  | 'notice'
  | `reason.${Reason}`
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

export interface PurposeRow extends PurposeSymbol {
  basis: Basis;
  on: boolean;
  locked: boolean;
  separate: boolean;
  blocked: 'chosen' | 'overridden_by_gpc' | 'under_age'; // chosen: nothing hinders
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
  banner: 'none' | 'ask' | 'notice' | 'age';
  answered: boolean; // however long ago, and whatever ended it
  reason: Reason;
  controls: Control[]; // what the banner offers, in order
  age: number; // below which the regime asks; 0: it does not
  texts: Texts;
  gpc: boolean;
  preferences: boolean;
  purposes: PurposeRow[];
  changed: boolean;
  data: DataRow[];
}

/** One comparison that was looked at on the way to a decision, or why an experience was passed over because of its pace. */
export interface Factor {
  experience: string;
  attribute?: string;
  context?: string;
  op?: number; // of the enumeration Op in src/policy/pack.fbs; absent of a pace
  result: boolean;
  code: string;
}

export interface DecidedSlot {
  slot: string;
  place: string;
  experience: string | null;
  variant: string | null;
  because: string | undefined;
  holdout?: true; // the visitor is kept out of all personalization, to compare with: default content
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

export type Effect =
  | { do: 'view'; view: View }
  | { do: 'persist'; snapshot: string; answers: string } // hex; only the core and the collector read them
  | { do: 'erase' }
  | { do: 'services'; allowed: string[] }
  | { do: 'decided'; slots: DecidedSlot[] }
  /** What is permitted has changed: `granted` is all of it. Comes before the sends of its step. */
  | { do: 'consent'; act: string; granted: string[] }
  | Send
  | { do: 'refused'; code: number }; // of web/src/faults.ts
