// Consent Mode: tells Google's tags, Microsoft's UET and Clarity what stands, in the form that each of them reads. It
// tells what the core has said and nothing else, and says nothing twice.

import type { Modes, Signal } from './document';

export type State = 'granted' | 'denied';
export type States = Record<string, State>;

interface Vendors {
  dataLayer?: unknown[];
  uetq?: unknown[];
  clarity?: ((...command: unknown[]) => void) & { q?: unknown[] };
}

const stateOf = (is_granted: boolean): State => (is_granted ? 'granted' : 'denied');

/** Google's tags know a command by its being an Arguments object, not an array. */
function command(..._parts: unknown[]): IArguments {
  return arguments;
}

/** Pushes updates of `signals` into the queues in `page`; what it returns takes the purposes that stand. */
export function createSignals(
  signals: readonly Signal[],
  modes: Modes,
  page: Vendors = window as unknown as Vendors,
): (granted: readonly string[]) => void {
  const said = new Map<string, State>();

  const tellGoogle = (news: States) => void (page.dataLayer ||= []).push(command('consent', 'update', news));
  const tellUet = (state: State) => void (page.uetq ||= []).push('consent', 'update', { ad_storage: state });
  const tellClarity = () => {
    page.clarity ||= (...parts: unknown[]) => void (page.clarity!.q ||= []).push(command(...parts));
    page.clarity('consentv2', {
      ad_Storage: said.get('ad_storage') ?? 'denied',
      analytics_Storage: said.get('analytics_storage') ?? 'denied',
    });
  };

  return (granted) => {
    const states = signals.map(({ type, purposes }) => {
      // A type without purposes is nobody's to grant.
      return [type, stateOf(purposes.length > 0 && purposes.every((id) => granted.includes(id)))] as const;
    });
    const news = states.filter(([type, state]) => said.get(type) !== state);
    for (const [type, state] of news) said.set(type, state);
    const is_news = (type: string) => news.some(([each]) => each === type);
    if (modes.google && news.length) tellGoogle(Object.fromEntries(news));
    if (modes.uet && is_news('ad_storage')) tellUet(said.get('ad_storage')!);
    if (modes.clarity && (is_news('ad_storage') || is_news('analytics_storage'))) tellClarity();
  };
}
