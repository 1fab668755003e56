import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Tryton that lets in whoever knows the password of the moment; a new password ends every session. */
export async function guardedDoor() {
  let password = 'old';
  let logins = 0;
  let refused = 0;
  const calls: { readonly traceparent: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, params } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      method: string;
      params: [string, { password?: string }];
    };
    const answer = (result: unknown) => response.end(JSON.stringify({ id: 1, result }));
    if (method === 'common.db.login') {
      const knows = params[1].password === password;
      if (knows) logins += 1;
      else refused += 1;
      if (knows) answer([7, password]);
      else response.writeHead(401).end();
      return;
    }
    const session = Buffer.from(`svc:7:${password}`).toString('base64');
    const { authorization, traceparent } = request.headers as Record<string, string | undefined>;
    if (authorization !== `Session ${session}`) {
      response.writeHead(401).end();
      return;
    }
    calls.push({ traceparent });
    answer('done');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    seen: () => ({ logins, refused }),
    setPassword: (next: string) => {
      password = next;
    },
    secretOf: (known: string) => JSON.stringify({ url, database: 'erp', login: 'svc', password: known }),
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
