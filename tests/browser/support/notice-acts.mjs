// What the walks through a notice have in common: real presses, waiting, and the form of what they report.

const most_wait_ms = 2_000; // for what a press brings about

export const settled_ms = 150; // what follows at once has followed by then

export const violation = (rule, layer) => (what) => ({ rule, layer, what });

/** Whether `look()` gives something in time; what it gave, else false. */
export const comesTrue = (visitor, look) => visitor.until(look, 'it', most_wait_ms).catch(() => false);

/** Whether a node is drawn where the mouse gets, once it was scrolled to. */
async function isInReach({ page, cdp, boxOf }, node) {
  await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: node.backendNodeId }).catch(() => {});
  const box = await boxOf(node).catch(() => undefined); // it has none
  if (!box?.width) return false;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const { width, height } = page.viewportSize();
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** Presses the first of these parts that is in reach, by a real click; undefined where none is. */
export async function press(visitor, parts) {
  for (const [element, part] of parts) {
    const node = await visitor.partNow(element, part);
    if (!node || !(await isInReach(visitor, node))) continue;
    await visitor.click(element, part);
    return part;
  }
  return undefined;
}

/** Opens the preference center by a real click; false where that cannot be done. */
export async function openPreferences(visitor) {
  if (!(await press(visitor, [['assent-banner', 'choose'], ['assent-banner', 'reopen']]))) return false;
  return Boolean(await comesTrue(visitor, () => visitor.partNow('assent-preferences', 'dialog')));
}
