// From the script tag to a running core: script attributes, boot answer, core.wasm. It checks every byte before use
// (Ed25519 for the boot answer, SHA-256 for pack and core) and starts nothing that fails a check.

import { sha256 } from './bytes';
import { openCore, type Core } from './core';
import { failure } from './failure';
import { readSigned } from './signed';
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

/** Takes a boot answer apart: it is signed, names its pack and carries it. */
export async function readBoot(answer: Uint8Array<ArrayBuffer>, site: string, key: string) {
  const { said, rest } = await readSigned(answer, key).catch((cause: unknown) => {
    throw failure('boot_signature', cause);
  });
  const boot = said as Boot | undefined;
  if (!boot || boot.site !== site) throw failure('boot_signature');
  if ((await sha256(rest)) !== boot.pack) throw failure('pack_hash');
  return { boot, pack: rest };
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
