// Pages with planted violations for the doctor: in front of a real collector, with a third party on a site of its own. A
// plant is a name; what it puts into the page, its headers or its scripts stands in one table.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './collector.mjs';

const csp = (scripts) => ({ 'content-security-policy': `default-src 'self' http://localhost:* data:; script-src 'self' ${scripts}` });

/** { markup, headers, cookie } of each plant; `third` is an origin that is not of the page's site. */
const plants = {
  'early request': ({ third }) => ({ markup: `<img src="${third}/pixel.gif?visitor=7" alt="">` }),
  'undeclared cookie': () => ({ headers: { 'set-cookie': 'tracker_1=yes; Path=/; HttpOnly; Max-Age=86400' } }),
  'real src': () => ({ markup: '<iframe data-assent-service="video" src="/video.html" title="Film"></iframe>' }),
  'unsafe inline': () => ({ headers: csp("'wasm-unsafe-eval' 'unsafe-inline'") }),
  'early key': () => ({ markup: '<script src="/early-key.js"></script>' }),
  'no wasm': () => ({ headers: csp('') }),
  'left behind': () => ({ markup: '<script type="text/plain" data-assent-service="analytics" data-src="/left-behind.js"></script>' }),
  'undeclared request': ({ other }) => ({ markup: `<img src="${other}/pixel.gif" alt="">` }),
  'unknown service': () => ({ markup: '<script type="text/plain" data-assent-service="heatmap" data-src="/analytics.js"></script>' }),
  'endless script': () => ({ markup: '<script src="/endless.js"></script>' }),
  'second manager': () => ({ markup: '<script src="/manager.js"></script>' }),
};

const scripts = {
  '/early-key.js': { body: "localStorage.setItem('vid:seen', '1');" },
  // A cookie that no script can clear.
  '/left-behind.js': { body: '', headers: { 'set-cookie': '_visits_1=1; Path=/; HttpOnly; Max-Age=86400' } },
  '/endless.js': { body: 'for (;;);' },
  '/manager.js': { body: 'window.Cookiebot = {};' },
};

const listen = (server, host) => new Promise((resolve) => server.listen(0, host, () => resolve(server.address().port)));

function pageWith(names, snippet, places) {
  const planted = names.map((name) => plants[name](places));
  const markup = planted.map((each) => each.markup ?? '').join('\n');
  const head = `<meta charset="utf-8"><title>Planted</title><link rel="icon" href="data:,">${snippet}`;
  const gated = '<script type="text/plain" data-assent-service="analytics" data-src="/analytics.js"></script>';
  return {
    headers: { 'content-type': 'text/html', ...Object.assign({}, ...planted.map((each) => each.headers)) },
    body: `<!doctype html><html lang="en"><head>${head}</head><body><p>A page.</p>${gated}${markup}</body></html>`,
  };
}

/** Passes a request on as if it had been for the collector itself. */
function forward(collector, from, to) {
  const { host, ...headers } = from.headers;
  if (headers.origin) headers.origin = collector;
  const onward = request(collector + from.url, { method: from.method, headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  from.pipe(onward);
}

/** A policy folder that declares what the third party may be asked for, and what it keeps. */
function writePolicy(folder, third) {
  cpSync(join(root, 'policies/aurora-travel'), folder, { recursive: true });
  const file = join(folder, 'services.json');
  const { analytics, video } = JSON.parse(readFileSync(file, 'utf8'));
  const services = {
    analytics: { ...analytics, cookies: { ...analytics.cookies, '_visits*': { explain: 'Counts visits.', lasts: 'P6M' } } },
    video: { ...video, origins: [third], storage: { 'vid:*': { explain: 'Where a film was paused.' } } },
  };
  writeFileSync(file, JSON.stringify(services));
}

/**
 * Serves planted pages in front of `collector`. `at(names)` is the address of the page with these plants; `policy` the folder
 * of the policy that knows the third party.
 */
export async function startPlanted(collector) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-planted-'));
  const snippet = /<script[^>]*data-site[^>]*><\/script>/.exec(readFileSync(join(collector.shop, 'index.html'), 'utf8'))[0];
  const answerAll = (_, answer) => answer.writeHead(200, { 'content-type': 'image/gif' }).end();
  const others = [createServer(answerAll), createServer(answerAll)];
  const [third, other] = (await Promise.all(others.map((server) => listen(server, 'localhost')))).map((port) => `http://localhost:${port}`);
  const server = createServer((from, to) => {
    const { pathname, searchParams } = new URL(from.url, 'http://page');
    const script = scripts[pathname];
    if (script) to.writeHead(200, { 'content-type': 'text/javascript', ...script.headers }).end(script.body);
    else if (pathname === '/planted') {
      const { headers, body } = pageWith(searchParams.getAll('plant'), snippet, { third, other });
      to.writeHead(200, headers).end(body);
    } else forward(collector.origin, from, to);
  });
  const port = await listen(server, '127.0.0.1');
  const policy = join(folder, 'policy');
  writePolicy(policy, third);
  return {
    policy,
    third,
    other,
    out: join(folder, 'out'),
    at: (names) => `http://127.0.0.1:${port}/planted?` + new URLSearchParams(names.map((name) => ['plant', name])),
    stop() {
      for (const each of [server, ...others]) {
        each.closeAllConnections();
        each.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
