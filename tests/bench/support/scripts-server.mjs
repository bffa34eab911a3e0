// Serves the gated scripts of the benches, each from a path of its own, as a third party would. Keeps nothing.
import { createServer } from 'node:http';

const filler_bytes = 1_500;

/** Starts it on a free port; each script says to the page that it ran. */
export async function startScripts() {
  const server = createServer((request, response) => {
    const number = /(\d+)\.js/.exec(request.url)?.[1];
    response.writeHead(number ? 200 : 404, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
    response.end(number ? `window.ran(${number});\n// ${'-'.repeat(filler_bytes)}\n` : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))),
  };
}
