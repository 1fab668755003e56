import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { seeded } from './seeded.ts';

/** How an ERP behaves on the wire while it is written to. Shares are of the postings. */
export interface BadManners {
  readonly seed: number;
  /** Executed, and the connection is cut instead of an answer. */
  readonly losesAnswers: number;
  /** Not executed: 429 with `Retry-After: 1`. */
  readonly tooBusy: number;
  /** After so many postings nothing that writes is answered for so many milliseconds. */
  readonly down: { readonly after: number; readonly ms: number };
}

const WRITES = /command\.(post_invoice|lookup|versions)"/;

/** A loopback server in front of an ERP that forwards, or behaves as told; what it did is in `told`. */
export async function serveBadly(upstream: string, { seed, losesAnswers, tooBusy, down }: BadManners) {
  const by = seeded(seed);
  const told = { postings: 0, lost: 0, busy: 0, cut: 0 };
  let recoversAt: number | undefined;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const text = body.toString('utf8');
    const writes = WRITES.test(text);
    const posts = text.includes('post_invoice');
    if (posts) told.postings += 1;
    if (told.postings > down.after) recoversAt ??= Date.now() + down.ms;
    if (writes && recoversAt !== undefined && Date.now() < recoversAt) {
      told.cut += 1;
      return void outgoing.destroy();
    }
    if (posts && by.happens(tooBusy)) {
      told.busy += 1;
      return void outgoing.writeHead(429, { 'retry-after': '1', connection: 'close' }).end('too many');
    }
    const { authorization = '' } = incoming.headers;
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const answer = await fetch(`${upstream}${incoming.url}`, { method: 'POST', headers, body: text });
    const content = Buffer.from(await answer.arrayBuffer());
    if (posts && by.happens(losesAnswers)) {
      told.lost += 1;
      return void outgoing.destroy();
    }
    outgoing.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(content);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => void outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server in front of the ERP has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    told,
    /** When it answered writes again, milliseconds since the epoch; undefined while it was never down. */
    recoversAt: () => recoversAt,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
