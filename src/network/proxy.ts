import { EXTRA_CERTIFICATES } from './extra-certificates.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'] as const;
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);

/**
 * The proxy that the environment names.
 *
 * @throws {Error} when its address is none; the text does not repeat it, for it may hold a password.
 */
export function proxyOf(env: Environment): string | undefined {
  const fault = proxyFault(env);
  if (fault !== undefined) throw new Error(`${fault} is not the address of a proxy: write http://host:port`);
  return NAMES.map((name) => setting(env, name)).find((proxy) => proxy !== undefined);
}

/** The name of the variable that decides, where it holds no address of a proxy. */
export function proxyFault(env: Environment): string | undefined {
  const name = NAMES.find((each) => setting(env, each) !== undefined);
  if (name === undefined || PROTOCOLS.has(URL.parse(setting(env, name) ?? '')?.protocol ?? '')) return undefined;
  return env[name.toLowerCase()]?.trim() ? name.toLowerCase() : name;
}

/** The hosts that are reached without it. */
export function noProxyOf(env: Environment): string | undefined {
  return setting(env, 'NO_PROXY');
}

/** All that is said of it and of what is trusted behind it, to be compared. */
export function proxySettings(env: Environment): readonly string[] {
  return [...NAMES, 'NO_PROXY', EXTRA_CERTIFICATES].map((name) => setting(env, name) ?? '');
}

function setting(env: Environment, name: string): string | undefined {
  return env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
}
