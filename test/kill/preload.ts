import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { Crossing } from './crossing.ts';
import { type CallFault, FAULTS_URL, serveSpoiling, UPSTREAM } from './spoiling-proxy.ts';

/*
 * Loaded before a deployed function (`node --import`). Whatever the function sends goes through the proxy in its own
 * process, which asks the control server of the test; the function itself is what is deployed.
 */
type Heard = (response: IncomingMessage) => void;
const control = process.env[FAULTS_URL] ?? '';
const fn = process.env['POWERTOOLS_SERVICE_NAME'] ?? '';
const send = http.request;
const plainFetch = globalThis.fetch;
let invocation = '';

const port = await serveSpoiling({
  send,
  async told(effect, said) {
    const crossing: Crossing = { fn, effect, said, invocation };
    const answer = await plainFetch(control, { method: 'POST', body: JSON.stringify(crossing) });
    return ((await answer.json()) as { fault?: CallFault }).fault;
  },
});

/** The runtime's client asks for its invocations by URL, the SDK sends by options. */
function request(to: string | RequestOptions, second: unknown, third?: Heard) {
  if (typeof to === 'string') return send(to, second as RequestOptions, overhearing(to, third));
  const headers = { ...(to.headers as Record<string, string>), [UPSTREAM]: `${to.host ?? to.hostname}:${to.port}` };
  return send({ ...to, host: '127.0.0.1', port, headers }, second as Heard);
}

function overhearing(url: string, heard?: Heard): Heard | undefined {
  if (!url.endsWith('/invocation/next')) return heard;
  return (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => void chunks.push(chunk));
    response.on('end', () => {
      invocation = Buffer.concat(chunks).toString('utf8');
    });
    heard?.(response);
  };
}

http.request = request as typeof http.request;
syncBuiltinESMExports();
globalThis.fetch = (to, init) => {
  const url = new URL(String(to));
  const headers = new Headers(init?.headers);
  headers.set(UPSTREAM, url.host);
  url.host = `127.0.0.1:${port}`;
  return plainFetch(url, { ...init, headers });
};
