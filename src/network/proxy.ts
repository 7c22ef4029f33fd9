type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'] as const;
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);

/**
 * The proxy that the environment names.
 *
 * @throws {Error} when its address is none; the text does not repeat it, for it may hold a password.
 */
export function proxyOf(env: Environment): string | undefined {
  for (const name of NAMES) {
    const proxy = setting(env, name);
    if (proxy === undefined) continue;
    if (PROTOCOLS.has(URL.parse(proxy)?.protocol ?? '')) return proxy;
    throw new Error(`${name} is not the address of a proxy: write http://host:port`);
  }
  return undefined;
}

/** The hosts that are reached without it. */
export function noProxyOf(env: Environment): string | undefined {
  return setting(env, 'NO_PROXY');
}

/** All that is said of it, to be compared. */
export function proxySettings(env: Environment): readonly string[] {
  return [...NAMES, 'NO_PROXY'].map((name) => setting(env, name) ?? '');
}

function setting(env: Environment, name: string): string | undefined {
  return env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
}
