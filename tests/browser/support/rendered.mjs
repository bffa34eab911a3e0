// Reads the notice as the browser has rendered it: sizes, colours, what lies on top, what a screen reader is told. It
// looks into closed shadow roots over CDP, from a JavaScript world of its own, where no page script can answer for the
// browser. Judges nothing and changes nothing but to end animations.

const layers = {
  banner: { element: 'assent-banner', part: 'banner' },
  preferences: { element: 'assent-preferences', part: 'dialog' },
  reopen: { element: 'assent-banner', part: 'reopen' },
};

const control_tags = ['a', 'button', 'input', 'select', 'summary', 'textarea'];
const text_tags = ['dl', 'h2', 'h3', 'label', 'p'];

/** Runs in the page, `this` being an element: how it looks. The boxes it lies in come with it, the outermost first. */
function describeElement() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const boxOf = (style) => ({
    background: rgba(style.backgroundColor),
    image: style.backgroundImage !== 'none',
    opacity: Number(style.opacity),
  });
  const boxes = [];
  for (let node = this; node; node = node.parentElement ?? node.getRootNode().host) {
    boxes.unshift(boxOf(getComputedStyle(node)));
    // In the top layer an element leaves its ancestors behind.
    if (node.matches(':modal')) {
      boxes.unshift(boxOf(getComputedStyle(node, '::backdrop')));
      break;
    }
  }
  const style = getComputedStyle(this);
  // Forced colours are not told of the fill, though they are painted.
  const forced = matchMedia('(forced-colors: active)').matches;
  const { left, top, width, height } = this.getBoundingClientRect();
  return {
    tag: this.localName,
    parts: (this.getAttribute('part') ?? '').split(' '),
    box: { left, top, width, height },
    wider_px: this.scrollWidth - this.clientWidth,
    viewport: { width: innerWidth, height: innerHeight },
    scrolled: { left: scrollX, top: scrollY },
    boxes,
    text: rgba(forced ? style.color : style.webkitTextFillColor),
    font_px: parseFloat(style.fontSize),
    font_weight: style.fontWeight,
    borders: ['Top', 'Right', 'Bottom', 'Left'].map((side) => ({
      width: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]),
      color: rgba(style[`border${side}Color`]),
    })),
    outline: {
      width: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
      color: rgba(style.outlineColor),
    },
    shadow: style.boxShadow,
    inline: style.display === 'inline',
    cursor: style.cursor,
    pointer_events: style.pointerEvents,
    visibility: style.visibility,
    filter: style.filter,
    disabled: this.matches(':disabled, [aria-disabled=true]') || this.closest('[inert]') !== null,
    checked: this.checked === true,
  };
}

/** Runs in the page, `this` being an element: nothing in its shadow root moves any more. */
function endAnimations() {
  for (const animation of this.getRootNode().getAnimations())
    if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
}

function focusedIn() {
  return this.getRootNode().activeElement;
}

function focusedOnPage() {
  return document.activeElement?.localName ?? 'body';
}

const worlds = new WeakMap(); // visitor → the world of the document that it has loaded

/** Calls functions on nodes in a world of the page's main frame. */
async function worldOf(visitor) {
  const { cdp } = visitor;
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { id: frameId, loaderId } = frameTree.frame;
  if (worlds.get(visitor)?.loaderId !== loaderId) {
    await cdp.send('DOM.enable');
    worlds.set(visitor, { loaderId, ...(await cdp.send('Page.createIsolatedWorld', { frameId })) });
  }
  const { executionContextId } = worlds.get(visitor);
  const onObject = async (objectId, call, returnByValue = true) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: call.toString(),
      returnByValue,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return returnByValue ? result.value : result.objectId;
  };
  const onNode = async ({ backendNodeId }, ...call) => {
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId, executionContextId });
    return onObject(object.objectId, ...call);
  };
  return { onObject, onNode };
}

/** What a screen reader is told of a node. */
async function announcementOf({ cdp }, { backendNodeId }) {
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', { backendNodeId, fetchRelatives: false });
  const [{ role, name, description }] = nodes;
  return { role: role?.value ?? '', name: name?.value ?? '', description: description?.value ?? '' };
}

/** The points by which a visitor would press a box: its middle, and four that are well inside. */
const pointsOf = ({ left, top, width, height }) =>
  [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]].map(([x, y]) => [left + width * x, top + height * y]);

/** How many of a node's points are covered by something else, even by what lets clicks through, or off the screen. */
async function countCovered({ cdp, nodesBelow }, node, { box, scrolled }) {
  const drawn = [...nodesBelow(node)].flatMap((each) => [each, ...(each.pseudoElements ?? [])]);
  const own = new Set(drawn.map((each) => each.backendNodeId));
  let covered = 0;
  for (const [x, y] of pointsOf(box)) {
    const hit = await cdp
      .send('DOM.getNodeForLocation', {
        x: Math.round(x + scrolled.left),
        y: Math.round(y + scrolled.top),
        ignorePointerEventsNone: true,
      })
      .catch(() => undefined); // nothing is drawn there
    if (!own.has(hit?.backendNodeId)) covered += 1;
  }
  return covered;
}

export const findPart = (visitor, name) => visitor.partNow(layers[name].element, layers[name].part);

const isControl = (node, { role, tabindex }) =>
  control_tags.includes(node.localName) || ['button', 'link', 'switch', 'checkbox'].includes(role) || Number(tabindex ?? -1) >= 0;

async function readNode(visitor, world, node, bring_into_view) {
  if (bring_into_view) await visitor.cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: node.backendNodeId }).catch(() => {});
  const looks = await world.onNode(node, describeElement);
  return {
    node,
    ...looks,
    announced: await announcementOf(visitor, node),
    covered: await countCovered(visitor, node, looks),
  };
}

/**
 * A layer of the notice: its looks, what is announced, and its controls. With `bring_into_view` each control is first
 * scrolled to, as somebody does whose screen is small. Undefined where the layer is not there.
 */
export async function readLayer(visitor, name, { bring_into_view = false } = {}) {
  const node = await findPart(visitor, name);
  if (!node) return undefined;
  await visitor.page.mouse.move(1, 1); // nothing looks as if it was about to be pressed
  const world = await worldOf(visitor);
  await world.onNode(node, endAnimations);
  const controls = [];
  for (const each of visitor.nodesBelow(node))
    if (each.nodeType === 1 && isControl(each, visitor.attributesOf(each)) && (each !== node || name === 'reopen'))
      controls.push(await readNode(visitor, world, each, bring_into_view));
  return { name, node, ...(await world.onNode(node, describeElement)), announced: await announcementOf(visitor, node), controls };
}

/** The texts of a layer, each as it looks once it was scrolled to. */
export async function readTexts(visitor, name) {
  const world = await worldOf(visitor);
  const texts = [];
  for (const each of visitor.nodesBelow(await findPart(visitor, name)))
    if (text_tags.includes(each.localName)) texts.push(await readNode(visitor, world, each, true));
  return texts;
}

/** Where the focus is: the element of the layer's root that has it, with its looks, or the page's element outside. */
export async function readFocus(visitor, node) {
  const world = await worldOf(visitor);
  const focused = await world.onNode(node, focusedIn, false);
  if (!focused) return { outside: await world.onNode(node, focusedOnPage) };
  const looks = await world.onObject(focused, describeElement);
  const { node: found } = await visitor.cdp.send('DOM.describeNode', { objectId: focused });
  return { ...looks, id: found.backendNodeId };
}

/** Calls `change(node)` on a layer's node, in the page. Only for tests that break a notice. */
export async function changeLayer(visitor, name, change) {
  const world = await worldOf(visitor);
  await world.onNode(await findPart(visitor, name), `function () { (${change})(this); }`);
}
