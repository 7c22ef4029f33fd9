import { expect, it } from 'vitest';
import { createRobotClient } from '../../src/robot/client.ts';
import { DINGTALK } from '../../src/robot/dingtalk/dingtalk.ts';
import { SANDBOX } from '../../src/robot/sandbox/vendor.ts';
import { VENDORS, vendorOf } from '../../src/robot/vendors.ts';

it.each([
  ['oapi.dingtalk.com', DINGTALK],
  ['oapi.dingtalk.io', DINGTALK],
  ['127.0.0.1', SANDBOX],
  ['[::1]', SANDBOX],
  ['dingtalk.com', undefined],
])('robots on %s are known by it', (hostname, vendor) => {
  expect(vendorOf(hostname)).toBe(vendor);
});

it('no host is claimed by two', () => {
  for (const hostname of ['oapi.dingtalk.com', 'oapi.dingtalk.io', 'localhost', '127.0.0.1', '[::1]']) {
    expect(VENDORS.filter(({ address }) => address.isHost(hostname))).toHaveLength(1);
  }
});

it('nothing is sent to a host on which no robots live', () => {
  const origin = 'https://robots.example';
  const webhook = { origin, url: `${origin}/robot/send?access_token=dummytoken`, token: 'dummytoken' };
  const dispatcher = undefined as never;
  expect(() => createRobotClient({ webhook, dispatcher, now: Date.now })).toThrow('no robots live on robots.example');
});
