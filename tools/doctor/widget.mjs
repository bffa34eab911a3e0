// The visitor's hand: finds the widget's buttons inside its closed shadow roots and clicks them as a mouse does, which no
// page script could. Decides nothing about what is right.
import { limits } from './limits.mjs';

function* nodesBelow(node) {
  yield node;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) yield* nodesBelow(child);
}

const partsOf = ({ attributes = [] }) => {
  const at = attributes.indexOf('part');
  return at < 0 ? [] : attributes[at + 1].split(' ');
};

/** The ways to an answer: [element, part], the nearest first. */
const ways = {
  accept: [['assent-preferences', 'accept'], ['assent-banner', 'of-age'], ['assent-banner', 'accept'], ['assent-banner', 'choose'], ['assent-banner', 'reopen']],
  reject: [['assent-preferences', 'reject'], ['assent-banner', 'of-age'], ['assent-banner', 'reject'], ['assent-banner', 'opt-out'], ['assent-banner', 'choose'], ['assent-banner', 'reopen']],
};
const answers = ['accept', 'reject', 'opt-out'];

export function createHand(page, cdp) {
  const boxOf = async ({ backendNodeId }) => {
    const answer = await cdp.send('DOM.getBoxModel', { backendNodeId }).catch(() => undefined);
    if (!answer) return undefined;
    const [left, top, , , right, bottom] = answer.model.border;
    return right > left && bottom > top ? { x: (left + right) / 2, y: (top + bottom) / 2 } : undefined;
  };
  /** The node of a part that is on the screen. */
  const find = async (element, part) => {
    const { result } = await cdp.send('Runtime.evaluate', { expression: `document.querySelector('${element}')` });
    if (!result.objectId) return undefined;
    const { node } = await cdp.send('DOM.describeNode', { objectId: result.objectId, depth: -1, pierce: true });
    for (const each of nodesBelow(node)) if (each.nodeType === 1 && partsOf(each).includes(part) && (await boxOf(each))) return each;
    return undefined;
  };
  const click = async (node) => {
    await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: node.backendNodeId }).catch(() => {});
    const middle = await boxOf(node);
    if (middle) await page.mouse.click(middle.x, middle.y);
  };
  const until = async (look) => {
    for (const end = Date.now() + limits.act_ms; Date.now() < end; await page.waitForTimeout(50)) {
      const found = await look();
      if (found) return found;
    }
    return undefined;
  };
  const findFirst = async (list) => {
    for (const [element, part] of list) {
      const node = await find(element, part);
      if (node) return { node, element, part };
    }
    return undefined;
  };

  return {
    /**
     * Clicks along to an answer: 'taken'; 'not offered' where no way leads there; 'not taken' where a click changed
     * nothing, as under something that lies over the banner.
     */
    async answer(name) {
      for (let clicks = 0; clicks < limits.clicks; clicks += 1) {
        const next = await until(() => findFirst(ways[name]));
        if (!next) return 'not offered';
        await click(next.node);
        const is_answer = answers.includes(next.part);
        const nearer = ways[name].slice(0, ways[name].findIndex(([, part]) => part === next.part));
        const is_done = await until(async () => !(await find(next.element, next.part)) || (!is_answer && (await findFirst(nearer))));
        if (!is_done) return 'not taken';
        if (is_answer) return 'taken';
      }
      return 'not offered';
    },
  };
}
