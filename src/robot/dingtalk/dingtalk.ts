import type { Vendor } from '../vendor.ts';
import { classify } from './errcode.ts';
import { buildPayload, MAX_PAYLOAD_BYTES } from './payload.ts';
import { sign } from './sign.ts';

/** International tenants live on `.io`. */
export const DINGTALK_HOSTS = ['oapi.dingtalk.com', 'oapi.dingtalk.io'];

/** The custom robots (自定义机器人) of DingTalk's groups. */
export const DINGTALK: Vendor = {
  name: 'DingTalk',
  address: {
    isHost: (hostname) => DINGTALK_HOSTS.includes(hostname),
    isLocal: false,
    path: '/robot/send',
    tokenKey: 'access_token',
  },
  // It takes 10,000 in 20 s, then refuses the address for minutes: a tenth less than that, for what arrives in a bunch.
  limits: { perMinute: 20, perSecond: 450, bytes: MAX_PAYLOAD_BYTES },
  payload: buildPayload,
  sign(secret, at) {
    const signature = sign(secret, at);
    return { query: `timestamp=${at}&sign=${encodeURIComponent(signature)}`, signature };
  },
  outcomeOf: classify,
};
