// Demo only: shows live what consent stands, what was decided and why, and every byte the page's scripts sent.
// It wraps the page's network calls before the widget loads, so that it sees for itself; it changes none of them.
(() => {
  'use strict';

  const limits = { sent: 30, profile_after_ms: 1000 };
  const sent = [];                 // requests with a body, newest first
  const counts = { fetched: 0, sent: 0 };
  const state = { api: null, failed: '', act: '', purposes: new Set() };
  const parts = {};
  window.assent = window.assent || [];

  // ---- what leaves -------------------------------------------------------------------------------------------

  function textOf(body) {
    if (typeof body === 'string') return body;
    if (body instanceof URLSearchParams) return String(body);
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
    return null;
  }

  function note(method, url, headers, body) {
    if (body === undefined || body === null) {
      counts.fetched += 1;
      later();
      return null;
    }
    counts.sent += 1;
    const entry = {
      number: counts.sent, method, url: new URL(url, location.href), headers: Array.from(headers || []),
      text: textOf(body), bytes: null, answer: '…',
    };
    if (entry.text !== null) entry.bytes = new TextEncoder().encode(entry.text).length;
    if (body instanceof Blob) {
      body.text().then((text) => {
        entry.text = text;
        entry.bytes = body.size;
        later();
      });
    }
    sent.unshift(entry);
    sent.length = Math.min(sent.length, limits.sent);
    later();
    return entry;
  }

  function settle(entry, answer) {
    if (!entry) return;
    entry.answer = answer;
    later();
  }

  const realFetch = window.fetch;
  window.fetch = function fetch(input, init) {
    const request = input instanceof Request ? input : null;
    const method = (init && init.method) || (request ? request.method : 'GET');
    const headers = new Headers((init && init.headers) || (request ? request.headers : undefined));
    let entry = null;
    if (request && request.body && !(init && init.body)) {
      entry = note(method, request.url, headers, '');
      request.clone().text().then((text) => {
        entry.text = text;
        entry.bytes = new TextEncoder().encode(text).length;
        later();
      });
    } else {
      entry = note(method, request ? request.url : input, headers, init && init.body);
    }
    const answer = realFetch.apply(this, arguments);
    answer.then((response) => settle(entry, String(response.status)), () => settle(entry, 'no answer'));
    return answer;
  };

  const realBeacon = navigator.sendBeacon;
  if (realBeacon) {
    navigator.sendBeacon = function sendBeacon(url, body) {
      const entry = note('POST', url, null, body === undefined ? '' : body);
      const taken = realBeacon.apply(navigator, arguments);
      settle(entry, taken ? 'handed over' : 'not taken');
      return taken;
    };
  }

  // ---- drawing -----------------------------------------------------------------------------------------------

  function make(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  function drawConsent() {
    if (!state.api) {
      const closed = `Assent is closed: ${state.failed}. Default content stays.`;
      return [make('p', 'demo-soft', state.failed ? closed : 'Waiting for the widget.')];
    }
    const { granted, denied = [], act = state.act, regime, gpc } = state.api.consent.get();
    for (const id of [...granted, ...denied]) state.purposes.add(id);
    const rows = Array.from(state.purposes, (id) => {
      const on = granted.includes(id);
      return make('li', on ? 'demo-on' : 'demo-off', `${id}: ${on ? 'allowed' : 'not allowed'}`);
    });
    const last = act && act !== 'none' ? `Last choice: ${act.replace('_', ' ')}` : 'No choice made since this page loaded';
    const facts = [last, ...(regime ? [regime] : []), ...(gpc ? ['GPC on'] : [])];
    return [make('p', '', facts.join(' · ')), make('ul', 'demo-purposes', ...rows)];
  }

  function factorLine(factor) {
    const subject = factor.attribute || `page ${factor.context}`;
    const held = factor.result ? 'holds' : 'does not hold';
    const outcome = factor.code === 'USED' ? held : factor.code.toLowerCase().replaceAll('_', ' ');
    return make('li', '', `${subject} ${factor.op}: ${outcome}`);
  }

  function drawSlot(slot) {
    const withheld = slot.withheld ? ': its purpose is not allowed' : '';
    const variant = slot.variant ? ` (${slot.variant})` : '';
    const shown = slot.experience ? slot.experience + variant : `default content${withheld}`;
    const trace = make('details', '', make('summary', '', 'Why, factor by factor'));
    trace.dataset.key = slot.slot;
    let group = '';
    for (const factor of slot.trace || []) {
      if (factor.experience !== group) {
        const outcome = factor.experience === slot.experience ? 'shown' : 'not shown';
        trace.append(make('p', '', `${factor.experience}, ${outcome}`), make('ul', ''));
      }
      group = factor.experience;
      trace.lastChild.append(factorLine(factor));
    }
    const head = make('p', '', make('strong', '', slot.slot), ` → ${shown}`);
    return make('div', 'demo-card', head, ...(slot.because ? [make('p', 'demo-soft', slot.because)] : []), trace);
  }

  function drawDecisions() {
    const places = Array.from(document.querySelectorAll('[data-assent-slot]'), (slot) => slot.dataset.assentSlot);
    const decided = places.map((place) => state.api && state.api.explain(place)).filter(Boolean);
    if (decided.length === 0) return [make('p', 'demo-soft', 'Nothing decided yet: default content everywhere.')];
    return decided.map(drawSlot);
  }

  function drawSent() {
    const total = sent.reduce((sum, entry) => sum + (entry.bytes || 0), 0);
    const requests = `${total} bytes in ${sent.length} ${sent.length === 1 ? 'request' : 'requests'}`;
    const files = `${counts.fetched} ${counts.fetched === 1 ? 'file' : 'files'}`;
    const lines = [make('p', '', `${requests}. ${files} fetched with an empty request.`)];
    for (const entry of sent) {
      const headers = entry.headers.filter(([name]) => name.startsWith('assent'));
      const names = headers.map(([name, value]) => `${name}: ${value}`);
      const body = make('pre', '', [...names, pretty(entry.text || '')].join('\n'));
      body.tabIndex = 0;
      const path = entry.url.origin === location.origin ? entry.url.pathname + entry.url.search : entry.url.href;
      const size = entry.bytes === null ? 'size unknown' : `${entry.bytes} B`;
      const summary = make('summary', '', `${entry.method} ${path} · ${size} · ${entry.answer}`);
      const details = make('details', 'demo-card', summary, body);
      details.dataset.key = String(entry.number);
      lines.push(details);
    }
    return lines;
  }

  const draws = { account: drawAccount, consent: drawConsent, decisions: drawDecisions, sent: drawSent };
  let waiting = false;

  function later() {
    if (waiting) return;
    waiting = true;
    queueMicrotask(draw);
  }

  // Redraws what changed; a list the visitor has opened stays open, and a part that gives its own nodes again is left alone.
  function draw() {
    waiting = false;
    for (const [name, drawPart] of Object.entries(draws)) {
      const part = parts[name];
      if (!part) return;
      const open = new Set(Array.from(part.querySelectorAll('details[open]'), (details) => details.dataset.key));
      const nodes = drawPart();
      if (nodes.every((node, at) => node === part.childNodes[at])) continue;
      part.replaceChildren(...nodes);
      for (const details of part.querySelectorAll('details')) details.open = open.has(details.dataset.key);
    }
  }

  // ---- the shop's customer accounts --------------------------------------------------------------------------------

  // Where ./dev demo says they are. The bundle goes from the shop's server to the widget; no script looks into it.
  const accounts = () => document.querySelector('meta[name="demo-accounts"]')?.content;
  const account = { customers: [], customer: null, note: '' };

  async function ask(method, path, body) {
    const answer = await fetch(`${accounts()}/account/${path}`, { method, body, credentials: 'include' });
    if (!answer.ok) throw new Error(String(answer.status));
    return path === 'bundle' ? answer.text() : answer.json();
  }

  // A bundle is good for ten minutes, so each page asks for one of its own, and again when consent has changed.
  async function handOver() {
    const { customer } = account;
    if (!customer) return;
    const text = await ask('GET', 'bundle');
    if (account.customer !== customer) return; // signed out meanwhile, or somebody else
    const { taken, fault } = await state.api.profile.bundle(text);
    if (fault !== 'replaced') account.note = fault ? `Not taken: ${fault}.` : `Taken: ${taken.join(', ') || 'nothing'}.`;
    later();
  }

  async function change(act) {
    try {
      account.note = '';
      await act();
    } catch {
      account.note = 'The accounts do not answer.';
    }
    later();
  }

  const signIn = (id) => change(async () => {
    account.customer = (await ask('POST', 'sign-in', id)).customer;
    handOver().catch(console.error);
  });
  const signOut = () => change(async () => {
    state.api.profile.bundle(null);
    account.customer = (await ask('POST', 'sign-out')).customer;
    state.api.profile.bundle(null); // a bundle may have come while the server was asked
  });

  const presses = make('p', 'demo-presses');
  const said = make('p', 'demo-soft');
  let pressable = '';

  // Buttons are made anew only for others: one that is replaced between a mouse's down and up is never clicked.
  function drawAccount() {
    const press = (label, act) => {
      const button = make('button', 'demo-press', label);
      button.type = 'button';
      button.addEventListener('click', act);
      return button;
    };
    const wanted = JSON.stringify([account.customer, account.customers]);
    if (wanted !== pressable) {
      presses.replaceChildren(...(account.customer
        ? [press(`Sign out ${account.customer}`, signOut)]
        : account.customers.map(({ id, name }) => press(name, () => signIn(id)))));
    }
    pressable = wanted;
    said.textContent = account.note || 'Invented customers; no password.';
    return [presses, said];
  }

  function beginAccounts() {
    if (!accounts()) return;
    change(async () => {
      const [customers, { customer }] = await Promise.all([ask('GET', 'customers'), ask('GET', 'me')]);
      if (!customer) state.api.profile.bundle(null); // whoever was here before may have been somebody else
      Object.assign(account, { customers, customer });
      state.api.consent.onChange(() => handOver().catch(console.error));
      handOver().catch(console.error);
    });
  }

  // ---- the panel ---------------------------------------------------------------------------------------------

  function section(title, ...children) {
    return make('section', '', make('h2', '', title), ...children);
  }

  function setOpen(button, open) {
    document.documentElement.classList.toggle('demo-open', open);
    button.setAttribute('aria-expanded', String(open));
    button.textContent = open ? 'Close' : 'Demo panel';
  }

  function mount() {
    for (const name of Object.keys(draws)) parts[name] = make('div', `demo-${name}`);
    parts.profile = make('div', 'demo-profile', 'Shown once the widget has something to show.');
    parts.profile.tabIndex = 0;
    const button = make('button', 'demo-toggle');
    button.type = 'button';
    button.setAttribute('aria-controls', 'demo-body');
    const drawn_by = 'Drawn by the widget itself; no value passes through the shop’s scripts.';
    const body = make('div', 'demo-body',
      make('p', 'demo-title', 'Behind the scenes'),
      make('p', 'demo-soft', 'Only in this demo. It watches; it changes nothing.'),
      ...(accounts() ? [section('Customer account', parts.account)] : []),
      section('Consent', parts.consent),
      section('Profile', make('p', 'demo-soft', drawn_by), parts.profile),
      section('Decisions', parts.decisions),
      section('What left this page', parts.sent));
    body.id = 'demo-body';
    const panel = make('aside', 'demo-panel', button, body);
    panel.setAttribute('aria-label', 'Behind the scenes, demo only');
    document.body.append(panel);
    setOpen(button, document.documentElement.classList.contains('demo-open'));
    button.addEventListener('click', () => setOpen(button, !document.documentElement.classList.contains('demo-open')));
    draw();
  }

  document.addEventListener('assent:consent', (event) => {
    state.act = event.detail.act;
    later();
  });
  document.addEventListener('assent:sent', later);
  // The profile's element brings a module of its own with it: not before the banner has had its turn.
  document.addEventListener('assent:ready', () => {
    setTimeout(() => parts.profile.replaceChildren(document.createElement('assent-data')), limits.profile_after_ms);
  });
  document.addEventListener('assent:failed', (event) => {
    state.failed = event.detail ? event.detail.reason : 'unknown';
    later();
  });
  // No event says what was decided unless that may be told: the panel looks again whenever a slot shows something else.
  document.addEventListener('DOMContentLoaded', () => {
    const shows = new MutationObserver(later);
    for (const slot of document.querySelectorAll('[data-assent-slot]')) shows.observe(slot, { childList: true });
  });
  window.assent.push((assent) => {
    state.api = assent;
    assent.consent.onChange(later);
    beginAccounts();
    later();
  });

  // Beside the shop where there is room, folded away on a phone; decided before the first paint, so nothing moves.
  if (window.matchMedia('(min-width: 80rem)').matches) document.documentElement.classList.add('demo-open');
  document.addEventListener('DOMContentLoaded', mount);
})();
