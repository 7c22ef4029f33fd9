import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type * as Undici from 'undici';
import type { Dispatcher } from 'undici';
import Agent from 'undici/lib/dispatcher/agent.js';
import { trustExtraCertificates } from './extra-certificates.ts';
import { codesOf, type NetworkProblem, networkProblem, ProxyUnreachable, ProxyUntrusted } from './network-problem.ts';
import { noProxyOf, proxyOf } from './proxy.ts';

export interface NetworkOptions {
  /** Where `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` (or in lower case) are read from, and `NODE_EXTRA_CA_CERTS`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Time for DNS, TCP and TLS together, in ms. Default 5 s. */
  readonly connectTimeoutMs?: number;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;

/**
 * Connections to wherever messages go, kept open briefly: bursts share one, and a reminder an hour later does not
 * run into one that the other side has closed long since, which would leave its fate unknown.
 *
 * @throws {Error} when the proxy's address is none; the text does not repeat it, for it may hold a password.
 */
export function openNetwork({ env, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS }: NetworkOptions): Dispatcher {
  const connections = {
    connections: 256,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    connectTimeout: connectTimeoutMs,
    // One small request at a time gains nothing from HTTP/2, and loses the plain meaning of a closed connection.
    allowH2: false,
  };
  trustExtraCertificates(env);
  const proxy = proxyOf(env);
  if (proxy === undefined) return new Agent(connections);
  // The part alone could not ask a proxy for a tunnel, and nobody else needs the whole: loaded here, at the start.
  const undici = createRequire(import.meta.url)('undici') as typeof Undici;
  const options: Undici.EnvHttpProxyAgent.Options = {
    ...connections,
    clientFactory: (origin, more) => new undici.Pool(origin, { ...more, connect: tellingOfProxy(more) }),
    // Plain http goes to this machine only.
    httpProxy: '',
    httpsProxy: proxy,
    noProxy: [noProxyOf(env), 'localhost', '127.0.0.1', '[::1]'].filter(Boolean).join(','),
  };
  if (!/^socks/i.test(proxy)) return new undici.EnvHttpProxyAgent(options);
  keepQuietAboutSocks(undici, proxy);
  return openSocks(undici, options, new URL(proxy));
}

/** Here undici hands out no connection of its own: which one failed is seen by whose address stands in the error. */
function openSocks(undici: typeof Undici, options: Undici.EnvHttpProxyAgent.Options, proxy: URL): Dispatcher {
  const port = Number(proxy.port) || 1080;
  const isOfProxy = (error: unknown): boolean =>
    causesOf(error).some((each) => {
      const { hostname, port: tried } = each as { readonly hostname?: unknown; readonly port?: unknown };
      const address = `attempted address: ${proxy.hostname}:${port},`;
      return hostname === proxy.hostname || tried === port || each.message.includes(address);
    });
  return new (class extends undici.EnvHttpProxyAgent {
    override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const telling = new Proxy(handler, {
        get(target, key) {
          const found: unknown = Reflect.get(target, key, target);
          if (typeof found !== 'function') return found;
          if (key !== 'onResponseError') return found.bind(target);
          return (controller: Dispatcher.DispatchController, error: Error) =>
            target.onResponseError?.(controller, isOfProxy(error) ? toldOfProxy(error) : error);
        },
      });
      return super.dispatch(request, telling);
    }
  })(options);
}

/** The error with all that caused it, capped against loops. */
function causesOf(error: unknown, depth = 0): readonly Error[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  return [error, ...inner.flatMap((each) => causesOf(each, depth + 1))];
}

/** That the connection which fails is the one to the proxy is known here only. */
function tellingOfProxy(options: object): Undici.buildConnector.connector {
  const { connect } = options as { readonly connect: Undici.buildConnector.connector };
  return (wanted, callback) => {
    const { servername, ...others } = wanted;
    // Node takes a name there, and no address: by that the certificate is judged without it.
    const asNode = servername !== undefined && isIP(servername) === 0 ? wanted : others;
    connect(asNode, (...result) => {
      const [error] = result;
      if (error === null) callback(...result);
      else callback(toldOfProxy(error), null);
    });
  };
}

function toldOfProxy(error: Error): Error {
  if (UNTRUSTED.has(networkProblem(error).problem)) {
    return new ProxyUntrusted("the proxy's certificate is not trusted", { cause: error });
  }
  if (!codesOf(error).some((code) => UNREACHABLE.has(code))) return error;
  return new ProxyUnreachable('the proxy cannot be reached', { cause: error });
}

const UNTRUSTED: ReadonlySet<NetworkProblem> = new Set([
  'self-signed',
  'unverifiable',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-for-another',
]);

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** undici warns once in each process that its SOCKS is experimental: nobody who reads the log can do anything about it. */
function keepQuietAboutSocks({ Socks5ProxyAgent }: typeof Undici, proxy: string): void {
  const usual = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = () => {};
  try {
    void new Socks5ProxyAgent(proxy).close();
  } finally {
    if (usual) Object.defineProperty(process, 'emitWarning', usual);
  }
}
