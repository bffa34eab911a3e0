// Small origins on this machine for pages and for what they call: each notes what arrives. For tests only.
import { createServer } from 'node:http';

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

/**
 * An origin that answers each path of `pages` with its text (or what a function makes of the request), and every other
 * with something empty of the right type. `arrived` lists `METHOD /path body`.
 */
export async function startOrigin(pages = {}, headers = {}) {
  const arrived = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname } = new URL(request.url, 'http://any');
    if (request.method !== 'OPTIONS' && pathname !== '/favicon.ico')
      arrived.push(`${request.method} ${request.url}${body && ' ' + body}`);
    const type = types[pathname.split('.')[1]] ?? 'text/plain';
    response.writeHead(200, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'cache-control': 'no-store',
      ...(type === types.html ? headers : {}),
    });
    const page = pages[pathname];
    response.end(typeof page === 'function' ? page(request) : page ?? (type === types.svg ? '<svg xmlns="http://www.w3.org/2000/svg"/>' : ''));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    arrived,
    pages,
    headers,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
