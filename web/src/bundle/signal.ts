// The signals that a bundle's attributes listen to. The site's server alone tells them, through the part that checks its
// signature; nothing else of the page may.

const prefix = 'bundle:';
export const signalOf = (attribute: string): string => prefix + attribute;
export const isOfBundle = (signal: string): boolean => signal.startsWith(prefix);
