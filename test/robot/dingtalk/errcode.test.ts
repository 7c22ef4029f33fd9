import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RobotCause } from '../../../src/robot/cause.ts';
import { tellRobotCause } from '../../../src/robot/cause-words.ts';
import { classify } from '../../../src/robot/dingtalk/errcode.ts';

const MINUTE = 60_000;
const answer = (errcode: number | string, errmsg = 'whatever', httpStatus = 200) => ({
  httpStatus,
  body: JSON.stringify({ errcode, errmsg }),
});

describe('classify', () => {
  it.each([[0], ['0']])('errcode %j is delivered', (errcode) => {
    expect(classify(answer(errcode, 'ok'))).toEqual({ kind: 'delivered' });
  });

  it.each([
    [-1, { kind: 'unreachable' }],
    ['-1', { kind: 'unreachable' }],
    [90002, { kind: 'unreachable' }],
    [130101, { kind: 'throttled', coolDownMs: 10 * MINUTE }],
    ['130101', { kind: 'throttled', coolDownMs: 10 * MINUTE }],
    [410100, { kind: 'throttled', coolDownMs: 10 * MINUTE }],
    [660026, { kind: 'throttled', coolDownMs: 10 * MINUTE }],
    [90030, { kind: 'throttled', coolDownMs: 60 * MINUTE }],
    [300005, { kind: 'rejected', scope: 'robot' }],
    [300001, { kind: 'rejected', scope: 'robot' }],
    [400101, { kind: 'rejected', scope: 'robot' }],
    [400102, { kind: 'rejected', scope: 'robot' }],
    [400106, { kind: 'rejected', scope: 'robot' }],
    [400013, { kind: 'rejected', scope: 'robot' }],
    [400105, { kind: 'rejected', scope: 'message' }],
    [40035, { kind: 'rejected', scope: 'message' }],
    [43002, { kind: 'rejected', scope: 'message' }],
    [43004, { kind: 'rejected', scope: 'message' }],
    [400201, { kind: 'rejected', scope: 'message' }],
    [400402, { kind: 'rejected', scope: 'message' }],
    [400699, { kind: 'rejected', scope: 'message' }],
    [430101, { kind: 'rejected', scope: 'message' }],
    [430104, { kind: 'rejected', scope: 'message' }],
    [460101, { kind: 'rejected', scope: 'message' }],
    [101002, { kind: 'rejected', scope: 'message' }],
    [777777, { kind: 'rejected', scope: 'message' }],
    [310000, { kind: 'rejected', scope: 'message' }],
  ] as const)('errcode %j is %j', (errcode, expected) => {
    expect(classify(answer(errcode))).toMatchObject({
      ...expected,
      cause: { code: 'vendor', errcode: Number(errcode) },
      httpStatus: 200,
    });
  });

  it('an unknown code on a status other than 200 is unreachable', () => {
    expect(classify(answer(777777, 'odd', 403))).toMatchObject({
      kind: 'unreachable',
      cause: { code: 'vendor', meaning: 'refused', errcode: 777777, text: 'odd' },
      httpStatus: 403,
    });
  });

  it.each([500, 502, 503, 504])('HTTP %d is unreachable, whatever it says', (httpStatus) => {
    expect(classify({ httpStatus, body: '<html>Bad Gateway</html>' })).toMatchObject({
      kind: 'unreachable',
      httpStatus,
    });
    expect(classify(answer(0, 'ok', httpStatus))).toEqual({
      kind: 'unreachable',
      cause: { code: 'busy', httpStatus },
      httpStatus,
    });
  });

  it('a redirect is not followed, and so not delivered', () => {
    expect(classify({ httpStatus: 302, body: '' })).toMatchObject({ kind: 'unreachable', httpStatus: 302 });
  });

  it.each([
    ['its minutes', '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"x"}', 5],
    ['other minutes', '{"status":1111,"wait":"7"}', 7],
    ['other minutes, the status written as the errcode is at times', '{"status":"1111","wait":7}', 7],
    ['five when it says none', '{"status":1111}', 5],
    ['five when it says nonsense', '{"status":1111,"wait":-3}', 5],
    ['its minutes on a page', '<html><script>var x5={"status":1111,"wait":"9"}</script></html>', 9],
    ['five on a page', '<!DOCTYPE html><html><script>{"status":1111,"wait":5,"punish":"deny"}</script></html>', 5],
  ])('an address that calls too often is throttled, whatever the robot, for %s', (_name, body, minutes) => {
    expect(classify({ httpStatus: 200, body })).toMatchObject({
      kind: 'throttled',
      scope: 'host',
      coolDownMs: minutes * MINUTE,
    });
  });

  it('any other page is from a stranger, whatever the robot', () => {
    const body = '<!DOCTYPE html><html><head><title>登录</title></head></html>';
    expect(classify({ httpStatus: 200, body })).toEqual({
      kind: 'unreachable',
      stranger: true,
      cause: { code: 'web-page', httpStatus: 200 },
      httpStatus: 200,
    });
    expect(classify({ httpStatus: 502, body })).toEqual({
      kind: 'unreachable',
      stranger: true,
      cause: { code: 'busy', httpStatus: 502 },
      httpStatus: 502,
    });
  });

  it('a used-up quota is long, and its own robot alone', () => {
    const outcome = classify({ httpStatus: 200, body: '{"errcode":90030,"errmsg":"quota"}' });
    expect(outcome).toMatchObject({ kind: 'throttled', coolDownMs: 3_600_000, isLong: true });
    expect(outcome).not.toHaveProperty('scope');
  });

  it.each([
    ['nothing', ''],
    ['half an answer', '{"errcode":0,"errm'],
    ['JSON without an errcode', '{"ok":true}'],
    ['an errcode that is none', '{"errcode":"ok"}'],
    ['an array', '[0]'],
    ['null', 'null'],
  ])('%s with HTTP 200 is ambiguous', (_name, body) => {
    expect(classify({ httpStatus: 200, body })).toMatchObject({ kind: 'ambiguous', httpStatus: 200 });
  });

  it('is total: any status and any bytes come to an outcome that says why', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ errcode: fc.anything(), errmsg: fc.anything() }).map((x) => JSON.stringify(x) ?? ''),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (httpStatus, text) => {
        const outcome = classify({ httpStatus, body: text });
        if (outcome.kind !== 'delivered') expect(tellRobotCause(outcome.cause, 'en')).not.toBe('');
      }),
    );
  });
});

describe('310000', () => {
  const MORE = 'more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]';
  const ADVICE = '请确认签名和生成签名的时间戳必须都放在调用的网址中，请确认机器人的密钥加密和填写正确';

  it.each([
    ['keyword-missing', `keywords not in content, ${MORE}`],
    [
      'keyword-missing',
      'description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;',
    ],
    [
      'keyword-missing',
      '错误描述:关键词不匹配;解决方案:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;',
    ],
    ['keyword-missing', '错误描述：关键字不匹配；解决方案：请包含关键字；'],
    ['signature-wrong', `sign not match, ${MORE}`],
    ['signature-wrong', `description:机器人发送签名不匹配;solution:${ADVICE};link:请参考本接口对应文档;`],
    ['signature-wrong', `错误描述:机器人发送签名不匹配;解决方案:${ADVICE};参考链接:请参考本接口对应文档;`],
    ['clock-wrong', `invalid timestamp, ${MORE}`],
    ['clock-wrong', 'invalid timestamp'],
    ['clock-wrong', 'description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在 timestampms 以内;'],
    ['clock-wrong', '错误描述:机器人发送签名过期;解决方案:签名生成时间和发送时间请保持在 timestampms 以内;'],
    ['address-not-allowed', `ip 203.0.113.7 not in whitelist, ${MORE}`],
    ['address-not-allowed', 'description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段'],
    ['address-not-allowed', '错误描述:ip 203.0.113.7 不在白名单之中;解决方案:请联系对应群的管理员;'],
    ['refused', 'something new'],
    ['refused', ''],
  ])('%s: %s', (check, errmsg) => {
    expect(causeOf(errmsg)).toMatchObject({ code: 'vendor', meaning: check });
  });

  it('concerns the robot, except for keywords', () => {
    expect(classify(answer(310000, 'sign not match'))).toMatchObject({ kind: 'rejected', scope: 'robot' });
    expect(classify(answer(310000, 'invalid timestamp'))).toMatchObject({ kind: 'rejected', scope: 'robot' });
    expect(classify(answer(310000, 'ip 203.0.113.7 not in whitelist'))).toMatchObject({
      kind: 'rejected',
      scope: 'robot',
    });
    expect(classify(answer(310000, 'keywords not in content'))).toMatchObject({ kind: 'rejected', scope: 'message' });
  });

  it("passes the vendor's own advice on, and its words without their labels", () => {
    expect(causeOf(`description:机器人发送签名不匹配;solution:${ADVICE};link:x;`)).toEqual({
      code: 'vendor',
      meaning: 'signature-wrong',
      errcode: 310000,
      text: '机器人发送签名不匹配',
      advice: ADVICE,
    });
  });

  it('says the address it names', () => {
    expect(causeOf(`ip 203.0.113.7 not in whitelist, ${MORE}`)).toEqual({
      code: 'vendor',
      meaning: 'address-not-allowed',
      errcode: 310000,
      text: 'ip 203.0.113.7 not in whitelist',
    });
  });

  it('keeps semicolons inside the advice, and control characters out', () => {
    const cause = causeOf('description:签名\u0000不匹配\n;solution:先看一;再看二;link:x');
    expect(cause).toMatchObject({ text: '签名 不匹配', advice: '先看一; 再看二' });
  });

  it('no other code is a security check', () => {
    expect(classify(answer(300001, 'invalid timestamp'))).toMatchObject({ cause: { meaning: 'token-unknown' } });
    expect(classify({ httpStatus: 200, body: 'invalid timestamp' })).toMatchObject({ cause: { code: 'garbled' } });
  });
});

function causeOf(errmsg: string): RobotCause | undefined {
  const outcome = classify(answer(310000, errmsg));
  return outcome.kind === 'delivered' ? undefined : outcome.cause;
}
