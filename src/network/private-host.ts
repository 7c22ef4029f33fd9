import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** From where a host is reached: from everywhere, from its own network, or unknown because its name does not resolve. */
export type Reach = 'public' | 'private' | 'unknown';

/** @param host A name, or an address with or without the brackets that one of IPv6 has in a URL. */
export async function reachOf(host: string): Promise<Reach> {
  const bare = host.replaceAll(/[[\]]/g, '').toLowerCase();
  if (isIP(bare) !== 0) return isPrivateAddress(bare) ? 'private' : 'public';
  if (PRIVATE_NAME.test(bare)) return 'private';
  const found = await lookup(bare).catch(() => undefined);
  if (found === undefined) return 'unknown';
  return isPrivateAddress(found.address) ? 'private' : 'public';
}

/** By which others in the network reach this machine, if it is in one. */
export function addressInNetwork(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry/ */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
PRIVATE.addAddress('::', 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

function isPrivateAddress(address: string): boolean {
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Names that no public name server knows. */
const PRIVATE_NAME = /^[^.]+$|(?:^|\.)(?:localhost|local|lan|home|internal|intranet|corp|home\.arpa|test)$/;
