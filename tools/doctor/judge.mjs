// From what was seen to findings: { level, code, place, what, advice, phases }. Pure: it sees looks, a policy and the
// markup, and asks nobody. The catalogue of codes stands in docs/doctor.md.
import { explain } from './explain.mjs';

/** In words, when something was seen. */
export const phases = { before: 'before a choice', reject: 'after reject', accept: 'after accept', withdraw: 'after withdrawal' };

const origin_of = explain.originOf;

/** Collects findings; the same one in several phases is one. */
function createList() {
  const found = new Map();
  return {
    add(level, code, place, what, advice, phase) {
      const key = `${code} ${place} ${what}`;
      const known = found.get(key) ?? { level, code, place, what, advice, phases: [] };
      if (phase && !known.phases.includes(phase)) known.phases.push(phase);
      // What is an error in one phase is an error.
      if (level === 'error') known.level = level;
      found.set(key, known);
    },
    has: (code, place) => [...found.values()].some((each) => each.code === code && each.place === place),
    all: () => [...found.values()],
  };
}

const lists = (ids) => ids.map((id) => `"${id}"`).join(', ');
const titleOf = (owner) => lists(owner.services.map(({ id }) => id));

/** Nobody has allowed anything in these; afterwards what is undeclared may be a part of what was accepted. */
const levelOf = (phase) => (phase === 'accept' ? 'warning' : 'error');

function judgeRequests(list, look, { around, services }) {
  for (const { address } of look.requests) {
    const owner = explain.ownerOfRequest(address, around, services);
    const flag = explain.flagOf(owner, look.granted);
    const origin = origin_of(address);
    if (flag === 'undeclared')
      list.add(levelOf(look.phase), 'request_undeclared', origin, 'A third party is asked for something, and no service declares its origin.',
        `Add ${origin} to "origins" of the service in services.json, and gate what asks for it.`, look.phase);
    if (flag === 'early')
      list.add('error', 'request_early', origin, `A request of the service ${titleOf(owner)} leaves though its purposes are not granted.`,
        'Gate what asks for it with data-assent-service, or let the request guard hold it ("guard": true).', look.phase);
  }
}

/** What a stored thing is flagged with; something that was allowed and stays is not early but a rest. */
function judgeStored(list, look, kind, place, owner, what, declare) {
  const flag = explain.flagOf(owner, look.granted);
  if (flag === 'undeclared') list.add(levelOf(look.phase), kind + '_undeclared', place, `${what} is kept, and no service declares it.`, declare, look.phase);
  if (flag !== 'early') return;
  // What was there before anybody allowed it is no rest.
  if (!list.has(kind + '_early', place) && !explain.flagOf(owner, look.stood))
    list.add('error', kind + '_remains', place, `${what} of the service ${titleOf(owner)} is still there after its purposes were taken back.`,
      'See that its name, domain and path in services.json are those that the service writes, and that nothing else writes it again.', look.phase);
  else
    list.add('error', kind + '_early', place, `${what} of the service ${titleOf(owner)} is kept though its purposes are not granted.`,
      'Gate what writes it with data-assent-service, or let the request guard hold it ("guard": true).', look.phase);
}

function judgeKept(list, look, { around, services }) {
  for (const { name, domain, http_only } of look.cookies ?? []) {
    const owner = explain.ownerOfCookie(name, domain, around, services);
    const what = http_only ? 'A cookie that scripts cannot read' : 'A cookie';
    judgeStored(list, look, 'cookie', `${name} (${domain})`, owner, what, `Declare "${name}" under "cookies" of the service that writes it, or stop writing it.`);
  }
  for (const { kind, name, origin } of look.keys ?? []) {
    const owner = explain.ownerOfKey(name, origin, around, services);
    judgeStored(list, look, 'storage', `${name} (${kind} of ${origin})`, owner, `An entry of ${kind}`, `Declare "${name}" under "storage" of the service that writes it, or stop writing it.`);
  }
}

const element_advice = {
  unknown_service: 'Use an id of services.json, or add the service there.',
  wrong_element: 'Put data-assent-service on the script, iframe, img or link itself.',
  runs_at_once: 'Write type="text/plain", and its own type as data-type.',
  loads_at_once: 'Write data-src in place of src (data-srcset, data-href likewise).',
  no_address: 'Name its address in data-src.',
  wrong_address: 'Name an address that begins with https://, or one on this site.',
  no_nonce: "Give it the page's nonce, as assent.js has it.",
  loaded: 'Write data-src in place of src, so that it waits for its service.',
  waits: 'Look into the console for what kept it; a script waits for those before it.',
};

const placeOf = ({ tag, service, address }) => `<${tag} data-assent-service="${service}">${address ? ' ' + address : ''}`;

/** Verdicts of the elements of a look: [element, verdict]. */
export const verdictsOf = (look, { services, nonce }) =>
  (look.elements ?? []).map((element) => [element, explain.explainElement(element, services, look.granted, nonce)]);

function judgeElements(list, look, context) {
  // Without a policy no service is known, and nothing can be said of a name.
  const known = context.has_policy ? [] : ['unknown_service'];
  for (const [element, verdict] of verdictsOf(look, context)) {
    const is_stuck = verdict.why === 'waits';
    if (known.includes(verdict.why) || !(verdict.wrong || is_stuck)) continue;
    const level = is_stuck || verdict.why === 'no_address' ? 'warning' : 'error';
    list.add(level, 'element_' + verdict.why, placeOf(element), explain.inWords(verdict), element_advice[verdict.why], look.phase);
  }
}

const failures = {
  core_blocked: "Allow 'wasm-unsafe-eval' in script-src.",
  boot_not_loaded: 'See that the collector answers, and that connect-src and its list of origins allow this page.',
  boot_signature: 'Print the embed anew with assent snippet: data-key and data-site must be those of the collector.',
  insecure_page: 'Serve the page by https.',
  embed_incomplete: 'Print the embed anew with assent snippet: data-site or data-key is missing.',
};

function judgeWidget(list, looks, heard, { policy, page }) {
  const [first] = looks;
  const reasons = [...new Set(heard.filter(({ name }) => name === 'failed').map(({ reason }) => reason))];
  const [embed, second] = first.embeds;
  if (!embed) list.add('error', 'widget_absent', page, 'The page has no script of the widget.', 'Paste what assent snippet prints into its head.');
  if (second || first.banners > 1) list.add('error', 'widget_twice', page, 'The page embeds the widget more than once.', 'Leave one embed.');
  for (const reason of reasons) list.add('error', 'widget_failed', page, `The widget says that it failed: ${reason}.`, failures[reason] ?? 'Look into the console; nothing is unlocked.');
  for (const { service, address } of heard.filter(({ name }) => name === 'service-failed'))
    list.add('warning', 'service_failed', explain.withoutQuery(String(address)), `A script of the service "${service}" did not load.`, 'See that its address answers; the scripts behind it have gone on.');
  const spoke = heard.some(({ name }) => name === 'ready');
  if (embed && !spoke && !reasons.length)
    list.add('error', 'widget_silent', page, 'The widget says neither that it is ready nor that it failed.', 'See in the network log whether assent.js loads, and whether a policy of the page forbids it.');
  if (embed && policy && embed.site !== policy.site)
    list.add('error', 'policy_of_other_site', page, `The page embeds the site "${embed.site}", and the policy is that of "${policy.site}".`, "Name that site's folder with --policy.");
  for (const name of new Set(looks.flatMap((look) => look.managers ?? [])))
    list.add('error', 'other_manager', page, `Another consent manager is on the page: ${name}.`, 'Take it out: two that ask know nothing of each other. Its answers can be taken over ("migrate" in site.json).');
}

function judgeAnswers(list, answers, { page }) {
  const names = { reject: 'reject', accept: 'accept', withdraw: 'withdraw' };
  for (const [name, outcome] of Object.entries(answers)) {
    if (outcome === 'not taken')
      list.add('error', 'answer_not_taken', page, `A click on the widget changed nothing: ${names[name]}.`, 'See what lies over the banner.');
    if (outcome === 'not offered')
      list.add('info', 'answer_not_offered', page, `The widget offers no way to ${names[name]} here, so that was not tried.`, 'None is needed where the regime asks nothing.');
  }
}

/** Whether a script as authored is one that must see consent before it runs. */
function isTag({ src, type, names_tag, is_embed, is_stub }, { around, services, page }) {
  if (is_embed || is_stub || type === 'text/plain') return false;
  if (!src) return names_tag;
  const owner = explain.ownerOfRequest(new URL(src, page).href, around, services);
  return owner.by === 'service' || owner.by === 'nobody';
}

function judgeHead(list, scripts, context) {
  const { services, policy, page } = context;
  const at = scripts.findIndex(({ is_stub }) => is_stub);
  const tags = scripts.map((script, place) => ({ ...script, place })).filter((script) => isTag(script, context));
  if (at < 0) {
    const has_guard = services.some(({ guard }) => guard);
    if (!has_guard && !policy?.wants_stub) return;
    const level = has_guard || tags.length ? 'warning' : 'info'; // without a tag nobody misses the defaults
    list.add(level, 'stub_missing', page, 'The policy asks for consent defaults or a guard, and the page has no head stub.', 'Paste both elements that assent snippet prints, the stub before any tag.');
    return;
  }
  if (scripts[at].is_late) list.add('error', 'stub_late', page, 'The head stub is async, deferred or a module, so tags run before it.', 'Take async, defer and type="module" off it.');
  for (const { src } of tags.filter(({ place }) => place < at))
    list.add('error', 'stub_late', src ? explain.withoutQuery(new URL(src, page).href) : 'an inline script', 'A tag stands before the head stub, so it runs before its defaults.', 'Put the head stub before every tag.');
}

function judgeViolations(list, heard, { page }) {
  // That the core may not run is a finding of its own.
  const others = heard.filter(({ name, blocked }) => name === 'violation' && blocked !== 'wasm-eval');
  for (const { directive, blocked } of others)
    list.add('warning', 'csp_violation', `${blocked || 'inline'} on ${page}`, `The page's policy blocked it (${directive}).`, `Allow it in ${directive} where it is wanted, or take it out.`);
}

const rank = { error: 0, warning: 1, info: 2 };

/**
 * All findings, the worst first. `seen`: { journeys, scripts (as authored), csp (findings of csp.mjs, or undefined where the
 * page has no policy) }; `context`: { page, around, services, nonce, policy, has_policy, necessary }.
 */
export function judge({ journeys, scripts, csp }, context) {
  const list = createList();
  const looks = journeys.flatMap((journey) => journey.looks);
  const heard = journeys.flatMap((journey) => journey.heard);
  judgeWidget(list, looks, heard, context);
  for (const { level, code, place, what, advice } of csp ?? []) list.add(level, code, place, what, advice);
  if (!csp) list.add('info', 'csp_absent', context.page, 'The page has no content security policy.', "One with 'wasm-unsafe-eval' in script-src and without 'unsafe-inline' keeps foreign scripts out.");
  if (!context.has_policy) list.add('info', 'policy_absent', context.page, 'No policy was read, so every third party, cookie and key is undeclared.', 'Name the folder of the policy with --policy.');
  judgeHead(list, scripts, context);
  for (const each of looks) {
    const look = { ...each, granted: each.granted ?? context.necessary, stood: each.stood ?? context.necessary };
    judgeRequests(list, look, context);
    judgeKept(list, look, context);
    judgeElements(list, look, context);
  }
  for (const { answers } of journeys) judgeAnswers(list, answers, context);
  judgeViolations(list, heard, context);
  return list.all().sort((one, other) => rank[one.level] - rank[other.level]);
}
