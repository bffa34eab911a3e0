// ./dev doctor: visits a page as three new visitors and says what its policy does not explain, what comes too early and
// what stays locked. It visits the one address that it is given, and writes only below --out.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDomains, startBrowser } from './browser.mjs';
import { readMarkup } from './collect.mjs';
import { checkPolicies, splitHeader } from './csp.mjs';
import { declarationPages } from './declaration.mjs';
import { explain } from './explain.mjs';
import { visitAll } from './journeys.mjs';
import { judge } from './judge.mjs';
import { limits } from './limits.mjs';
import { missingServices } from './missing.mjs';
import { necessaryPurposes, readPolicy } from './policy.mjs';
import { Problem, within } from './problem.mjs';
import { listSeen, reportLines } from './report.mjs';

const root = resolve(import.meta.dirname, '../..');

function readOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { policy: { type: 'string' }, out: { type: 'string' }, region: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new Problem(error.message);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) throw new Problem('doctor takes one URL');
  let url;
  try {
    url = new URL(positionals[0]);
  } catch {
    throw new Problem(`"${positionals[0]}" is no URL; write it whole, as https://shop.example/`);
  }
  if (!/^https?:$/.test(url.protocol)) throw new Problem(`${url.protocol} is not what pages come by; the doctor takes http and https`);
  if (!/^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$/.test(values.region)) throw new Problem(`"${values.region}" is no region; write it as DE or US-CA`);
  return { ...values, url: url.href };
}

/** The named policy; else that of the repository for the site that the page embeds. */
function findPolicy(folder, site) {
  if (folder) return readPolicy(folder);
  const known = /^[a-z0-9-]+$/.test(site) ? join(root, 'policies', site) : '';
  return known && existsSync(join(known, 'site.json')) ? readPolicy(known) : undefined;
}

function hostsOf(journeys) {
  const looks = journeys.flatMap((journey) => journey.looks);
  const addresses = [...journeys.map(({ address }) => address), ...looks.flatMap((look) => look.requests.map((each) => each.address))];
  const hosts = addresses.map((address) => new URL(address).hostname);
  const cookies = looks.flatMap((look) => (look.cookies ?? []).map(({ domain }) => domain.replace(/^\./, '')));
  const keys = looks.flatMap((look) => (look.keys ?? []).map(({ origin }) => new URL(origin).hostname));
  return [...hosts, ...cookies, ...keys];
}

/** What the judge goes by. */
function contextOf(journeys, policy, domains) {
  const [{ address: page, looks }] = journeys;
  const [embed] = looks[0].embeds;
  const domainOf = (host) => domains.get(host) ?? explain.guessDomain(host);
  const home = embed?.src ? new URL('.', embed.src).href : new URL('/', page).href;
  const around = {
    page: new URL(page).origin,
    site: embed?.site ?? policy?.site ?? '',
    home,
    collector: embed?.collector ? new URL(embed.collector, page).origin : new URL(home).origin,
    isSameSite: (host) => domainOf(host) === domainOf(new URL(page).hostname),
  };
  const services = policy?.services ?? [];
  return { page, around, services, policy, has_policy: policy !== undefined, nonce: embed?.nonce ?? '', embed, necessary: necessaryPurposes(policy), domainOf };
}

/** Findings about the policies of the page; undefined where it has none. */
function checkPagePolicies({ csp, looks }, { page, nonce, embed, around }) {
  const header = splitHeader(csp).map((text) => ({ place: 'Content-Security-Policy header', text }));
  const metas = looks[0].metas.map((text) => ({ place: 'Content-Security-Policy meta element', text }));
  const policies = [...header, ...metas];
  if (policies.length === 0) return undefined;
  return checkPolicies(policies, { page, script: embed?.src ?? '', nonce, collector: embed ? around.collector : '' });
}

async function examine(browser, { url, region, policy: folder }) {
  const named = folder && readPolicy(folder); // a wrong folder is told before anything is visited
  const journeys = await visitAll(browser, url, region);
  const policy = named || findPolicy('', journeys[0].looks[0].embeds[0]?.site ?? '');
  const context = contextOf(journeys, policy, await findDomains(browser, hostsOf(journeys)));
  const { scripts } = await readMarkup(browser, journeys[0].html);
  const findings = judge({ journeys, scripts, csp: checkPagePolicies(journeys[0], context) }, context);
  const dropped = journeys.reduce((sum, journey) => sum + journey.dropped, 0);
  return { address: journeys[0].address, looks: journeys.flatMap((journey) => journey.looks), findings, dropped, context };
}

function writeOut(folder, { looks, context }) {
  mkdirSync(folder, { recursive: true });
  const written = [];
  const write = (name, text) => {
    writeFileSync(join(folder, name), text);
    written.push(join(folder, name));
  };
  const missing = missingServices(looks, context, context.domainOf);
  write('services.missing.json', JSON.stringify(missing ?? {}, null, 2) + '\n');
  if (context.policy) for (const [name, text] of declarationPages(looks, context)) write(name, text);
  return written;
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  const browser = await startBrowser();
  try {
    const result = await within(examine(browser, options), limits.run_ms, `${options.url} took more than ${limits.run_ms / 1_000} seconds`);
    const { address, findings, looks, context } = result;
    const written = options.out ? writeOut(options.out, result) : [];
    const lines = options.json
      ? [JSON.stringify({ url: address, policy: context.policy?.folder ?? null, findings, seen: listSeen(looks, context) }, null, 2)]
      : [...reportLines(result, context), ...written.map((path) => `wrote ${path}`)];
    console.log(lines.join('\n'));
    if (findings.some(({ level }) => level === 'error')) process.exitCode = 1;
  } finally {
    await within(browser.close(), limits.close_ms, '').catch(() => {});
  }
}

main().catch((error) => {
  process.exitCode = 2;
  console.error(error instanceof Problem ? `doctor: ${error.message}` : error);
});
