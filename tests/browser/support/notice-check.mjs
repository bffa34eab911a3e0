// Every rule of a fair notice held against a page: layer by layer, and by whole visits.
import { openPreferences, violation } from './notice-acts.mjs';
import { checkClicks } from './notice-clicks.mjs';
import { checkFocus, checkReturn } from './notice-focus.mjs';
import { judgeLayer } from './notice-rules.mjs';
import { checkNoWall, checkSilence } from './notice-silence.mjs';
import { readLayer } from './rendered.mjs';

/** The rules that only walks can tell. */
export const walked_rules = ['focus-order', 'no-silent-consent', 'no-wall', 'clicks'];

/** All that can be told of a layer that has just appeared, by looking and by the Tab key. `options` are readLayer's. */
export async function checkLayer(visitor, name, options) {
  const layer = await readLayer(visitor, name, options);
  if (!layer) return [violation('not-disabled', name)('the layer is not there')];
  return [...judgeLayer(layer), ...(await checkFocus(visitor, layer))];
}

/** Both layers of a notice that has just appeared. */
export async function checkLayers(visitor, options) {
  const found = await checkLayer(visitor, 'banner', options);
  if (!(await openPreferences(visitor))) return [...found, violation('not-disabled', 'preferences')('it cannot be opened')];
  found.push(...(await checkLayer(visitor, 'preferences', options)));
  await visitor.page.keyboard.press('Escape');
  return found;
}

/** What a visitor meets who gives no answer. The page must have a clock of its own. Leaves the page. */
export async function checkSilentVisit(visitor) {
  const found = await checkSilence(visitor);
  if (await openPreferences(visitor)) found.push(...(await checkReturn(visitor)));
  return [...found, ...(await checkNoWall(visitor))];
}

/** Every rule. `open` gives a new visitor with the notice in front and a page with a clock of its own. */
export async function checkNotice(open, addresses) {
  const visitor = await open();
  const found = [...(await checkLayers(visitor)), ...(await checkSilentVisit(visitor))];
  await visitor.close();
  return [...found, ...(await checkClicks(open, addresses))];
}
