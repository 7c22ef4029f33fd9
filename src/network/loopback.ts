import { BlockList, isIP } from 'node:net';

/** Whether this is this machine itself: `localhost`, 127.0.0.0/8 or ::1, as a name, an address or the host of a URL. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '[::1]') return true;
  const family = isIP(host);
  return family !== 0 && LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
