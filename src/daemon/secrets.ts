import type { Config } from '../config/config.ts';

/** Everything in a configuration that must never be seen, for the log's last line of defence. */
export function secretsOf({ robots, hooks, daemon: { http, heartbeatUrl = '', proxy } }: Config): readonly string[] {
  const ofRobots = [...robots.values()].flatMap(({ secret, webhook }) => [
    secret,
    webhook.kind === 'dingtalk' ? webhook.token : undefined,
  ]);
  // An address to ping is a key; so is what opens the calendar.
  const ofDaemon = [http.token, http.calendarToken, ...keysIn(heartbeatUrl)];
  // With its password; a host alone is none.
  const ofProxy = proxy.filter((address) => address.includes('@'));
  const ofHooks = [...hooks.values()].flatMap(({ secrets, tokens, relay, feed }) => [
    ...secrets,
    ...tokens,
    ...keysIn(relay),
    // Most feeds are public; what opens one stands behind its address, or before the host.
    ...(/[?@]/.test(feed?.url ?? '') ? keysIn(feed?.url) : []),
  ]);
  return [...ofRobots, ...ofDaemon, ...ofProxy, ...ofHooks].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as readonly string[];
}

/** An address that is a key: whole, or without its host. */
function keysIn(address = ''): readonly string[] {
  const { pathname = '', search = '', password = '' } = URL.parse(address) ?? {};
  const path = `${pathname}${search}`;
  return [address, path === '/' ? '' : path, password];
}
