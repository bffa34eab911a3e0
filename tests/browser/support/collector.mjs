// A real collector for one test file: its own port, data folder and prepared copy of the demo shop. It stops with the
// test, and its database can be read.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export const root = join(import.meta.dirname, '../../..');
const assent = join(root, 'build/native/assent');
const snippet_mark = '<!-- assent:snippet -->';

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** A port that is free now, for policies that must name it. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function firstPort(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /listening on (http:\/\/\S+)/.exec(line);
    if (found) return found[1];
  }
  throw new Error('the collector ended before it listened');
}

/** The policies of `source`, with files of the example site as `changes` leave them; one that is not there is empty. */
function preparePolicies(source, folder, changes) {
  cpSync(source, folder, { recursive: true });
  for (const [name, change] of Object.entries(changes)) {
    const file = join(folder, 'aurora-travel', name);
    writeFileSync(file, JSON.stringify(change(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})));
  }
}

/** Puts the embed of `site`'s policy where pages of the folder `shop` say so, as a customer would; `attributes` go in as well. */
export function embed(shop, { site, data, policy, web = join(root, 'web/dist'), attributes = '' }) {
  const printed = execFileSync(
    assent,
    ['snippet', '--site', site, '--data', data, '--policy', policy, '--head', join(web, 'head.js')],
    { encoding: 'utf8' },
  );
  const snippet = printed.trim().replace('<script async ', `<script async ${attributes} `);
  for (const path of filesBelow(shop).filter((name) => name.endsWith('.html')))
    writeFileSync(path, readFileSync(path, 'utf8').replace(snippet_mark, () => snippet));
}

/** Runs `assent serve` over folders below `folder`, which goes when it is stopped. `port` 0: any that is free. */
export async function serve({ folder, policies, data, shop, web = join(root, 'web/dist'), port = 0 }) {
  const server = spawn(
    assent,
    ['serve', '--policies', policies, '--data', data, '--port', String(port), '--web', web, '--static', shop],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // It holds this process's standard error, for whose end others may wait.
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  const origin = await firstPort(server);
  return {
    origin,
    shop,
    data,
    /** Rows of the collector's database, as objects. */
    rows(query) {
      const text = execFileSync('sqlite3', ['-readonly', '-json', join(data, 'assent.sqlite3'), query], { encoding: 'utf8' });
      return text.trim() === '' ? [] : JSON.parse(text);
    },
    /** Ends it with SIGTERM and gives its exit code. */
    async stop() {
      server.kill('SIGTERM');
      const code = await ended;
      process.off('exit', end);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/**
 * Starts a collector; `attributes` are added to the embed (`data-region="DE"`), `site` changes the example's site.json
 * and `policy` its other files by their names; `source` is the folder of policies that this begins with. `pages` are files
 * added to the shop.
 */
export async function startCollector({ attributes = '', web, site, policy = {}, pages = {}, port, source = join(root, 'policies') } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'assent-browser-'));
  const policies = join(folder, 'policies');
  preparePolicies(source, policies, site ? { ...policy, 'site.json': site } : policy);
  const data = join(folder, 'data');
  const shop = join(folder, 'shop');
  cpSync(join(root, 'demo/aurora-travel'), shop, { recursive: true });
  for (const [name, content] of Object.entries(pages)) writeFileSync(join(shop, name), content);
  embed(shop, { site: 'aurora-travel', data, policy: join(policies, 'aurora-travel'), web, attributes });
  return serve({ folder, policies, data, shop, web, port });
}
