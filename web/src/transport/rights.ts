// Requests about oneself: each is signed by the subject's key over what it asks and a nonce that the collector gives
// out, so that nobody else can ask it and nobody can repeat it. No request makes a key.

import { sha256, utf8 } from '../bytes';
import { bare, parse } from '../plain';
import type { Answer } from './delivery';
import { createPost } from './post';
import type { Subject } from './subject';

const type = 'application/json';
const none = utf8('');

/** What a subject signs (src/collector/subjects.cpp): method, target, nonce, and the body's SHA-256 where there is one. */
export async function signedText(
  method: string,
  target: string,
  nonce: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const text = `${method} ${target} ${nonce}`;
  return body.length ? `${text} ${await sha256(body)}` : text;
}

/** An error with a code: `no_subject`, `no_answer`, or the name of the collector's problem. */
export type Refusal = Error & { code: string };

const refusal = (code: string): Refusal => Object.assign(new Error('assent: subject request refused: ' + code), { code });

function taken({ status, text }: Answer): string {
  if (status >= 200 && status < 300) return text;
  let code = status ? String(status) : 'no_answer';
  try {
    const { type } = parse(text) as { type: string };
    code = type.replace('urn:assent:problem:', '');
  } catch {
    // no problem document: the status says what there is to say
  }
  throw refusal(code);
}

export interface Requests {
  /**
   * Signs a request now; what it gives sends it, within the nonce's five minutes, with or without the key being there
   * still, and resolves with the answer's text. Both throw a Refusal.
   */
  prepare(method: string, target: string, body?: string): Promise<() => Promise<string>>;
}

export function createRequests(collector: string, subject: Subject): Requests {
  return {
    async prepare(method, target, body = '') {
      if (!(await subject.sign(none, false))) throw refusal('no_subject');
      const answer = taken(await createPost(collector)('subjects/nonce', type, none));
      const { nonce } = parse(answer) as { nonce: string };
      const bytes = utf8(body);
      const path = '/v1/' + target;
      const sealed = await subject.sign(utf8(await signedText(method, path, nonce, bytes)), false);
      if (!sealed) throw refusal('no_subject');
      const send = createPost(collector, method, bare({ 'assent-nonce': nonce }));
      return async () => taken(await send(target, type, bytes, sealed));
    },
  };
}
