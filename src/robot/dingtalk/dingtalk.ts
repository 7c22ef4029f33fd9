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
  limits: { perMinute: 20, bytes: MAX_PAYLOAD_BYTES },
  payload: buildPayload,
  sign(secret, at) {
    const signature = sign(secret, at);
    return { query: `timestamp=${at}&sign=${encodeURIComponent(signature)}`, signature };
  },
  outcomeOf: classify,
};
