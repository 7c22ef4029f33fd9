/** A refusal in DingTalk's own words. */
export interface Refusal {
  readonly errcode: number;
  readonly errmsg: string;
}

const MORE = 'more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]';

/*
 * The texts are DingTalk's, as seen live by the projects that report them in their issue trackers. Of 4002xx-4006xx
 * only 400402 was seen; the others follow its pattern (unconfirmed).
 */
export const NEEDS_POST: Refusal = { errcode: 43002, errmsg: '需要POST请求' };
export const TOKEN_MISSING: Refusal = { errcode: 40035, errmsg: '缺少参数 access_token' };
export const TOKEN_UNKNOWN: Refusal = { errcode: 300005, errmsg: 'token is not exist' };
export const NOT_JSON: Refusal = { errcode: 40035, errmsg: '缺少参数 json' };
export const WRONG_CONTENT_TYPE: Refusal = { errcode: 43004, errmsg: '无效的HTTP HEADER Content-Type' };
export const SIGN_MISMATCH: Refusal = { errcode: 310000, errmsg: `sign not match, ${MORE}` };
export const WRONG_TIME: Refusal = { errcode: 310000, errmsg: `invalid timestamp, ${MORE}` };
export const NO_KEYWORD: Refusal = { errcode: 310000, errmsg: `keywords not in content, ${MORE}` };
export const TOO_LONG: Refusal = { errcode: 460101, errmsg: 'message too long, exceed 20000 bytes' };
export const UNKNOWN_TYPE: Refusal = {
  errcode: 400105,
  errmsg: 'description:不支持的消息类型;solution:请使用文档中支持的消息类型;',
};

export function addressNotAllowed(address: string): Refusal {
  return { errcode: 310000, errmsg: `ip ${address} not in whitelist, ${MORE}` };
}

export function tooFast(perMinute: number): Refusal {
  return { errcode: 130101, errmsg: `send too fast, exceed ${perMinute} times per minute` };
}

export function fieldMissing(errcode: number, type: string, field: string): Refusal {
  return {
    errcode,
    errmsg:
      `description:参数 ${type} --》 ${field} 缺失，或者参数格式不正确; solution:请填充上对应参数;` +
      'link:请参考本接口对应文档查看参数获取方式，或者在https://open.dingtalk.com/document/  搜索对应文档;',
  };
}
