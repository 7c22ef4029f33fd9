import { DINGTALK } from './dingtalk/dingtalk.ts';
import { SANDBOX } from './sandbox/vendor.ts';
import type { Vendor } from './vendor.ts';

/** All there are. */
export const VENDORS: readonly Vendor[] = [DINGTALK, SANDBOX];

/** Whose robots live on a host, as `URL` gives it; `undefined` = nobody's. */
export function vendorOf(hostname: string): Vendor | undefined {
  return VENDORS.find(({ address }) => address.isHost(hostname));
}
