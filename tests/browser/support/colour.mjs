// Colours as a visitor sees them: what lies over what, and how strongly two of them differ. A colour is [r, g, b, alpha],
// red to blue from 0 to 255 and alpha from 0 to 1. Pure; reads no page.

const white = [255, 255, 255, 1];

const mix = (below, above, share) => below.map((value, at) => (at === 3 ? 1 : value + (above[at] - value) * share));

/** A colour on an opaque one. */
export const over = (above, below) => mix(below, above, above[3]);

/**
 * What is seen where these boxes lie in each other, the outermost first, each `{ background, opacity }`. Opacity counts
 * for a box with all that is in it.
 */
export function seen([box, ...inner], below = white) {
  if (!box) return below;
  return mix(below, seen(inner, over(box.background, below)), box.opacity);
}

const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** WCAG 2.2, relative luminance. */
const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** WCAG 2.2, contrast ratio of two opaque colours: from 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
