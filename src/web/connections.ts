import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './visitor.ts';

/** Of the connections that lost their place so many are closed at a time … */
const AT_A_TIME = 8;
/** … each … ms: so often can they be renewed. */
const PAUSE = 50;
/** No more of them than so many times those that have a place. */
const MOST_LINGERING = 8;

/**
 * Keeps a server's connections within `most`. When there are more, the network that holds the most loses one: the one
 * that has waited longest with half a header or half a body. So whoever opens very many connections shuts out only
 * themselves. It is closed a little later and in its turn: a client that reconnects at once would otherwise keep us busy.
 * A new connection is turned away only when all others are being answered.
 */
export function limitConnections(server: Server, most: number): void {
  const networks = new Map<string, Map<Socket, IncomingMessage | undefined>>();
  const lingering = new Set<Socket>();
  let closing: NodeJS.Timeout | undefined;
  let count = 0;

  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const open = networks.get(network) ?? new Map<Socket, IncomingMessage | undefined>();
    networks.set(network, open.set(socket, undefined));
    count += 1;
    socket.once('close', () => leave(socket, network));
    if (count > most) dismiss(longestWaiting(networks) ?? { socket, network });
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    const open = networks.get(networkOf(socket.remoteAddress ?? ''));
    if (!open?.has(socket)) return;
    open.set(socket, request);
    response.once('close', () => {
      if (open.has(socket)) open.set(socket, undefined);
    });
  });

  function leave(socket: Socket, network: string): void {
    if (lingering.delete(socket) && lingering.size === 0) {
      clearInterval(closing);
      closing = undefined;
    }
    const open = networks.get(network);
    if (!open?.delete(socket)) return;
    count -= 1;
    if (open.size === 0) networks.delete(network);
  }

  function dismiss({ socket, network }: Place): void {
    leave(socket, network);
    lingering.add(socket);
    socket.pause();
    if (lingering.size > most * MOST_LINGERING) close(1);
    closing ??= setInterval(() => close(AT_A_TIME), PAUSE).unref();
  }

  function close(number: number): void {
    for (const socket of [...lingering].slice(0, number)) socket.destroy();
  }
}

interface Place {
  readonly socket: Socket;
  readonly network: string;
}

/** Of the network that has the most connections; what is being answered does not wait. */
function longestWaiting(
  networks: ReadonlyMap<string, ReadonlyMap<Socket, IncomingMessage | undefined>>,
): Place | undefined {
  for (const [network, open] of [...networks].toSorted(([, a], [, b]) => b.size - a.size)) {
    for (const [socket, request] of open) if (request?.complete !== true) return { socket, network };
  }
  return undefined;
}
