// The demo shop's customer accounts: an example of the server that a site already has. Three invented customers sign in
// without a password, and each gets a signed bundle of what the shop's books say. It listens on this machine only.
//
// usage: node demo/account/account.mjs --data FOLDER --shop ORIGIN [--port N] [--site ID] [--until-closed]
//        node demo/account/account.mjs --data FOLDER --print-key
// --until-closed: it ends when its standard input does.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ownKey, publicKeyOf, signBundle } from './bundle.mjs';

export const max_sessions = 1_000;
export const max_body_bytes = 1_024;
const cookie = 'aurora-account';

/** Invented. A real shop asks its own database. */
const customers = new Map([
  ['ida', { name: 'Ida, gold, nine trips', attributes: { 'member-level': 'gold', 'trips-booked': 9, 'member-since': '2016-05-01' } }],
  ['omar', { name: 'Omar, silver, three trips', attributes: { 'member-level': 'silver', 'trips-booked': 3, 'member-since': '2022-09-12' } }],
  ['lena', { name: 'Lena, new', attributes: { 'member-level': 'basic', 'trips-booked': 0, 'member-since': '2026-10-30' } }],
]);

async function readBody(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > max_body_bytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** A server that has not started; `shop` is the one origin whose pages may ask it. */
export function createAccounts({ privateKey, shop, site }) {
  const sessions = new Map(); // by token, oldest first
  const tokenOf = ({ headers }) => new RegExp(`(?:^|; )${cookie}=([0-9a-f]{64})(?:;|$)`).exec(headers.cookie ?? '')?.[1];
  const setCookie = (value, more) => ({ 'set-cookie': `${cookie}=${value}; Path=/account; HttpOnly; SameSite=Strict${more}` });

  const routes = {
    'GET /account/customers': () => [200, [...customers].map(([id, { name }]) => ({ id, name }))],
    'GET /account/me': (request) => [200, { customer: sessions.get(tokenOf(request)) ?? null }],
    async 'POST /account/sign-in'(request) {
      const id = await readBody(request);
      if (!customers.has(id)) return [400, { error: 'no such customer' }];
      const token = randomBytes(32).toString('hex');
      sessions.set(token, id);
      if (sessions.size > max_sessions) sessions.delete(sessions.keys().next().value);
      return [200, { customer: id }, setCookie(token, '')];
    },
    'POST /account/sign-out'(request) {
      sessions.delete(tokenOf(request));
      return [200, { customer: null }, setCookie('', '; Max-Age=0')];
    },
    'GET /account/bundle'(request) {
      const id = sessions.get(tokenOf(request));
      if (!id) return [401, { error: 'nobody is signed in' }];
      return [200, signBundle(customers.get(id).attributes, id, site, privateKey)];
    },
  };

  return createServer(async (request, response) => {
    const answer = (status, body, headers = {}) => {
      const is_text = typeof body === 'string';
      response.writeHead(status, {
        'content-type': is_text ? 'text/plain' : 'application/json',
        'cache-control': 'no-store',
        'access-control-allow-origin': shop,
        'access-control-allow-credentials': 'true',
        vary: 'origin',
        ...headers,
      });
      response.end(is_text ? body : JSON.stringify(body));
    };
    // Only the shop's own pages: another site's could otherwise ask in the customer's name.
    if (request.headers.origin !== shop) return answer(403, { error: 'not a page of the shop' });
    const route = routes[`${request.method} ${request.url}`];
    if (!route) return answer(404, { error: 'there is nothing here' });
    try {
      answer(...(await route(request)));
    } catch {
      response.destroy();
    }
  });
}

function main() {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      shop: { type: 'string' },
      port: { type: 'string', default: '0' },
      site: { type: 'string', default: 'aurora-travel' },
      'print-key': { type: 'boolean' },
      'until-closed': { type: 'boolean' },
    },
  });
  if (!values.data) throw new Error('--data names the folder for the key');
  const privateKey = ownKey(values.data);
  if (values['print-key']) return console.log(publicKeyOf(privateKey));
  if (!values.shop) throw new Error('--shop names the origin of the pages that may ask');
  const server = createAccounts({ privateKey, shop: values.shop, site: values.site });
  server.listen(Number(values.port), '127.0.0.1', () => console.log(`accounts listening on http://127.0.0.1:${server.address().port}`));
  if (!values['until-closed']) return;
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) main();
