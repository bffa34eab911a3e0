// ./dev bench accept: what a click on *Accept* costs on a slow phone with 30 gated scripts, beside two peers and a
// hand-written floor, one after the other in each round. Prints medians and ratios; judges nothing.
import { startCollector } from '../browser/support/collector.mjs';
import { startBrowser, visit } from '../browser/support/visitor.mjs';
import { pages, scripts, withTags } from './support/accept-pages.mjs';
import { startScripts } from './support/scripts-server.mjs';

const rounds = 7;
const slow_cpu = 4;
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8 };
const phone = { width: 412, height: 823 };
const idle_ms = 1_500; // what loads at idle has loaded by then
const press_ms = 60;
const patience_ms = 30_000;

const buttons = {
  floor: '#accept',
  cookieconsent: '[data-role=all]',
  klaro: '.cm-btn-success',
};

async function centreOf(visitor, name) {
  if (name !== 'assent') {
    const box = await visitor.page.locator(buttons[name]).first().boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
  const { left, top, width, height } = await visitor.boxOf(await visitor.part('assent-banner', 'accept'));
  return [left + width / 2, top + height / 2];
}

/** One visit, one click; times in ms from the click. */
async function measure(browser, origin, name) {
  const visitor = await visit(browser, { viewport: phone });
  const { page, cdp } = visitor;
  await page.goto(`${origin}/${name}.html`);
  if (name === 'assent') await visitor.part('assent-banner', 'accept');
  else await page.locator(buttons[name]).first().waitFor();
  await page.waitForTimeout(idle_ms);
  const [x, y] = await centreOf(visitor, name);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', network);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow_cpu });
  await page.mouse.move(x, y);
  await page.mouse.click(x, y, { delay: press_ms });
  await page.waitForFunction((all) => window.seen.ran.length === all, scripts, { timeout: patience_ms });
  await page.waitForTimeout(200);
  const { clicked, framed, ran, events } = await page.evaluate(() => window.seen);
  await visitor.close();
  const durations = (matches) => Math.max(16, ...events.filter(matches).map((event) => event.duration));
  return {
    in_order: ran.every(([number], at) => number === at),
    event_ms: durations(({ name: type }) => type === 'click'),
    interaction_ms: durations(({ interactionId }) => interactionId > 0),
    frame_ms: framed - clicked,
    scripts_ms: ran.at(-1)[1] - clicked,
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const columns = ['event_ms', 'interaction_ms', 'frame_ms', 'scripts_ms'];

async function run() {
  const third_party = await startScripts();
  const collector = await startCollector({
    attributes: 'data-region="DE"',
    pages: pages(third_party.origin),
    policy: { 'services.json': withTags },
  });
  const browser = await startBrowser({ headless: false });
  const names = ['floor', 'cookieconsent', 'klaro', 'assent'];
  const seen = Object.fromEntries(names.map((name) => [name, []]));
  try {
    for (const name of names) await measure(browser, collector.origin, name); // warm-up
    for (let round = 0; round < rounds; round++)
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(round + turn) % names.length];
        seen[name].push(await measure(browser, collector.origin, name));
      }
  } finally {
    await browser.close();
    await collector.stop();
    await third_party.stop();
  }
  return names.map((name) => ({
    name,
    in_order: seen[name].every((each) => each.in_order),
    ...Object.fromEntries(columns.map((column) => [column, median(seen[name].map((each) => each[column]))])),
  }));
}

function print(results) {
  const by_name = Object.fromEntries(results.map((each) => [each.name, each]));
  const asked = {
    event_ratio: by_name.assent.event_ms / by_name.cookieconsent.event_ms,
    interaction_ratio: by_name.assent.interaction_ms / by_name.cookieconsent.interaction_ms,
    scripts_ratio: by_name.assent.scripts_ms / by_name.floor.scripts_ms,
  };
  if (process.argv.includes('--json')) {
    for (const each of results) console.log(JSON.stringify({ bench: 'accept', rounds, ...each }));
    return console.log(JSON.stringify({ bench: 'accept', ...asked }));
  }
  const row = (...cells) => console.log(cells.map((cell, at) => String(cell)[at ? 'padStart' : 'padEnd'](at ? 18 : 15)).join(''));
  console.log(`a click on Accept, ${scripts} gated scripts, ${slow_cpu}x CPU, 150 ms, 1.6 Mbit/s; medians of ${rounds}`);
  row('', 'click event', 'interaction', 'next frame', 'all scripts', 'in order');
  for (const each of results)
    row(each.name, ...columns.map((column) => `${each[column].toFixed(0)} ms`), each.in_order ? 'yes' : 'no');
  console.log(`click event, Assent / cookieconsent:               ${asked.event_ratio.toFixed(2)} (asked: at most 0.60)`);
  console.log(`interaction from the press, Assent / cookieconsent: ${asked.interaction_ratio.toFixed(2)}`);
  console.log(`scripts done, Assent / floor:                      ${asked.scripts_ratio.toFixed(2)} (asked: at most 1.05)`);
}

print(await run());
