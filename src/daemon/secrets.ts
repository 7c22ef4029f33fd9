import type { Config } from '../config/config.ts';

/** Everything in a configuration that must never be seen, for the log's last line of defence. */
export function secretsOf({ robots, hooks, daemon: { http, heartbeatUrl = '', proxy } }: Config): readonly string[] {
  const ofRobots = [...robots.values()].flatMap(({ secret, webhook }) => [
    secret,
    webhook.kind === 'dingtalk' ? webhook.token : undefined,
  ]);
  // An address to ping is a key, whole or without its host; so is what opens the calendar.
  const { pathname = '', search = '' } = URL.parse(heartbeatUrl) ?? {};
  const path = `${pathname}${search}`;
  const ofDaemon = [http.token, http.calendarToken, heartbeatUrl, path === '/' ? '' : path];
  // With its password; a host alone is none.
  const ofProxy = proxy.filter((address) => address.includes('@'));
  const ofHooks = [...hooks.values()].flatMap(({ secrets, tokens }) => [...secrets, ...tokens]);
  return [...ofRobots, ...ofDaemon, ...ofProxy, ...ofHooks].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as readonly string[];
}
