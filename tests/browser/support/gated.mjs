// Thirty services, each on an origin of its own, and a page that gates something of each. Every request that reaches
// one of them is on record, whoever made it.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root, startCollector } from './collector.mjs';
import { startBrowser } from './visitor.mjs';

export const services = 30;
const kinds = ['script', 'script', 'module', 'frame', 'image', 'sheet'];
const numbers = Array.from({ length: services }, (_, at) => at);
export const kindOf = (number) => kinds[number % kinds.length];
export const serviceOf = (number) => `tag-${number}`;
/** The services whose scripts keep an order, in that of the page. */
export const ordered = numbers.filter((number) => ['script', 'module'].includes(kindOf(number)));

/** What a script of a service does: says that it ran, and leaves things behind. */
const script = (number) => `
  (window.ran ??= []).push(${number});
  document.cookie = 'tag${number}_id=1; path=/; max-age=9999';
  document.cookie = 'tag${number}_deep=1; path=/trips; max-age=9999';
  localStorage.setItem('tag${number}:seen', '1');
  sessionStorage.setItem('tag${number}:now', '1');
  indexedDB.open('tag${number}:db').onsuccess = ({ target }) => target.result.close();`;
const answers = {
  '.js': ['text/javascript', script],
  '.html': ['text/html', (number) => `<!doctype html><title>Film ${number}</title><body style="background:#135;color:#fff">Film ${number}`],
  '.svg': ['image/svg+xml', () => '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>'],
  '.css': ['text/css', (number) => `:root { --sheet-${number}: on; }`],
};

async function startService(number, log) {
  const server = createServer((request, response) => {
    log.push({ number, path: request.url });
    const [type, write] = answers[/\.\w+$/.exec(request.url)?.[0]] ?? [];
    response.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain', 'access-control-allow-origin': '*' });
    response.end(write?.(number));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

const markup = {
  script: (name, origin) => `<script type="text/plain" data-assent-service="${name}" data-src="${origin}/a.js"></script>`,
  module: (name, origin) => `<script type="text/plain" data-type="module" crossorigin data-assent-service="${name}" data-src="${origin}/a.js"></script>`,
  frame: (name, origin) => `<iframe data-assent-service="${name}" data-src="${origin}/film.html" title="Film of ${name}" width="560" height="315"></iframe>`,
  image: (name, origin) => `<img data-assent-service="${name}" data-src="${origin}/a.svg" alt="" width="40" height="40">`,
  sheet: (name, origin) => `<link rel="stylesheet" data-assent-service="${name}" data-href="${origin}/a.css">`,
};
/** An inline script that notes what had run before it. */
const inline = (number) =>
  `<script type="text/plain" data-assent-service="${serviceOf(number)}">(window.ran ??= []).push('after ${number}');</script>`;

const page = (origins) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Gated</title>
<link rel="icon" href="/art/mark.svg"><!-- assent:snippet -->
<script>document.querySelector('[data-site]').dataset.region = new URLSearchParams(location.search).get('region') ?? 'DE';</script></head>
<body><h1>Trips</h1><main>
${numbers.map((number) => markup[kindOf(number)](serviceOf(number), origins[number]) + (kindOf(number) === 'script' ? inline(number) : '')).join('\n')}
</main></body></html>`;

/** What `window.ran` is once everything has run. */
export const in_order = ordered.flatMap((number) => (kindOf(number) === 'script' ? [number, `after ${number}`] : [number]));

const policyOf = (number) => ({
  title: `Tag ${number}`,
  purposes: [number % 2 ? 'marketing' : 'measurement'],
  cookies: {
    [`tag${number}_*`]: { explain: '@service.analytics' },
    [`tag${number}_deep`]: { explain: '@service.analytics', path: '/trips' },
  },
  storage: { [`tag${number}:*`]: { explain: '@service.analytics' } },
});
const withServices = (as_it_is) => ({ ...as_it_is, ...Object.fromEntries(numbers.map((number) => [serviceOf(number), policyOf(number)])) });

const presets = readdirSync(join(root, 'policies/regimes')).map((name) => JSON.parse(readFileSync(join(root, 'policies/regimes', name), 'utf8')));
/** Every preset in which nothing may load before a choice. */
export const opt_in = presets.filter(({ model }) => model === 'opt-in');
const withRegimes = (site) => ({ ...site, regimes: [...new Set([...opt_in.map(({ id }) => id), ...site.regimes])] });

/** Starts services, collector and browser. `log` has every request that reached a service. */
export async function startGated(options = {}) {
  const log = [];
  const started = await Promise.all(numbers.map((number) => startService(number, log)));
  const origins = started.map(({ origin }) => origin);
  const collector = await startCollector({
    attributes: 'data-region="DE"',
    policy: { 'services.json': withServices },
    site: withRegimes,
    ...options,
    pages: { 'gated.html': page(origins), ...options.pages?.(origins) },
  });
  const browser = await startBrowser();
  return {
    log,
    origins,
    collector,
    browser,
    async stop() {
      await browser.close();
      await collector.stop();
      for (const { server } of started) server.closeAllConnections(), server.close();
    },
  };
}
