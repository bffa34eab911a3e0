// The markup that observation looks for.

export const attribute = 'data-assent-observe';
export const observed = `[${attribute}]`;
/**
 * What a slot shows depends on the profile, and so does what "why this?" and "my data" offer: nothing inside one is
 * observed, for it would come back as an attribute.
 */
export const slotted = '[data-assent-slot],assent-why,assent-data';
