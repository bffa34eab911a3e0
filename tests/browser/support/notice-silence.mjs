// What a visitor meets who gives no answer: nothing is taken for a yes, and the page can be used.
import { comesTrue, openPreferences, settled_ms, violation } from './notice-acts.mjs';

const waited_ms = 10 * 60_000; // of the page's own clock

/** What is stored and what was sent, in words; empty where nothing was. */
async function traces(visitor) {
  const { local, session, databases, cookies, caches } = await visitor.stored();
  const kept = [...Object.keys(local), ...Object.keys(session), ...databases, ...caches, ...(cookies ? [cookies] : [])];
  return [...kept.map((name) => `stored ${name}`), ...visitor.posts().map(({ path }) => `posted ${path}`)];
}

const hasScrolled = ({ page }) => page.evaluate(() => scrollY > 0);

// In this order: at the end the page has its focus and its place again.
const silences = {
  'appearing': async () => {},
  'waiting ten minutes': ({ page }) => page.clock.fastForward(waited_ms),
  'scrolling': async (visitor) => {
    await visitor.page.mouse.move(1, 1); // not in the notice
    await visitor.page.mouse.wheel(0, 2_000);
    await comesTrue(visitor, () => hasScrolled(visitor));
  },
  'Escape': ({ page }) => page.keyboard.press('Escape'),
  'closing the preference center': async (visitor) => {
    if (!(await openPreferences(visitor))) return;
    await visitor.page.waitForTimeout(settled_ms);
    await visitor.click('assent-preferences', 'close');
  },
  'Escape in the preference center': async (visitor) => {
    if (await openPreferences(visitor)) await visitor.page.keyboard.press('Escape');
  },
};

/** For a visitor whose page has a clock of its own. */
export async function checkSilence(visitor) {
  const known = new Set();
  const found = [];
  for (const [act, perform] of Object.entries(silences)) {
    await perform(visitor);
    await visitor.page.waitForTimeout(settled_ms);
    for (const trace of await traces(visitor)) {
      if (!known.has(trace)) found.push(`${act}: ${trace}`);
      known.add(trace);
    }
  }
  return found.map(violation('no-silent-consent', 'banner'));
}

/** A point of the page that is not of the notice, and a link's point that a click reaches. */
const findOpenPage = ({ page }) =>
  page.evaluate(() => {
    const ours = (node) => node?.localName.startsWith('assent-');
    const free = [];
    for (let y = 20; y < innerHeight; y += 40)
      for (let x = 20; x < innerWidth; x += 40) if (!ours(document.elementFromPoint(x, y))) free.push([x, y]);
    const links = [...document.querySelectorAll('a[href]')].flatMap((link) => {
      const { left, top, width, height } = link.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      return hit && link.contains(hit) ? [{ x, y, href: link.href }] : [];
    });
    return { free, link: links.find(({ href }) => href !== location.href) };
  });

const toTop = ({ page }) => page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));

async function scrollProblems(visitor, [point]) {
  if (!point) return ['the notice covers the whole page'];
  await visitor.page.mouse.move(...point);
  await visitor.page.mouse.wheel(0, 300);
  return (await comesTrue(visitor, () => hasScrolled(visitor))) ? [] : ['the page does not scroll'];
}

async function linkProblems(visitor, link) {
  if (!link) return ['no link can be pressed'];
  await visitor.page.mouse.click(link.x, link.y);
  return (await comesTrue(visitor, () => visitor.page.url() === link.href)) ? [] : [`a link was pressed and did not lead to ${link.href}`];
}

/** Leaves the page that it was on. */
export async function checkNoWall(visitor) {
  await toTop(visitor);
  const { free, link } = await findOpenPage(visitor);
  const found = await scrollProblems(visitor, free);
  await toTop(visitor);
  found.push(...(await linkProblems(visitor, link)));
  return found.map(violation('no-wall', 'page'));
}
