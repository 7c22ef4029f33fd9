import { describe, expect, it } from 'vitest';
import { outOfTime } from '../../src/delivery/verdict.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { describeNetworkError } from '../../src/robot/dingtalk/network-error.ts';
import { explainOverride } from '../../src/schedule/explain-override.ts';
import { reasonIn } from '../../src/delivery/reason-in.ts';

/** What a failed attempt leaves in the store. */
function stored(answer: { readonly reason: string; readonly hint?: string }): string {
  return answer.hint === undefined ? answer.reason : `${answer.reason} (${answer.hint})`;
}

/** Sentences of English: three words in a row, outside of names that are the same in every language. */
function english(words: string): readonly string[] {
  return words.match(/\b[a-z']{2,} [a-z']{2,} [a-z']{2,}/gi) ?? [];
}

describe('reasons in Chinese', () => {
  const codes = [
    -1, 90002, 130101, 410100, 660026, 90030, 300001, 300005, 400101, 400102, 400106, 400013, 400105, 40035, 43002,
    43004, 430101, 430102, 430103, 430104, 460101, 101002, 999999,
  ];

  it.each(codes)('of errcode %i leave no English', (errcode) => {
    const outcome = classify({ httpStatus: 200, body: JSON.stringify({ errcode, errmsg: '' }) });
    if (outcome.kind === 'delivered') throw new Error('refused');
    const reason = stored(outcome);
    expect(english(reasonIn('zh-CN', reason))).toEqual([]);
    expect(reasonIn('zh-CN', reason)).toContain(String(errcode));
    expect(reasonIn('en', reason)).toBe(reason);
  });

  it.each(['关键词不匹配', 'ip 1.2.3.4 not in whitelist', 'invalid timestamp', 'sign not match'])(
    'of 310000 %s keep the words of the vendor',
    (errmsg) => {
      const outcome = classify({ httpStatus: 200, body: JSON.stringify({ errcode: 310_000, errmsg }) });
      if (outcome.kind === 'delivered') throw new Error('refused');
      const words = reasonIn('zh-CN', stored(outcome));
      expect(words).toContain(errmsg);
      expect(english(words.replace(errmsg, ''))).toEqual([]);
    },
  );

  it.each(['<html>proxy</html>', '{"status":1111,"wait":5}', 'cut sh'])(
    'of an answer like %s leave no English',
    (body) => {
      for (const httpStatus of [200, 403, 502]) {
        const outcome = classify({ httpStatus, body });
        if (outcome.kind === 'delivered') throw new Error('refused');
        expect(english(reasonIn('zh-CN', stored(outcome)))).toEqual([]);
      }
    },
  );

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ETIMEDOUT',
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_ABORTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('of the network error %s leave no English', (code) => {
    const { what, hint } = describeNetworkError(Object.assign(new Error(code), { code }));
    for (const fate of ['not sent', 'sent, but it is not known whether it arrived']) {
      const reason = stored({ reason: `${fate}: ${what}`, ...(hint === undefined ? {} : { hint }) });
      expect(english(reasonIn('zh-CN', reason))).toEqual([]);
    }
  });

  it.each<readonly [string, string]>([
    [outOfTime('not sent: the connection was reset'), '来不及再试了；最后一次：没有发出：连接被重置'],
    [
      'not sent: the connection was refused (is something listening there, or a proxy needed?)',
      '没有发出：连接被拒绝（那里有程序在听吗？是不是要用代理？）',
    ],
    ['robot "ops" is not in the configuration any more', '机器人“ops”已不在配置里'],
    ['planned 17 min after its time; `late` allows 15 min', '晚了 17 分钟才排到；`late` 允许 15 分钟'],
    ['planned 17 min after its time; `catchUp: none`', '晚了 17 分钟才排到；`catchUp: none`'],
    [explainOverride({ kind: 'pause', reminder: 'a' }).en, '已手动暂停'],
    [explainOverride({ kind: 'skip', reminder: 'a', date: '2026-11-25' }).en, '2026-11-25 已手动跳过'],
    [
      explainOverride({ kind: 'vacation', from: '2026-12-01', until: '2026-12-07' }).en,
      '全体休假（2026-12-01 至 2026-12-07）',
    ],
    [
      explainOverride({ kind: 'vacation', person: 'lili', from: '2026-12-01', until: '2026-12-01' }).en,
      'lili 休假（2026-12-01）',
    ],
  ])('%s', (reason, chinese) => {
    expect(reasonIn('zh-CN', reason)).toBe(chinese);
    expect(reasonIn('en', reason)).toBe(reason);
  });

  it('that nobody knows stay as they are', () => {
    expect(reasonIn('zh-CN', '系统繁忙 system busy')).toBe('系统繁忙 system busy');
  });
});
