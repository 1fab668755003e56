import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The way to the ERP; `url` is what the functions know. */
export interface ErpDoor {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A loopback HTTP proxy before the ERP. Closed, or while the ERP's process is gone, it answers 503 as a load balancer
 * does; an answer that breaks off breaks off here too. `POST /_admin/door` with `{"open": false}` closes it, `GET` says how it is.
 * @param port 0 for a free one
 */
export async function startErpDoor({ port, erp }: { readonly port: number; readonly erp: string }): Promise<ErpDoor> {
  let open = true;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/_admin/door') void admin(incoming, outgoing);
    else if (open) pass(erp, incoming, outgoing);
    else unavailable(outgoing);
  });
  async function admin(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const asked = Buffer.concat(chunks).toString('utf8');
    if (/^\{"open":(true|false)\}$/.test(asked)) open = asked.includes('true');
    outgoing.setHeader('content-type', 'application/json').end(JSON.stringify({ open }));
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(erp: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url = '/', headers } = incoming;
  const onward = request(new URL(url, erp), { method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.once('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  onward.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED' && !outgoing.headersSent) unavailable(outgoing);
    else outgoing.destroy();
  });
  outgoing.once('close', () => onward.destroy());
  incoming.pipe(onward);
}

function unavailable(outgoing: ServerResponse): void {
  outgoing.writeHead(503, { connection: 'close' }).end('the ERP can’t be reached');
}
