// Where the focus goes in a notice, by really pressing the keys: in, round, to be seen, and back.
import { contrast, over, seen } from './colour.mjs';
import { comesTrue, violation } from './notice-acts.mjs';
import { nameOf } from './notice-rules.mjs';
import { findPart, readFocus } from './rendered.mjs';

const most_stops = 60;
const least_ring_contrast = 3; // WCAG 2.2, 1.4.11

/** Presses Tab until the focus leaves the layer for the page or comes round. */
async function walkStops(visitor, node) {
  const stops = [];
  const been = new Set();
  for (let pressed = 0; pressed < most_stops; pressed += 1) {
    await visitor.page.keyboard.press('Tab');
    const stop = await readFocus(visitor, node);
    if (stop.outside === 'body') continue; // the browser's own controls have their turn
    if (stop.outside) return { stops, left_to: stop.outside };
    if (been.has(stop.id)) break;
    been.add(stop.id);
    stops.push(stop);
  }
  return { stops };
}

function orderProblems(stops, has_accept) {
  if (!has_accept) return [];
  const [accept, reject] = ['accept', 'reject'].map((part) => stops.findIndex((stop) => stop.parts.includes(part)));
  const way = stops.map(nameOf).join(', ');
  if (accept < 0 || reject < 0) return [`Tab does not reach accept and reject: ${way}`];
  return Math.abs(accept - reject) === 1 ? [] : [`between accept and reject there are other stops: ${way}`];
}

/** What shows that a stop has the focus, against how it looked without. */
function ringProblems(stop, rest) {
  if (!rest) return []; // what lies in a root of its own is not compared
  const { outline, shadow } = stop;
  if (shadow !== 'none' && shadow !== rest.shadow) return [];
  const drawn = outline.width > 0 && JSON.stringify(outline) !== JSON.stringify(rest.outline);
  if (!drawn) return [`no focus is seen on ${nameOf(stop)}`];
  const surface = seen(stop.boxes.slice(0, -1));
  const ring = contrast(over(outline.color, surface), surface);
  return ring < least_ring_contrast ? [`the focus on ${nameOf(stop)} has ${ring.toFixed(2)}:1, at least ${least_ring_contrast}:1`] : [];
}

/** For a layer that has just appeared and was read. In a modal the focus must not get out. */
export async function checkFocus(visitor, layer) {
  const { outside } = await readFocus(visitor, layer.node);
  const found = outside ? [`the focus stayed on <${outside}> when the layer appeared`] : [];
  const { stops, left_to } = await walkStops(visitor, layer.node);
  found.push(...orderProblems(stops, layer.controls.some((each) => each.parts.includes('accept'))));
  for (const stop of stops) found.push(...ringProblems(stop, layer.controls.find(({ node }) => node.backendNodeId === stop.id)));
  if (left_to && layer.name === 'preferences') found.push(`Tab leaves the modal for <${left_to}>`);
  return found.map(violation('focus-order', layer.name));
}

/** The preference center is closed by Escape, and the focus goes back to the banner, from where it was opened. */
export async function checkReturn(visitor) {
  await visitor.page.keyboard.press('Escape');
  const report = violation('focus-order', 'preferences');
  const banner = await comesTrue(visitor, () => findPart(visitor, 'banner'));
  if (!banner) return [report('closed, the banner did not come back')];
  const { outside } = await readFocus(visitor, banner);
  return outside ? [report(`closed, the focus went to <${outside}>`)] : [];
}

/** After an answer the focus is at the control to withdraw, or at what had it before. */
export async function checkFocusAfter(visitor, answer) {
  const reopen = await findPart(visitor, 'reopen');
  if (!reopen) return [];
  const { outside } = await readFocus(visitor, reopen);
  return outside === 'body' ? [violation('focus-order', 'banner')(`after ${answer} the focus is nowhere`)] : [];
}
