import { Agent, createServer, type IncomingMessage, type request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { CALL_FAULTS } from '../support/faults.ts';
import { sideEffectOf } from './side-effect.ts';
import { throttle } from './throttle.ts';

export type CallFault = (typeof CALL_FAULTS)[number];
/** The environment variable that tells a function where the control server is. */
export const FAULTS_URL = 'FAULTS_URL';
/** The header that says where a request was going: host and port. */
export const UPSTREAM = 'x-upstream';

interface Behind {
  readonly send: typeof request;
  /** What is to become of this side effect; settles when it may go on. */
  readonly told: (effect: string, said: string) => Promise<CallFault | undefined>;
}

/** A loopback server within a function's own process: forwards, spoils a side effect, or kills the process at it. @returns its port */
export async function serveSpoiling({ send, told }: Behind): Promise<number> {
  const agent = new Agent({ keepAlive: true });

  function forward(incoming: IncomingMessage, body: Buffer): Promise<readonly [IncomingMessage, Buffer]> {
    const { [UPSTREAM]: upstream, ...headers } = incoming.headers;
    const { hostname: host, port } = new URL(`http://${upstream}`);
    const { promise, resolve, reject } = Promise.withResolvers<readonly [IncomingMessage, Buffer]>();
    const options = { host, port, agent, method: incoming.method, path: incoming.url };
    const outgoing = send({ ...options, headers: { ...headers, host: String(upstream) } }, (head) => {
      buffer(head).then((content) => resolve([head, content]), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
    return promise;
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<unknown> {
    const body = await buffer(incoming);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const text = body.toString('utf8');
    const effect = sideEffectOf({ method, path, headers, body: text });
    const fault = effect === undefined ? undefined : await told(effect, `${path} ${text}`);
    if (fault === 'crash before') return die();
    if (fault === 'timeout') return undefined;
    if (fault === 'throttled') return throttle(path, outgoing, headers['content-type']);
    const [head, content] = await forward(incoming, body);
    if (fault === 'crash after') return die();
    if (fault === 'answer lost') return incoming.socket.destroy();
    if (fault === 'malformed') return outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"garbled');
    return outgoing.writeHead(head.statusCode ?? 500, head.headers).end(content);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => void incoming.socket.destroy());
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the spoiling proxy has no port');
  return address.port;
}

/** As a sandbox that is gone: nothing in it runs any further. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}
