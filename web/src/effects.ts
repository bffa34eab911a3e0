// What the pack tells the page and what the core tells it, as types. Types only: never any code.

export type Source = 'declared' | 'observed' | 'inferred';
export type ValueType = 'boolean' | 'number' | 'text' | 'text_list' | 'date';

/** Names and sentences of the pack, in its order: an id is a position. */
export interface Symbols {
  site: string;
  language: string;
  texts: Texts;
  purposes: PurposeSymbol[];
  attributes: AttributeSymbol[];
  slots: SlotSymbol[];
  context: string[];
}

export interface PurposeSymbol {
  id: string;
  title: string;
  explain: string;
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
}

export interface SlotSymbol {
  id: string;
  place: string;
  late: 'keep_default' | 'fade_in';
  content: string;
  because: Record<string, string>; // by experience
}

export type Basis = 'consent' | 'explicit_consent' | 'legitimate_interest' | 'contract' | 'strictly_necessary';
export type Texts = Record<
  | 'title'
  | 'body'
  | 'accept'
  | 'reject'
  | 'choose'
  | 'preferences_title'
  | 'preferences_body'
  | 'save'
  | 'close'
  | 'always_on'
  | 'explicit_note'
  | 'gpc_honored'
  | 'reopen'
  | 'opt_out'
  | 'data_title'
  | 'data_empty'
  | 'data_delete'
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
  gpc: boolean;
}

/** A date is text, YYYY-MM-DD. */
export type ShownValue = boolean | number | string | string[];

export interface DataRow extends AttributeSymbol {
  attribute: number; // its index
  value: ShownValue;
  used: boolean;
}

export interface View {
  banner: 'none' | 'ask' | 'notice';
  texts: Texts;
  gpc: boolean;
  preferences: boolean;
  purposes: PurposeRow[];
  changed: boolean;
  data: DataRow[];
}

/** One comparison that was looked at on the way to a decision. */
export interface Factor {
  experience: string;
  attribute?: string;
  context?: string;
  op: string;
  result: boolean;
  code: string;
}

export interface DecidedSlot {
  slot: string;
  place: string;
  experience: string | null;
  variant: string | null;
  because: string | undefined;
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
  | { do: 'persist'; snapshot: string }
  | { do: 'erase' }
  | { do: 'services'; allowed: string[]; held: string[] }
  | { do: 'decided'; slots: DecidedSlot[] }
  /** What is permitted has changed: `granted` is all of it. Comes before the sends of its step. */
  | { do: 'consent'; act: string; granted: string[] }
  | Send
  | { do: 'refused'; code: string };
