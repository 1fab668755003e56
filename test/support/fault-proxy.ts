import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wire, WireFault } from '../lambdas/erp/conformance/subject.ts';

/** How long a request may be held back, and how long the ERP may take; milliseconds. */
const HELD_MS = 60_000;
const UPSTREAM_MS = 60_000;

export interface FaultProxy extends Wire {
  readonly url: string;
  stop(): Promise<void>;
}

interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Settings {
  readonly port: number;
  /** The ERP, without a path. */
  readonly upstream: string;
  /** It ends by itself after so many milliseconds; half an hour if not given. */
  readonly livesMs?: number;
}

/** A loopback HTTP proxy in front of an ERP that forwards, or fails as it is told; every answer ends its connection. */
export async function startFaultProxy({ port, upstream, livesMs = 1_800_000 }: Settings): Promise<FaultProxy> {
  let planned = { left: 0, fault: 'cut' as WireFault, only: '', retryAfterSeconds: 0, status: 0 };
  let gate = Promise.withResolvers<void>();
  const underWay = new Set<Promise<unknown>>();

  const server = createServer((incoming, outgoing) => {
    const work = serve(incoming, outgoing).catch(() => void outgoing.destroy());
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const forward = () => forwarded(upstream, incoming, body);
    const meets = planned.left > 0 && body.includes(planned.only);
    if (!meets) return answer(outgoing, await forward());
    planned.left -= 1;
    const { fault, status, retryAfterSeconds } = planned;
    switch (fault) {
      case 'cut':
        return void outgoing.destroy();
      case 'lose-answer':
        await forward();
        return void outgoing.destroy();
      case 'hold':
        await Promise.race([gate.promise, sleep(HELD_MS, undefined, { ref: false })]);
        return answer(outgoing, await forward());
      case 'hold-answer': {
        const heard = await forward();
        await Promise.race([gate.promise, sleep(HELD_MS, undefined, { ref: false })]);
        return answer(outgoing, heard);
      }
      case 'duplicate': {
        const [first] = await Promise.all([forward(), forward()]);
        return answer(outgoing, first);
      }
      case 'late-error':
        await forward();
        return answer(outgoing, refusal(status, {}));
      case 'too-many':
        return answer(outgoing, refusal(429, { 'retry-after': String(retryAfterSeconds) }));
      case 'unavailable':
        return answer(outgoing, refusal(503, {}));
    }
  }

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const release = async () => {
    gate.resolve();
    await Promise.all(underWay);
    gate = Promise.withResolvers<void>();
  };
  await listen();
  const life = setTimeout(() => void close(), livesMs);
  life.unref();
  return {
    url: `http://127.0.0.1:${port}`,
    get left() {
      return planned.left;
    },
    fail(fault, { times = 1, only = '', retryAfterSeconds = 7, status = 504 } = {}) {
      planned = { left: times, fault, only, retryAfterSeconds, status };
    },
    async refusing(work) {
      await close();
      try {
        return await work();
      } finally {
        await listen();
      }
    },
    release,
    async stop() {
      clearTimeout(life);
      gate.resolve();
      await close();
    },
  };
}

function forwarded(upstream: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Heard> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
  return new Promise((resolve, reject) => {
    const options = {
      method: method ?? 'POST',
      headers: { ...kept, 'content-length': body.length },
      agent: false as const,
      timeout: UPSTREAM_MS,
    };
    const call = request(new URL(url ?? '/', upstream), options, (response) => {
      buffer(response).then((read) => {
        const { statusCode: status = 502, headers: heard } = response;
        resolve({ status, headers: heard, body: read });
      }, reject);
    });
    call.on('error', reject);
    call.on('timeout', () => void call.destroy(new Error(`no answer from ${upstream} within ${UPSTREAM_MS} ms`)));
    call.end(body);
  });
}

function answer(outgoing: ServerResponse, { status, headers, body }: Heard): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, 'content-length': body.length, connection: 'close' }).end(body);
}

const refusal = (status: number, headers: Heard['headers']): Heard => ({ status, headers, body: Buffer.alloc(0) });
