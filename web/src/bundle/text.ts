// A bundle's text: a compact JWS (RFC 7515) that the site's server has signed with Ed25519 (RFC 8037), of a type of its own
// (RFC 8725, 3.11), so that nothing else that the server signs is one. docs/bundles.md says how it is made. Nothing of it
// is read before its signature was checked, and no fault carries anything of it.

import { fromBase64, toBase64, utf8 } from '../bytes';
import { parse } from '../plain';

export const max_bundle_letters = 16_384;
export const max_bundle_attributes = 64;
export const max_subject_bytes = 256;
/** From when the server has signed it, by this browser's clock. */
export const max_age_s = 600;
export const max_ahead_s = 60;

/** Why a bundle is not taken; `unsupported`: this browser does not know Ed25519, or cannot read the policy's key. */
export type BundleFault = 'unsupported' | 'malformed' | 'signature' | 'site' | 'too_old' | 'from_the_future';

export interface Claims {
  aud: string; // the site
  iat: number; // seconds since 1970-01-01 UTC
  attributes: Readonly<Record<string, unknown>>;
  sub?: string; // for the server's own logs
}

const header_type = 'assent-bundle';
const claims = ['aud', 'iat', 'attributes', 'sub'];

/** Throws unless the text is base64url as it is written, without what a decoder would overlook. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') !== text) throw SyntaxError();
  return bytes;
}
const json = (text: string): Record<string, unknown> => {
  const value = parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(text)));
  if (!value || typeof value !== 'object' || Array.isArray(value)) throw SyntaxError();
  return value as Record<string, unknown>;
};

function isHeader(header: Record<string, unknown>): boolean {
  return header['alg'] === 'EdDSA' && header['typ'] === header_type && Object.keys(header).length === 2;
}

function areClaims(said: Record<string, unknown>): boolean {
  const { aud, iat, attributes, sub = '' } = said;
  return (
    Object.keys(said).every((name) => claims.includes(name)) &&
    typeof aud === 'string' &&
    Number.isSafeInteger(iat) &&
    typeof sub === 'string' &&
    utf8(sub).length <= max_subject_bytes &&
    !!attributes &&
    typeof attributes === 'object' &&
    !Array.isArray(attributes) &&
    Object.keys(attributes).length <= max_bundle_attributes
  );
}

/** What is wrong with its time now; undefined: nothing. */
export function timeFault({ iat }: Pick<Claims, 'iat'>, now_ms: number): BundleFault | undefined {
  const age_s = now_ms / 1_000 - iat;
  if (age_s > max_age_s) return 'too_old';
  return age_s < -max_ahead_s ? 'from_the_future' : undefined;
}

/** What `key` (base64) has signed for this `site`, not too long ago, or why it is not taken. */
export async function openBundle(
  text: unknown,
  key: string,
  site: string,
  now_ms: number,
): Promise<Claims | BundleFault> {
  if (typeof text !== 'string' || text.length > max_bundle_letters) return 'malformed';
  try {
    const [header, body, signature, ...more] = text.split('.');
    if (more.length || !isHeader(json(header!))) return 'malformed';
    const signed = utf8(header + '.' + body);
    const importing = crypto.subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
    const site_key = await importing.catch(() => undefined);
    if (!site_key) return 'unsupported';
    if (!(await crypto.subtle.verify('Ed25519', site_key, decode(signature!), signed))) return 'signature';
    const said = json(body!);
    if (!areClaims(said)) return 'malformed';
    const found = said as unknown as Claims;
    return found.aud === site ? (timeFault(found, now_ms) ?? found) : 'site';
  } catch {
    return 'malformed';
  }
}
