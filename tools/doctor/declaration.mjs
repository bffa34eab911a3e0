// The cookie declaration: plain pages, one a language, from the policy and from what was seen. No script, no font, nothing
// from elsewhere; whatever comes from a page or a policy is written as text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from './explain.mjs';
import { durationOf } from './missing.mjs';
import { wordsOf } from './words.mjs';

const style = readFileSync(join(import.meta.dirname, 'declaration.css'), 'utf8').trim();

const signs = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => signs[sign]);

const units = [['Y', 'year'], ['M', 'month'], ['W', 'week'], ['D', 'day']];
const time_units = [['H', 'hour'], ['M', 'minute'], ['S', 'second']];

/** An ISO 8601 duration as people of a language write it. */
export function durationInWords(text, language) {
  const parts = /^P([^T]*)(?:T(.*))?$/.exec(text);
  if (!parts) return text;
  const read = (part, known) =>
    known.flatMap(([letter, unit]) => {
      const found = new RegExp(`(\\d+)${letter}`).exec(part ?? '');
      return found ? [new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(found[1]))] : [];
    });
  return new Intl.ListFormat(language, { type: 'unit' }).format([...read(parts[1], units), ...read(parts[2], time_units)]);
}

const languageName = (language) => new Intl.DisplayNames([language], { type: 'language' }).of(language);

/** How long cookies lasted that were seen, by declared name: the longest. */
function lastsSeen(looks, declared) {
  const seen = looks.flatMap((look) => look.cookies ?? []).filter(({ name }) => explain.matches(declared, name));
  return durationOf(Math.max(0, ...seen.map(({ lasts_s }) => lasts_s)));
}

function rowsOf(service, looks, { say, words, language }) {
  const cookies = service.cookies.map(({ name, explain: about, lasts }) => {
    const time = lasts ?? lastsSeen(looks, name);
    return { name, kind: words.cookie, about: say(about), lasts: time ? durationInWords(time, language) : words.session };
  });
  const keys = service.keys.map(({ name, explain: about, lasts }) => ({
    name,
    kind: words.storage,
    about: say(about),
    lasts: lasts ? durationInWords(lasts, language) : words.until_deleted,
  }));
  return [...cookies, ...keys];
}

/** With the roles of a table written out, since a style that makes it a list would take them away. */
function tableOf(rows, caption, words) {
  const cell = (name, label, text) => `<td role="cell" class="${name}" data-label="${escape(label)}">${escape(text)}</td>`;
  const lines = rows.map(
    ({ name, kind, about, lasts }) =>
      `<tr role="row"><th scope="row" role="rowheader"><code>${escape(name)}</code></th>${cell('about', words.about, about || words.unexplained)}${cell('kind', words.kind, kind)}${cell('lasts', words.lasts, lasts)}</tr>`,
  );
  const heads = [words.name, words.about, words.kind, words.lasts].map((head) => `<th scope="col" role="columnheader">${escape(head)}</th>`);
  return `<table role="table">\n<caption>${escape(caption)}</caption>\n<thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead>\n<tbody role="rowgroup">\n${lines.join('\n')}\n</tbody>\n</table>`;
}

function sectionOf({ id, title, purposes, origins, rows, note }, words) {
  const line = (term, text) => `<div><dt>${escape(term)}</dt><dd>${escape(text)}</dd></div>`;
  const facts = [purposes && line(words.purposes, purposes), origins && line(words.loads_from, origins)].filter(Boolean);
  return [
    `<section aria-labelledby="${escape(id)}">`,
    `<h2 id="${escape(id)}">${escape(title)}</h2>`,
    note ? `<p>${escape(note)}</p>` : '',
    facts.length ? `<dl>${facts.join('')}</dl>` : '',
    rows.length ? tableOf(rows, words.caption.replace('{service}', title), words) : `<p class="none">${escape(words.keeps_nothing)}</p>`,
    '</section>',
  ].filter(Boolean).join('\n');
}

/** What was seen by owner, as rows without explanations. */
function seenRows(looks, { around, services }, by, words, language) {
  const rows = new Map();
  for (const look of looks) {
    for (const { name, domain, lasts_s } of look.cookies ?? []) {
      if (explain.ownerOfCookie(name, domain, around, services).by !== by) continue;
      const lasts = durationOf(lasts_s);
      rows.set('cookie ' + name, { name, kind: words.cookie, about: '', lasts: lasts ? durationInWords(lasts, language) : words.session });
    }
    for (const { name, kind, origin } of look.keys ?? [])
      if (explain.ownerOfKey(name, origin, around, services).by === by)
        rows.set(kind + name, { name, kind: kind === 'database' ? words.database : words.storage, about: '', lasts: kind === 'session storage' ? words.session : words.until_deleted });
  }
  return [...rows.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** An entry of Assent's own with what it is for. Only the choices themselves outlast a withdrawal. */
function explainOwn(row, words) {
  const about = row.kind === words.database ? words.own_database : words['own_' + row.name.split(':')[2]];
  return about ? { ...row, about, lasts: words.until_withdrawn } : { ...row, about: words.own };
}

function pageOf(language, looks, context, links) {
  const { policy } = context;
  const words = wordsOf(language);
  const say = (text) => policy.say(text, language);
  const purposeTitle = (id) => say(policy.purposes.find((each) => each.id === id)?.title ?? id);
  const list = (texts) => new Intl.ListFormat(language).format(texts);

  const sections = policy.services.map((service) => ({
    id: service.id,
    title: say(service.title),
    purposes: list(service.purposes.map(purposeTitle)),
    origins: service.origins.map((origin) => origin.replace(/^https?:\/\//, '')).join(', '),
    rows: rowsOf(service, looks, { say, words, language }),
  }));
  const own = seenRows(looks, context, 'assent', words, language).map((row) => explainOwn(row, words));
  const necessary = policy.purposes.filter((each) => each.necessary).map((each) => say(each.title));
  if (own.length) sections.unshift({ id: 'assent', title: words.choices, purposes: list(necessary), origins: '', rows: own });
  const unknown = seenRows(looks, context, 'nobody', words, language);
  if (unknown.length) sections.push({ id: 'undeclared', title: words.undeclared, purposes: '', origins: '', rows: unknown, note: words.undeclared_note });

  const others = links.filter((link) => link.language !== language);
  const link = (other) => `<li><a href="${escape(other.name)}" hreflang="${escape(other.language)}" lang="${escape(other.language)}">${escape(languageName(other.language))}</a></li>`;
  const { name, contact, 'privacy-notice': notice } = policy.controller;
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(words.title)}: ${escape(policy.title)}</title>
<style>
${style}
</style>
</head>
<body>
<header>
<p class="site">${escape(policy.title)}</p>
<h1>${escape(words.title)}</h1>
<p>${escape(words.lead)}</p>
${others.length ? `<nav aria-label="${escape(words.languages)}"><ul>${others.map(link).join('')}</ul></nav>` : ''}
</header>
<main>
${sections.map((section) => sectionOf(section, words)).join('\n')}
</main>
<footer>
<p>${escape([name, contact].filter(Boolean).join(' · '))}</p>
${notice ? `<p><a href="${escape(notice)}">${escape(words.notice)}</a></p>` : ''}
</footer>
</body>
</html>
`;
}

/** [file name, markup] of each language of the policy; the first is cookies.html. */
export function declarationPages(looks, context) {
  const { languages } = context.policy;
  const links = (languages.length ? languages : ['en']).map((language, at) => ({ language, name: at === 0 ? 'cookies.html' : `cookies.${language}.html` }));
  return links.map(({ language, name }) => [name, pageOf(language, looks, context, links)]);
}
