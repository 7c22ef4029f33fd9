import { describe, expect, it } from 'vitest';
import { type Mend, proofOf } from '../../src/cli/robot-proof.ts';
import type { Outcome } from '../../src/robot/robot.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';

/** What is proved by this answer of DingTalk's. */
const proofBy = (body: object, httpStatus = 200) => proofOf(classify({ httpStatus, body: JSON.stringify(body) }));

describe('what a test message proves', () => {
  it('that it arrived', () => {
    expect(proofBy({ errcode: 0, errmsg: 'ok' })).toEqual({ kind: 'arrived' });
  });

  it.each<[Mend, object]>([
    ['keyword', { errcode: 310000, errmsg: 'keywords not in content, more: [https://example]' }],
    ['keyword', { errcode: '310000', errmsg: '错误描述:关键词不匹配;解决方案:请联系群管理员;' }],
    ['signature', { errcode: 310000, errmsg: 'sign not match, more: [https://example]' }],
    ['signature', { errcode: 310000, errmsg: 'description:机器人发送签名不匹配;solution:请确认签名;' }],
    ['clock', { errcode: 310000, errmsg: 'invalid timestamp, more: [https://example]' }],
    [
      'clock',
      { errcode: 310000, errmsg: 'description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在一小时内;' },
    ],
    ['address', { errcode: 310000, errmsg: 'ip 203.0.113.7 not in whitelist' }],
    ['address', { errcode: 310000, errmsg: '错误描述:来源IP不在白名单;解决方案:添加;' }],
    ['other', { errcode: 310000, errmsg: 'words never seen before' }],
    ['token', { errcode: 300005, errmsg: 'token is not exist' }],
    ['stopped', { errcode: 400102, errmsg: 'robot is stopped' }],
    ['gone', { errcode: 400106, errmsg: 'robot does not exist' }],
    ['gone', { errcode: 400013, errmsg: 'group is dissolved' }],
    ['too-fast', { errcode: 130101, errmsg: 'send too fast' }],
    ['quota', { errcode: 90030, errmsg: 'quota' }],
    ['network', { errcode: -1, errmsg: 'system busy' }],
    ['other', { errcode: 460101, errmsg: 'message too long' }],
  ])('that something is to be done about %s', (mend, body) => {
    expect(proofBy(body)).toMatchObject({ kind: 'refused', mend, cause: { code: 'vendor' } });
  });

  it('nothing for sure, when the answer was cut short', () => {
    expect(proofOf(classify({ httpStatus: 200, body: '{"errc' }))).toMatchObject({ mend: 'unsure' });
  });

  it.each<[Mend, Outcome]>([
    ['network', { kind: 'unreachable', cause: { code: 'network', fate: 'not-sent', problem: 'refused' } }],
    ['unsure', { kind: 'ambiguous', cause: { code: 'network', fate: 'sent', problem: 'no-answer' } }],
    ['network', classify({ httpStatus: 200, body: '<html>login</html>' })],
    ['network', classify({ httpStatus: 503, body: '' })],
    ['too-fast', classify({ httpStatus: 200, body: '{"status":1111,"wait":5}' })],
  ])('%s, when it is not the vendor who answered: %j', (mend, outcome) => {
    expect(proofOf(outcome)).toMatchObject({ mend });
  });
});
