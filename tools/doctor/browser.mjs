// Starts the system's Chromium, and asks it what no page can be asked: under which domain a host is registered.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Problem } from './problem.mjs';

/** CHROMIUM names another one. */
const executable = process.env.CHROMIUM || '/usr/bin/chromium';
const flags = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function startBrowser() {
  if (!existsSync(executable)) throw new Problem(`there is no Chromium at ${executable}; ./dev setup installs it, and CHROMIUM names another one`);
  // Chromium has no sandbox for root.
  const is_root = process.getuid?.() === 0;
  try {
    return await chromium.launch({ executablePath: executable, chromiumSandbox: !is_root, args: is_root ? [...flags, '--no-sandbox'] : flags });
  } catch (error) {
    throw new Problem(`Chromium at ${executable} does not start: ${error.message.split('\n')[0]}`);
  }
}

/** The suffixes of a host that somebody may have registered, the shortest first. */
function suffixesOf(host) {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.')).reverse().filter((each) => each.includes('.'));
}

/**
 * Maps each host to its registrable domain, by the browser's own list of public suffixes: a cookie for a public suffix
 * becomes one of its host alone. Addresses and names of one label are their own.
 */
export async function findDomains(browser, hosts) {
  const context = await browser.newContext();
  try {
    const cdp = await context.newCDPSession(await context.newPage());
    const named = [...new Set(hosts)].filter((host) => host.includes('.') && !/^[\d.]+$|:/.test(host));
    for (const domain of new Set(named.flatMap(suffixesOf)))
      await cdp.send('Network.setCookie', { name: 'probe', value: '1', url: `https://${domain}/`, domain: '.' + domain }).catch(() => {});
    const taken = new Set((await context.cookies()).map(({ domain }) => domain));
    return new Map(hosts.map((host) => [host, named.includes(host) ? (suffixesOf(host).find((each) => taken.has('.' + each)) ?? host) : host]));
  } finally {
    await context.close();
  }
}
