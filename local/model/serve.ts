import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Request = IncomingMessage | Http2ServerRequest;
export type Response = ServerResponse | Http2ServerResponse;

/** How every cleartext HTTP/2 connection begins (RFC 9113, section 3.4). */
const HTTP2_PREFACE = 'PRI ';

/**
 * One loopback port for HTTP/1.1 and for HTTP/2 with prior knowledge: Bedrock's client speaks the latter, people and
 * scripts the former.
 */
export async function serve(port: number, handle: (request: Request, response: Response) => void) {
  const http1 = createHttp1(handle);
  const http2 = createHttp2(handle);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const head: Buffer | null = socket.read();
      if (!head) return;
      socket.unshift(head);
      (head.toString('latin1').startsWith(HTTP2_PREFACE) ? http2 : http1).emit('connection', socket);
    });
  });
  for (const each of [http1, http2]) each.on('sessionError', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  /** Ends the connection of a request with a TCP reset. */
  const reset = ({ req }: Response) => {
    const peer = req.socket.remotePort;
    for (const socket of sockets) if (socket.remotePort === peer) socket.resetAndDestroy();
  };
  return { url: `http://127.0.0.1:${bound}`, stop, reset };
}
