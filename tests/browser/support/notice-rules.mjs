// The rules that a rendered layer of the notice must keep, each with the guidance that it follows. A rule takes a layer
// as readLayer gives it and returns what is wrong in words with measured numbers; it presses nothing.
import { contrast, over, seen } from './colour.mjs';

const most_px_apart = 1;
const most_contrast_apart = 0.1; // of the greater of the two
const least_text_contrast = 5; // TCF policies: a call to action
const least_shape_contrast = 1.1; // below it nobody sees a button round the words
const least_target_px = 24; // WCAG 2.2, 2.5.8
const least_answer_px = 44;

const px = (value) => String(Math.round(value * 10) / 10);
const size = ({ box }) => `${px(box.width)} × ${px(box.height)} px`;
const ratio = (value) => `${value.toFixed(2)}:1`;

export const nameOf = ({ tag, parts, announced }) =>
  parts.filter((part) => part !== 'button').join(' ') || announced?.name || tag;
const has = (part) => (control) => control.parts.includes(part);
const isAnswer = has('button');
const isDrawn = ({ box, visibility }) => box.width > 0 && box.height > 0 && visibility === 'visible';

/** Accept and reject of a layer, where it has both and both can be seen. */
function pairOf({ controls }) {
  const pair = [controls.find(has('accept')), controls.find(has('reject'))];
  return pair.every((each) => each && isDrawn(each)) ? pair : undefined;
}

/** An image hides which colour is behind; what is further out than an opaque colour does not matter. */
function liesOnImage({ boxes }) {
  for (const { image, background } of boxes.toReversed()) {
    if (image) return true;
    if (background[3] === 1) return false;
  }
  return false;
}

const fillOf = ({ boxes }) => seen(boxes);
const surfaceOf = ({ boxes }) => seen(boxes.slice(0, -1));
const solid = (background) => ({ background, opacity: 1 });

/** The contrasts of a control: its text on it, and its fill and its edge, where weakest, on what it lies on. */
export function contrastsOf(control) {
  const { boxes, text, borders } = control;
  const surface = surfaceOf(control);
  const background = boxes.at(-1).background;
  const edges = borders.map(({ width, color }) => {
    const border = width > 0 ? over(color, over(background, surface)) : over(background, surface);
    return contrast(seen([{ background: border, opacity: boxes.at(-1).opacity }], surface), surface);
  });
  return {
    text: contrast(seen([...boxes, solid(text)]), fillOf(control)),
    fill: contrast(fillOf(control), surface),
    edge: Math.min(...edges),
  };
}

/** EDPB cookie banner taskforce, 2023. */
function equalSize(layer) {
  const pair = pairOf(layer);
  if (!pair) return [];
  const [accept, reject] = pair;
  const found = [];
  if (['width', 'height'].some((side) => Math.abs(accept.box[side] - reject.box[side]) > most_px_apart))
    found.push(`accept ${size(accept)}, reject ${size(reject)}`);
  if (accept.font_px !== reject.font_px || accept.font_weight !== reject.font_weight)
    found.push(
      `accept in ${px(accept.font_px)} px of weight ${accept.font_weight}, ` +
        `reject in ${px(reject.font_px)} px of weight ${reject.font_weight}`,
    );
  return found;
}

const compared = { text: 'text', fill: 'button on its background', edge: 'edge on its background' };

function unequalContrasts(accept, reject) {
  const [of_accept, of_reject] = [accept, reject].map(contrastsOf);
  return Object.entries(compared).flatMap(([kind, words]) => {
    const [one, other] = [of_accept[kind], of_reject[kind]];
    if (Math.abs(one - other) <= most_contrast_apart * Math.max(one, other)) return [];
    return [`${words}: accept ${ratio(one)}, reject ${ratio(other)}`];
  });
}

/** EDPB cookie banner taskforce, 2023; TCF policies. */
function equalContrast(layer) {
  const answers = layer.controls.filter((each) => isAnswer(each) && isDrawn(each));
  const found = answers.filter(liesOnImage).map((each) => `${nameOf(each)} lies on an image, its contrast is unknown`);
  for (const each of answers) {
    const { text } = contrastsOf(each);
    if (text < least_text_contrast) found.push(`text of ${nameOf(each)} ${ratio(text)}, at least ${least_text_contrast}:1`);
  }
  const pair = pairOf(layer);
  return pair ? [...found, ...unequalContrasts(...pair)] : found;
}

/** WCAG 2.2, 2.5.8, which lets links within a text be; answers take a finger. */
function targetSize({ controls }) {
  return controls
    .filter((each) => isDrawn(each) && !(each.tag === 'a' && each.inline))
    .flatMap((each) => {
      const answer_short = isAnswer(each) && each.box.height < least_answer_px;
      const least = answer_short ? least_answer_px : least_target_px;
      return answer_short || Math.min(each.box.width, each.box.height) < least_target_px
        ? [`${nameOf(each)} ${size(each)}, at least ${least} px`]
        : [];
    });
}

function isOffScreen({ box, viewport }) {
  const [right, bottom] = [box.left + box.width, box.top + box.height];
  return box.left < -1 || box.top < -1 || right > viewport.width + 1 || bottom > viewport.height + 1;
}

/** What keeps a control from being pressed, or makes it look as if it could not be. */
export function impairments(control) {
  const { box, viewport, boxes, cursor, pointer_events, visibility, filter, disabled, covered } = control;
  if (box.width === 0 || box.height === 0) return [`is ${size(control)}`];
  if (visibility !== 'visible') return [`visibility ${visibility}`];
  const opacity = boxes.reduce((product, each) => product * each.opacity, 1);
  return Object.entries({
    'is disabled': disabled,
    [`opacity ${opacity.toFixed(2)}`]: opacity < 1,
    [`filter ${filter}`]: filter !== 'none',
    [`cursor ${cursor}`]: cursor === 'not-allowed',
    [`pointer-events ${pointer_events}`]: pointer_events === 'none',
    [`off the screen of ${viewport.width} × ${viewport.height} px, at ${px(box.left)}, ${px(box.top)}`]: isOffScreen(control),
    [`covered at ${covered} of 5 points`]: covered > 0,
  }).flatMap(([what, is_so]) => (is_so ? [what] : []));
}

/** TCF policies: no call to action looks disabled. */
function notDisabled({ controls }) {
  return controls
    .filter(isAnswer)
    .flatMap((each) => impairments(each).map((what) => `${nameOf(each)}: ${what}`));
}

/** EDPB cookie banner taskforce, 2023: where one can accept one can reject, and not by a link or a text. */
function isButton({ controls }) {
  const [accept, reject] = [controls.find(has('accept')), controls.find(has('reject'))];
  const found = accept && !reject ? ['there is no reject'] : [];
  for (const each of [accept, reject].filter((control) => control && isDrawn(control))) {
    const { role, name } = each.announced;
    if (each.tag !== 'button' || role !== 'button') found.push(`${nameOf(each)} is <${each.tag}>, role ${role}`);
    if (name === '') found.push(`${nameOf(each)} has no name`);
    const shape = Math.max(contrastsOf(each).fill, contrastsOf(each).edge);
    if (shape < least_shape_contrast) found.push(`${nameOf(each)} looks like text: its shape has ${ratio(shape)}`);
  }
  return found;
}

/** WAI-ARIA authoring practices, dialog. */
function isAnnounced({ announced: { role, name, description } }) {
  return Object.entries({
    [`role ${role}`]: role !== 'dialog' && role !== 'alertdialog',
    'no name': name === '',
    'no description': description === '',
  }).flatMap(([what, is_so]) => (is_so ? [what] : []));
}

/** GDPR recital 32. For an opt-in regime and a first visit. */
function nothingPreTicked({ controls }) {
  return controls.filter((each) => each.checked && !each.disabled).map((each) => `on: ${each.announced.name}`);
}

export const layer_rules = {
  'equal-size': equalSize,
  'equal-contrast': equalContrast,
  'target-size': targetSize,
  'not-disabled': notDisabled,
  'is-button': isButton,
  announced: isAnnounced,
  'nothing-pre-ticked': nothingPreTicked,
};

/** What a layer breaks, as readLayer gives it: `{ rule, layer, what }`. */
export const judgeLayer = (layer) =>
  Object.entries(layer_rules).flatMap(([rule, judge]) => judge(layer).map((what) => ({ rule, layer: layer.name, what })));
