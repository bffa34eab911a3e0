// The markup that observation looks for.

export const attribute = 'data-assent-observe';
export const observed = `[${attribute}]`;
/** What a slot shows depends on the profile, so nothing inside one is observed: it would come back as an attribute. */
export const slotted = '[data-assent-slot]';
