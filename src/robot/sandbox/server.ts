import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isLoopback } from '../../network/loopback.ts';
import { answer, answerText, reset } from './answer.ts';
import type { FaultScript } from './fault.ts';
import type { Sandbox, SandboxRobot } from './sandbox.ts';

export interface SandboxServerOptions {
  readonly sandbox: Sandbox;
  /** The wall clock, epoch ms. */
  readonly now: () => number;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default: it behaves. */
  readonly faults?: FaultScript;
  /** Answers whatever is no message. Default: nothing else is here. */
  readonly page?: RequestListener;
}

export interface SandboxServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** What a person would paste for this robot. */
  webhook(robot: Pick<SandboxRobot, 'token'>): string;
  /** Drops every connection. Idempotent; resolves when the port is free. */
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
/** More than this of a body is not even read: DingTalk takes 20,000 bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * The sandbox over HTTP, on loopback only: `POST /robot/send` is DingTalk's endpoint.
 *
 * @throws when the port cannot be had (`EADDRINUSE`).
 */
export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const { sandbox, now, faults = () => undefined } = options;
  const stopping = new AbortController();
  let requestIndex = 0;

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      // A peer that hung up, or our own stop: there is nobody left to tell.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopback(hostOf(request))) return answerText(response, 421, 'this sandbox answers on loopback only\n');
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    if (url.pathname === '/robot/send') return robotSend(request, response, url);
    if (options.page) options.page(request, response);
    else answerText(response, 404, 'not found\n');
  }

  async function robotSend(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const fault = faults(requestIndex++);
    if (fault?.kind === 'reset-before-read') return reset(request);
    const body = await readBody(request);
    if (body === undefined) return answerText(response, 413, 'too large\n');
    const at = now() + (fault?.kind === 'clock' ? fault.offsetMs : 0);
    const { method = '', headers, socket } = request;
    const contentType = headers['content-type'];
    const receive = () =>
      sandbox.receive({ method, query: url.searchParams, contentType, body, address: socket.remoteAddress }, at);
    await answer({ request, response, receive, at, signal: stopping.signal }, fault);
  }

  const port = await listen(server, options.port ?? 0);
  const origin = `http://${HOST}:${port}`;
  let stopped: Promise<void> | undefined;

  return {
    port,
    origin,
    webhook: ({ token }) => `${origin}/robot/send?access_token=${encodeURIComponent(token)}`,
    stop: () => {
      stopped ??= new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return stopped;
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A page elsewhere can point a name at 127.0.0.1 and read what answers there, unless the name is looked at. */
function hostOf(request: IncomingMessage): string {
  return URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? '';
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
