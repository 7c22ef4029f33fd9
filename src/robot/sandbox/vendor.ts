import { isLoopback } from '../../network/loopback.ts';
import { DINGTALK } from '../dingtalk/dingtalk.ts';
import type { Vendor } from '../vendor.ts';

/** The fake DingTalk: like the real one in all but where it is. */
export const SANDBOX: Vendor = {
  ...DINGTALK,
  name: 'sandbox',
  address: { ...DINGTALK.address, isHost: isLoopback, isLocal: true },
  limits: { perMinute: DINGTALK.limits.perMinute, bytes: DINGTALK.limits.bytes },
};
