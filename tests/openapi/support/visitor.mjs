// A visitor without a browser: the shipped core makes its consent records and events, its key signs them. For tests only.
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { coreFile } from '../../support/example.mjs';
import { page } from '../../web/bundle.mjs';

const { openCore } = await page('core.ts');
export const records = await page('records.ts');

export class Visitor {
  #pair = generateKeyPairSync('ed25519');
  #core;

  /** Opens the pack of a boot answer and begins a visit in Germany. */
  async land(pack, { pack: pack_hash, token }) {
    this.#core = await openCore(readFileSync(coreFile), pack);
    return this.does(records.start({
      seeds: crypto.getRandomValues(new Uint8Array(16)), gpc: false, region: 'DE', pack_hash, token,
      facts: this.#core.symbols.context.map(() => ''), snapshot: new Uint8Array(),
    }));
  }

  /** The effects of an event. */
  does(event) {
    return this.#core.step(event);
  }

  attribute(id) {
    return this.#core.symbols.attributes.findIndex((each) => each.id === id);
  }

  /** The fields that sign `text`. */
  signed(text) {
    const key = Buffer.from(this.#pair.publicKey.export({ format: 'jwk' }).x, 'base64url');
    return {
      'assent-key': key.toString('base64'),
      'assent-signature': sign(null, Buffer.from(text), this.#pair.privateKey).toString('base64'),
    };
  }
}

/** A compact JWS of a site's server for a customer who is signed in. */
export function deviceToken(privateKey, site) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'EdDSA' })}.${part({ sub: 'customer-42', aud: site, iat: Math.floor(Date.now() / 1000) })}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
}

/** Texts of what is to be sent, by route. */
export const sends = (effects, route) =>
  effects.filter((effect) => effect.do === 'send' && effect.route === route).map(({ body }) => body);
