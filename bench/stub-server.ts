import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { type StubErp, StubRefusal } from './stub-erp.ts';

const request = z.object({ id: z.int(), method: z.string(), params: z.array(z.unknown()) });
const COMMAND = 'model.countersign.command.';

/** The stub ERP as Tryton's JSON-RPC on loopback, for as long as `stop` is not called. */
export async function serveStubErp(erp: StubErp): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    respond(erp, incoming, outgoing).catch((error: unknown) => end(outgoing, 500, String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the stub ERP has no port');
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${address.port}`, stop };
}

async function respond(erp: StubErp, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { id, method, params } = request.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  if (method === 'common.db.login') return end(outgoing, 200, { id, result: [1, 'stub-session'] });
  if (!incoming.headers.authorization?.startsWith('Session ')) return end(outgoing, 401, 'log in first');
  end(outgoing, 200, { id, ...outcome(erp, method, params) });
}

function outcome(erp: StubErp, method: string, params: readonly unknown[]) {
  try {
    return { result: erp.answer(method.replace(COMMAND, ''), params) };
  } catch (error) {
    if (error instanceof StubRefusal) return { error: ['UserError', [error.code, error.message, null]] };
    return { error: ['ValueError', String(error)] };
  }
}

function end(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
}
