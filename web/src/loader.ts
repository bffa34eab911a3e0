// From the script tag to a running core: script attributes, boot answer, core.wasm. It checks every byte before use
// (Ed25519 for the boot answer, SHA-256 for pack and core) and starts nothing that fails a check.

import { fromBase64, sha256 } from './bytes';
import { openCore, type Core } from './core';
import { failure } from './failure';
import { parse } from './plain';
import { load } from './transport/load';

export interface Embed {
  site: string;
  key: string; // the site's raw Ed25519 public key, base64
  home: string; // URL of the folder that assent.js came from
  collector: string; // an origin
  region: string; // "": as the boot answer says
  language: string;
  nonce: string;
}

export interface Boot {
  site: string;
  pack: string; // SHA-256, hex
  language: string;
  region: string;
  token: string;
}

export function readEmbed(script: HTMLScriptElement): Embed {
  // Attributes, not `dataset`: that would read what a polluted prototype says where one is absent.
  const read = (name: string) => script.getAttribute('data-' + name) || '';
  const home = new URL('.', script.src);
  const embed = {
    site: read('site'),
    key: read('key'),
    home: home.href,
    collector: read('collector') ? new URL(read('collector'), location.href).origin : home.origin,
    region: read('region'),
    language: document.documentElement.lang,
    nonce: script.nonce,
  };
  if (!embed.site || !embed.key) throw failure('embed_incomplete');
  if (!isSecureContext) throw failure('insecure_page');
  return embed;
}

/** Takes a boot answer apart: line 1 the signature over line 2 (base64), line 2 JSON, then the pack. */
export async function readBoot(answer: Uint8Array<ArrayBuffer>, site: string, key: string) {
  const end_of_signature = answer.indexOf(10);
  const end_of_line = answer.indexOf(10, end_of_signature + 1);
  const text = (from: number, to: number) => new TextDecoder().decode(answer.subarray(from, to));
  const line = answer.slice(end_of_signature + 1, end_of_line);
  const pack = answer.slice(end_of_line + 1);
  const genuine = await verify(key, text(0, end_of_signature), line).catch((cause: unknown) => {
    throw failure('boot_signature', cause);
  });
  const boot = (genuine && parse(text(end_of_signature + 1, end_of_line))) as Boot | false;
  if (!boot || boot.site !== site) throw failure('boot_signature');
  if ((await sha256(pack)) !== boot.pack) throw failure('pack_hash');
  return { boot, pack };
}

async function verify(key: string, signature: string, line: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const site_key = await crypto.subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', site_key, fromBase64(signature), line);
}

/** Fetches core and boot answer side by side. Throws a Failure; then nothing has run. */
export async function open(embed: Embed): Promise<{ core: Core; boot: Boot }> {
  const { site, language } = embed;
  const address = `${embed.collector}/v1/sites/${encodeURIComponent(site)}/boot?lang=${encodeURIComponent(language)}`;
  const [wasm, { boot, pack }] = await Promise.all([
    load(embed.home + 'assent/' + CORE_FILE, 'core', CORE_SHA256),
    load(address, 'boot').then((answer) => readBoot(answer, site, embed.key)),
  ]);
  return { core: await openCore(wasm, pack), boot };
}
