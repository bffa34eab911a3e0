// What a site's own server needs to sign bundles: a key pair on disk and one function. Node's own modules alone.

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The private key in `folder`, made there at the first call, for its owner's eyes only. */
export function ownKey(folder) {
  const file = join(folder, 'bundle-key.pem');
  mkdirSync(folder, { recursive: true });
  try {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return createPrivateKey(readFileSync(file));
}

/** The public key as "bundles": {"key": …} in site.json has it. */
export const publicKeyOf = (privateKey) =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A bundle for the page of one customer whose session has just been checked: docs/bundles.md. */
export function signBundle(attributes, customer, site, privateKey, now_ms = Date.now()) {
  const claims = { sub: customer, aud: site, iat: Math.floor(now_ms / 1000), attributes };
  const text = part({ alg: 'EdDSA', typ: 'assent-bundle' }) + '.' + part(claims);
  return text + '.' + sign(null, Buffer.from(text), privateKey).toString('base64url');
}
