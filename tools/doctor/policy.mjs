// Reads what the doctor needs of a policy folder: services, purposes and texts. It does not check the policy; `assent
// check` does. Whatever it cannot read ends the run with a sentence that names the file.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from './limits.mjs';
import { Problem } from './problem.mjs';

const plain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(path) {
  if (!existsSync(path)) throw new Problem(`there is no ${path}; --policy takes a folder with a policy, as policies/aurora-travel`);
  if (statSync(path).size > limits.policy_bytes) throw new Problem(`${path} is larger than ${limits.policy_bytes} bytes`);
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'));
    if (plain(value)) return value;
  } catch (error) {
    throw new Problem(`${path} is no JSON: ${error.message}`);
  }
  throw new Problem(`${path} holds no object`);
}

/** Entries of a file in which keys that begin with $ are remarks. */
const entries = (file) => Object.entries(file).filter(([name, value]) => !name.startsWith('$') && plain(value));

function readTexts(folder, languages) {
  const known = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return Object.fromEntries(
    languages.filter((language) => known.includes(language + '.json')).map((language) => [language, readJson(join(folder, language + '.json'))]),
  );
}

function readPatterns(of, names) {
  return entries(of[names] ?? {}).map(([name, { explain, lasts, domain, path, 'http-only': http_only }]) => ({ name, explain, lasts, domain, path, http_only }));
}

/** A policy folder as the doctor works with it; `say(text, language)` follows a reference into the texts. */
export function readPolicy(folder) {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Problem(`there is no folder ${folder} with a policy`);
  const site = readJson(join(folder, 'site.json'));
  if (typeof site.id !== 'string') throw new Problem(`${join(folder, 'site.json')} names no id`);
  const languages = Array.isArray(site.languages) ? site.languages.filter((each) => typeof each === 'string') : [];
  const texts = readTexts(join(folder, 'texts'), languages);
  const purposes = entries(readJson(join(folder, 'purposes.json')));
  const services = entries(readJson(join(folder, 'services.json')));
  return {
    folder,
    site: site.id,
    title: site.title ?? site.id,
    controller: site.controller ?? {},
    languages,
    wants_stub: Object.keys(site['consent-mode'] ?? {}).some((name) => ['google', 'uet', 'clarity'].includes(name) && site['consent-mode'][name] === true),
    purposes: purposes.map(([id, { title, basis }]) => ({ id, title, necessary: basis === 'strictly-necessary' })),
    services: services.map(([id, service]) => {
      const cookies = readPatterns(service, 'cookies');
      const keys = readPatterns(service, 'storage');
      return {
        id,
        title: service.title ?? id,
        purposes: service.purposes ?? [],
        origins: service.origins ?? [],
        guard: service.guard === true,
        cookies,
        storage: keys.map(({ name }) => name),
        keys,
      };
    }),
    say(text, language) {
      if (typeof text !== 'string') return '';
      return text.startsWith('@') ? (texts[language]?.[text.slice(1)] ?? text) : text;
    },
  };
}

/** What stands where nobody and nothing was asked. */
export const necessaryPurposes = (policy) => (policy?.purposes ?? []).filter((each) => each.necessary).map(({ id }) => id);
