import { expect, it } from 'vitest';
import { reachOf } from '../../src/network/private-host.ts';

it.each([
  ['10.0.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.5', 'private'],
  ['192.169.1.5', 'public'],
  ['100.64.0.1', 'private'],
  ['100.128.0.1', 'public'],
  ['169.254.10.10', 'private'],
  ['127.0.0.1', 'private'],
  ['8.8.8.8', 'public'],
  ['[::1]', 'private'],
  ['[fd00::1]', 'private'],
  ['[fe80::1]', 'private'],
  ['[2001:db8::1]', 'public'],
  ['::ffff:10.0.0.1', 'private'],
  ['localhost', 'private'],
  ['gitserver', 'private'],
  ['Bell.Corp.LAN', 'private'],
  ['bell.internal', 'private'],
  ['no-such-name.invalid', 'unknown'],
] as const)('%s is %s', async (host, reach) => {
  expect(await reachOf(host)).toBe(reach);
});
