// What content may not hold, in the page; `assent check` (src/authoring/content_scan.cpp) says the same with a line. What
// would load or run by itself in only one experience would tell which one is shown.

const runs = new Set(
  (
    'script style link meta base noscript template iframe frame frameset object embed applet portal ' +
    'audio video source track picture image feimage animate animatemotion animatetransform set assent-edit'
  ).split(' '),
);
const loads = new Set(
  'style srcdoc srcset imagesrcset poster background ping attributionsrc loading autofocus is data'.split(' '),
);
const ours = new Set(['assent-value', 'assent-why']);
const link_attributes = new Set(['action', 'formaction']);
const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** True where a link leads to a page, a mailbox or a telephone, and to no code. */
export function isLink(value: string): boolean {
  // As a browser reads it: without control characters and blanks, wherever they stand.
  // eslint-disable-next-line no-control-regex
  const scheme = /^[^:/?#]*:/.exec(value.replace(/[\0-\x20\x7f-\x9f]/g, ''));
  return !scheme || schemes.has(scheme[0].toLowerCase());
}

/** A value that style sheets' rules are read from, in SVG: it may mean parts of the same content and no file. */
const meansFile = (value: string) => /\\|url\((?!\s*["']?#)|image(-set)?\(|src\(/i.test(value);

function isAttributeRefused(element: Element, name: string, value: string): boolean {
  const tag = element.localName;
  if (/^on|^data-assent-(?!goal$)/.test(name) || loads.has(name)) return true;
  if (name === 'src') return tag !== 'img' || !/^data:image\//i.test(value);
  if (name === 'href' || name === 'xlink:href') return tag === 'a' || tag === 'area' ? !isLink(value) : value[0] !== '#';
  if (link_attributes.has(name)) return !isLink(value);
  return !(element instanceof HTMLElement) && meansFile(value);
}

/** The first element of content that loads, runs, or moves the page once its image is there; undefined: none does. */
export function refusedIn(content: ParentNode): Element | undefined {
  return [...content.querySelectorAll('*')].find((element) => {
    const tag = element.localName.toLowerCase();
    if (runs.has(tag) || (tag.includes('-') && !ours.has(tag))) return true;
    if (tag === 'img' && !(element.hasAttribute('width') && element.hasAttribute('height'))) return true;
    return [...element.attributes].some(({ name, value }) => isAttributeRefused(element, name.toLowerCase(), value));
  });
}
