// One visit by a new visitor: a fresh profile, every request on record with the phase it fell into. Each wait has its
// limit, so that no page holds it up.
import { askPage, collect } from './collect.mjs';
import { limits } from './limits.mjs';
import { Problem, within } from './problem.mjs';
import { createHand } from './widget.mjs';

/** Runs in the page before anything else: passes on what the widget and the browser's policy say. */
function listen([region]) {
  if (window !== window.top) return;
  const tell = window.assentDoctorHears;
  delete window.assentDoctorHears;
  for (const name of ['ready', 'failed', 'service-failed'])
    document.addEventListener('assent:' + name, ({ detail }) => tell({ name, reason: detail?.reason, service: detail?.service, address: detail?.address }));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, disposition }) => {
    if (disposition === 'enforce') tell({ name: 'violation', directive: effectiveDirective, blocked: blockedURI.replace(/[?#].*$/, '').slice(0, 200) });
  });
  if (!region) return;
  // Before the script has come over the network, so that it reads this.
  new MutationObserver(() => {
    for (const script of document.querySelectorAll('script[data-site][data-key]')) if (script.getAttribute('data-region') !== region) script.setAttribute('data-region', region);
  }).observe(document, { childList: true, subtree: true });
}

const unreachable = (url, error) => {
  const [, code] = /net::(\w+)/.exec(error.message) ?? [];
  return new Problem(`${url} cannot be reached${code ? ': ' + code : ': ' + error.message.split('\n')[0]}`);
};

/** Opens a profile; `region` writes over the embed's data-region. */
export async function openVisit(browser, url, region) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const requests = [];
  const heard = [];
  const silent = `${url} does not answer: one of its scripts may never end`;
  let phase = '';
  let dropped = 0;
  let last_ms = Date.now();

  const note = (address, kind) => {
    last_ms = Date.now();
    if (!/^(https?|wss?):/.test(address)) return;
    if (requests.length < limits.requests) requests.push({ phase, address, kind });
    else dropped += 1;
  };
  context.on('request', (request) => note(request.url(), request.resourceType()));
  page.on('websocket', (socket) => note(socket.url(), 'websocket'));
  page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
  await page.exposeFunction('assentDoctorHears', (what) => void heard.push(what));
  await page.addInitScript(listen, [region]);

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const said = (from) => heard.slice(from).some(({ name }) => name === 'ready' || name === 'failed');
  const settle = async (is_ready = () => true) => {
    const began_ms = Date.now();
    last_ms = began_ms;
    while (Date.now() < began_ms + limits.settle_ms && !(is_ready() && Date.now() > last_ms + limits.quiet_ms)) await wait(50);
  };
  const settleLoaded = async (from) => {
    await page.waitForLoadState('load', { timeout: limits.load_ms }).catch(() => {});
    for (const end = Date.now() + limits.ready_ms; Date.now() < end && !said(from); ) await wait(50);
    await settle();
  };
  const hand = createHand(page, cdp);
  const visit = {
    context,
    page,
    cdp,
    requestsOf: (name) => requests.filter((each) => each.phase === name),
    heard,
    dropped: () => dropped,
    /** 'taken', 'not offered' or 'not taken', see widget.mjs. */
    answer: (name) => within(hand.answer(name), limits.answer_ms, silent),
    settle,
    enter(name) {
      phase = name;
    },
    /** Gives the page's answer: status, headers and markup. */
    async load() {
      const from = heard.length;
      const answer = await page.goto(url, { waitUntil: 'commit', timeout: limits.load_ms }).catch((error) => {
        throw unreachable(url, error);
      });
      if (!answer) throw new Problem(`${url} is no page`);
      if (answer.status() >= 400) throw new Problem(`${url} answers ${answer.status()}`);
      const headers = await answer.allHeaders();
      if (!/html/i.test(headers['content-type'] ?? '')) throw new Problem(`${url} is ${headers['content-type'] ?? 'of no type'}, and no HTML page`);
      await settleLoaded(from);
      return { csp: headers['content-security-policy'] ?? '', html: await within(answer.text(), limits.look_ms, silent).catch(() => '') };
    },
    async reload() {
      const from = heard.length;
      await page.reload({ waitUntil: 'commit', timeout: limits.load_ms }).catch(() => {});
      await settleLoaded(from);
    },
    granted: async () => (await within(askPage(visit), limits.look_ms, silent)).granted,
    collect: () => within(collect(visit), limits.look_ms, silent),
    /** A page that does not let go is left to Chromium's own end. */
    close: () => within(context.close(), limits.close_ms, silent).catch(() => {}),
  };
  return visit;
}
