// Reads content security policies and says whether Assent can run under them, and what to add. Pure; no network.

const quoted = (directives, name) => directives.get(name) ?? directives.get('default-src');

/** One policy as a map from directive to its values; the first of two equal directives counts. */
export function parsePolicy(text) {
  const directives = new Map();
  for (const part of text.split(';')) {
    const [name, ...values] = part.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), values);
  }
  return directives;
}

/** The policies of a header's value, which may hold several. */
export const splitHeader = (value) => value.split(/[,\n]/).map((each) => each.trim()).filter(Boolean);

const default_ports = { 'http:': '80', 'https:': '443' };
const portOf = ({ protocol, port }) => port || default_ports[protocol] || '';

/** Whether one source of a directive allows an address. `page` is the address of the page. */
export function sourceAllows(source, address, page) {
  const [to, from] = [new URL(address), new URL(page)];
  if (source === '*') return /^(https?|wss?):$/.test(to.protocol);
  if (source.toLowerCase() === "'self'") return to.origin === from.origin;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return to.protocol === source.toLowerCase() || (source.toLowerCase() === 'http:' && to.protocol === 'https:');
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
  if (!parts || source.startsWith("'")) return false;
  const [, scheme, host, port, path] = parts;
  const protocol = scheme ? scheme.toLowerCase() + ':' : from.protocol;
  if (to.protocol !== protocol && !(protocol === 'http:' && to.protocol === 'https:')) return false;
  const is_host = host.startsWith('*.') ? to.hostname.endsWith(host.slice(1).toLowerCase()) : host.toLowerCase() === to.hostname;
  if (!is_host) return false;
  if (port === undefined ? portOf(to) !== default_ports[to.protocol] : port !== '*' && port !== portOf(to)) return false;
  return path === undefined || path === '/' || (path.endsWith('/') ? to.pathname.startsWith(path) : to.pathname === path);
}

const allows = (sources, address, page) => sources.some((source) => sourceAllows(source, address, page));
const has = (sources, word) => sources.some((source) => source.toLowerCase() === word);
const usesProof = (sources) => sources.some((source) => /^'(nonce-|sha(256|384|512)-)/i.test(source));

function checkEvaluation(sources) {
  const wasm = has(sources, "'wasm-unsafe-eval'");
  if (has(sources, "'unsafe-eval'"))
    return [{
      level: 'warning',
      code: 'csp_unsafe_eval',
      what: "'unsafe-eval' lets any text become code.",
      advice: wasm ? "Take 'unsafe-eval' out: 'wasm-unsafe-eval' is there." : "Put 'wasm-unsafe-eval' in its place: the widget needs no more.",
    }];
  if (wasm) return [];
  return [{
    level: 'error',
    code: 'csp_wasm',
    what: "'wasm-unsafe-eval' is missing, so the widget's core may not run and everything stays closed.",
    advice: "Add 'wasm-unsafe-eval' to script-src.",
  }];
}

function checkElements(sources, { page, script, nonce }) {
  const found = [];
  if (has(sources, "'unsafe-inline'") && !usesProof(sources))
    found.push({
      level: 'warning',
      code: 'csp_unsafe_inline',
      what: "'unsafe-inline' lets any markup that gets into the page run as a script.",
      advice: "Put nonces or hashes in the place of 'unsafe-inline'.",
    });
  const is_trusted = (nonce !== '' && sources.includes(`'nonce-${nonce}'`)) || has(sources, "'strict-dynamic'");
  if (script && !is_trusted && !allows(sources, script, page))
    found.push({
      level: 'error',
      code: 'csp_script',
      what: `${new URL(script).origin} is not in script-src, so assent.js does not load.`,
      advice: `Add ${new URL(script).origin} to script-src, or a nonce to the embed.`,
    });
  return found;
}

/**
 * Findings about the policies that hold on a page: { level, code, what, advice, place }. `context`: page, script (address
 * of assent.js or ""), nonce of the embed, collector (an origin or "").
 */
export function checkPolicies(policies, context) {
  return policies.flatMap(({ place, text }) => {
    const directives = parsePolicy(text);
    const scripts = quoted(directives, 'script-src');
    const elements = directives.get('script-src-elem') ?? scripts;
    const found = [...(scripts ? checkEvaluation(scripts) : []), ...(elements ? checkElements(elements, context) : [])];
    const connect = quoted(directives, 'connect-src');
    if (connect && context.collector && !allows(connect, context.collector + '/v1/', context.page))
      found.push({ level: 'error', code: 'csp_connect', what: `The collector ${context.collector} is not in connect-src, so the boot answer cannot be loaded.`, advice: `Add ${context.collector} to connect-src.` });
    const typed = directives.get('trusted-types');
    const is_enforced = has(directives.get('require-trusted-types-for') ?? [], "'script'");
    if (is_enforced && typed && !typed.includes('assent') && !typed.includes('*'))
      found.push({ level: 'error', code: 'csp_trusted_types', what: 'Trusted Types are enforced, and the policy name "assent" is not among those allowed.', advice: 'Add assent to trusted-types.' });
    return found.map((finding) => ({ ...finding, place }));
  });
}
