import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Daemon } from '../daemon/daemon.ts';
import { createApp } from './app.ts';
import { loadAssets } from './assets.ts';
import { ChangeFeed } from './change-feed.ts';
import { limitConnections } from './connections.ts';
import { ListenError } from './listen-error.ts';
import { listenerOf } from './listener.ts';
import { WrongTokens } from './wrong-tokens.ts';

export interface WebServerOptions {
  readonly daemon: Daemon;
  /** The address to bind: loopback for this machine only, `0.0.0.0` or `::` for every one. */
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  /** Told of every error of which a visitor gets no details. */
  readonly onError: (error: unknown) => void;
  /** How long slow visitors may take. */
  readonly patience?: Patience;
}

/** Whoever dawdles longer is let go, in ms. */
interface Patience {
  /** From the connection to the end of the headers. Default 10 s. */
  readonly headers?: number;
  /** From the connection to the end of the body. Default 20 s. */
  readonly request?: number;
  /** Without a byte in either direction, also while an answer is not read. Default 60 s. */
  readonly idle?: number;
}

export interface WebServer {
  /** Where a browser on this machine finds the page: `http://127.0.0.1:8787/`. */
  readonly address: string;
  /** Ends every stream, lets requests under way finish for a moment, frees the port. Idempotent. */
  stop(): Promise<void>;
}

/** How long requests under way have to finish when the server stops. */
const GRACE_MS = 1_000;

/**
 * The page, the API, the calendar, the metrics and the health checks of one daemon, over HTTP. Who may see and do what
 * is read from the daemon's configuration for each request (`daemon.http`: token, calendarToken, publicHosts).
 *
 * @throws {ListenError} when the address cannot be had: the port is taken, the host is not of this machine.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { daemon, host, onError } = options;
  const feed = new ChangeFeed((listener) => daemon.subscribe(listener));
  const app = createApp({ daemon, host, wrongTokens: new WrongTokens(), assets: loadAssets(), feed, onError });
  const server = createHttpServer(listenerOf(app, onError), options.patience);
  try {
    await listen(server, options);
  } catch (error) {
    feed.close();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    address: pageAddress(server.address() as AddressInfo),
    stop() {
      return (stopped ??= stop(server, feed));
    },
  };
}

/** Far more than people and programs have open; an attacker's are not let near the memory. */
const MOST_CONNECTIONS = 512;

function createHttpServer(
  listener: RequestListener,
  { headers = 10_000, request = 20_000, idle = 60_000 }: Patience = {},
): Server {
  const server = createServer(
    { headersTimeout: headers, requestTimeout: request, connectionsCheckingInterval: headers / 2 },
    listener,
  );
  limitConnections(server, MOST_CONNECTIONS);
  // An event stream that is read is never still for so long: see its heartbeat.
  server.setTimeout(idle);
  return server;
}

async function listen(server: Server, { host, port }: WebServerOptions): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(host, port, error);
  }
}

function pageAddress({ address, port, family }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}/`;
  return family === 'IPv6' ? `http://[${address}]:${port}/` : `http://${address}:${port}/`;
}

async function stop(server: Server, feed: ChangeFeed): Promise<void> {
  feed.close();
  const closed = once(server, 'close');
  server.close();
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(grace);
}
