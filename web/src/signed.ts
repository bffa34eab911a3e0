// Answers that the site's key has signed: line 1 the signature over line 2 (base64), line 2 JSON, then whatever
// follows. Nothing of an answer is read before its signature was checked.

import { fromBase64 } from './bytes';
import { parse } from './plain';

/**
 * What line 2 says, undefined where `key` (base64) has not signed it, and what follows. Throws where nothing can be
 * made of it.
 */
export async function readSigned(answer: Uint8Array<ArrayBuffer>, key: string) {
  const end_of_signature = answer.indexOf(10);
  const end_of_line = answer.indexOf(10, end_of_signature + 1);
  const text = (from: number, to: number) => new TextDecoder().decode(answer.subarray(from, to));
  const line = answer.slice(end_of_signature + 1, end_of_line);
  const site_key = await crypto.subtle.importKey('raw', fromBase64(key), 'Ed25519', false, ['verify']);
  const genuine = await crypto.subtle.verify('Ed25519', site_key, fromBase64(text(0, end_of_signature)), line);
  return {
    said: genuine ? parse(text(end_of_signature + 1, end_of_line)) : undefined,
    rest: answer.slice(end_of_line + 1),
  };
}
