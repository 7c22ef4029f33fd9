import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

/** A bare TCP server, for what no HTTP server will do: resets, halves, silence. */
export interface RawServer extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  /** How many connections have come. */
  connections(): number;
}

export async function startRawServer(onConnection: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    // Resets are the point of these tests.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    connections: () => connections,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Calls back with the whole request once its body (by its Content-Length) has arrived. */
export function onRequest(socket: Socket, callback: (request: string) => void): void {
  let received = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    const text = received.toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (received.length < headEnd + 4 + length) return;
    const request = received.toString('utf8');
    received = Buffer.alloc(0);
    callback(request);
  });
}
