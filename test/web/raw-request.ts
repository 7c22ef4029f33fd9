import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Bytes sent as they are, which no client would send; the answer up to the end of the connection. */
export async function rawRequest(address: string, lines: string | readonly (string | Uint8Array)[]): Promise<string> {
  const socket = await rawConnection(address);
  for (const piece of typeof lines === 'string' ? [lines] : lines) socket.write(piece);
  return untilClosed(socket);
}

/** @param localAddress Whence. Default: whatever the system takes. */
export async function rawConnection(address: string, localAddress?: string): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const from = localAddress === undefined ? {} : { localAddress };
  const socket = connect({ host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port), ...from });
  // The other end may let go in the middle of what we send.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

export async function untilClosed(socket: Socket): Promise<string> {
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
  });
  await closed(socket);
  return heard;
}

/** `once` would throw when the other end resets the connection. */
export function closed(socket: Socket): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (socket.closed) resolve();
  else socket.once('close', () => resolve());
  return promise;
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}
