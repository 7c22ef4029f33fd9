import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/delivery/cause.ts';
import { tellCause } from '../../src/delivery/cause-words.ts';
import type { NetworkProblem } from '../../src/network/network-problem.ts';
import type { RobotCause, VendorMeaning } from '../../src/robot/cause.ts';
import { classify } from '../../src/robot/dingtalk/errcode.ts';
import { SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { ERRCODE_BODIES } from '../robot/errcode-bodies.ts';

const MINUTE = 60_000;

/** One of each code; one that is missing does not compile. */
const OF_EACH_CODE: { readonly [Code in Cause['code']]: Extract<Cause, { code: Code }> } = {
  vendor: { code: 'vendor', meaning: 'busy', errcode: -1, text: '系统繁忙' },
  network: { code: 'network', fate: 'not-sent', problem: 'refused' },
  busy: { code: 'busy', httpStatus: 502 },
  'web-page': { code: 'web-page', httpStatus: 200 },
  'address-banned': { code: 'address-banned' },
  http: { code: 'http', httpStatus: 403 },
  garbled: { code: 'garbled' },
  'given-up': { code: 'given-up', fate: 'sent' },
  stale: { code: 'stale' },
  bug: { code: 'bug', error: 'TypeError' },
  'cut-off': { code: 'cut-off' },
  'out-of-time': { code: 'out-of-time', last: { code: 'network', fate: 'not-sent', problem: 'reset' } },
  'no-turn': { code: 'no-turn' },
  'robot-not-configured': { code: 'robot-not-configured', robot: 'ops' },
  'too-late': { code: 'too-late', lateMs: 17 * MINUTE, graceMs: 15 * MINUTE },
  'passed-over': { code: 'passed-over', lateMs: 17 * MINUTE, catchUp: 'none' },
  overridden: { code: 'overridden', by: { kind: 'pause', reminder: 'a' } },
  'taken-back': { code: 'taken-back' },
  quiet: { code: 'quiet', until: toEpochMs(0) },
  'followed-in-quiet': { code: 'followed-in-quiet' },
  'nothing-to-say': { code: 'nothing-to-say' },
  'too-large': { code: 'too-large', bytes: 123_456, splittable: true },
  'earlier-part-refused': { code: 'earlier-part-refused' },
  said: { code: 'said', text: '见日志' },
};

const MEANINGS: Readonly<Record<VendorMeaning, true>> = {
  busy: true,
  'too-fast': true,
  quota: true,
  'token-unknown': true,
  'robot-stopped': true,
  'robot-gone': true,
  'group-gone': true,
  malformed: true,
  'too-long': true,
  'unsafe-link': true,
  'unsafe-text': true,
  'unsafe-picture': true,
  'unsafe-content': true,
  'keyword-missing': true,
  'address-not-allowed': true,
  'clock-wrong': true,
  'signature-wrong': true,
  refused: true,
};

const PROBLEMS: Readonly<Record<NetworkProblem, true>> = {
  refused: true,
  unresolved: true,
  'network-unreachable': true,
  'host-unreachable': true,
  'timed-out': true,
  reset: true,
  'closed-while-sending': true,
  closed: true,
  'connect-too-slow': true,
  'no-answer': true,
  'answer-stopped': true,
  'answer-too-large': true,
  'proxy-refused': true,
  'proxy-wants-login': true,
  'proxy-cannot-reach': true,
  'proxy-unreachable': true,
  'proxy-untrusted': true,
  'proxy-closed': true,
  'no-proxy': true,
  'no-tls': true,
  'tls-failed': true,
  'no-http': true,
  'self-signed': true,
  unverifiable: true,
  'certificate-expired': true,
  'certificate-not-yet-valid': true,
  'certificate-for-another': true,
  other: true,
};

const CAUSES: readonly Cause[] = [
  ...Object.values(OF_EACH_CODE),
  ...keysOf(MEANINGS).map((meaning): RobotCause => ({ code: 'vendor', meaning, errcode: 310_000 })),
  ...keysOf(PROBLEMS).flatMap((problem): RobotCause[] => [
    { code: 'network', fate: 'not-sent', problem },
    { code: 'network', fate: 'sent', problem },
  ]),
  { code: 'given-up', fate: 'not-sent' },
  { code: 'too-large', bytes: 123_456, splittable: false },
];

describe('every cause', () => {
  it.each(CAUSES.map((cause) => [JSON.stringify(cause), cause] as const))('has words: %s', (_, cause) => {
    const [english, chinese] = [tellCause(cause, 'en'), tellCause(cause, 'zh-CN')];
    expect(englishIn(chinese)).toEqual([]);
    expect(chinese).toMatch(/\p{Script=Han}/u);
    if (cause.code !== 'said') expect(english.replaceAll(/加签|系统繁忙/g, '')).not.toMatch(/\p{Script=Han}/u);
    for (const words of [english, chinese]) expect(words).not.toMatch(/undefined|\n|\[object/);
  });
});

describe('the words of the vendor', () => {
  it.each(ERRCODE_BODIES)('$errcode $errmsg stand beside ours', ({ errcode, errmsg }) => {
    const outcome = classify({ httpStatus: 200, body: JSON.stringify({ errcode, errmsg }) });
    if (outcome.kind === 'delivered' || outcome.cause.code !== 'vendor') throw new Error('refused by the vendor');
    const { text = '', advice } = outcome.cause;
    for (const language of ['en', 'zh-CN'] as const) {
      const words = tellCause(outcome.cause, language);
      expect(words).toContain(`${errcode} ${text}`);
      if (advice !== undefined) expect(words).toContain(advice);
    }
  });
});

describe('a cause in words', () => {
  it.each<readonly [Cause, string, string]>([
    [
      { code: 'vendor', meaning: 'signature-wrong', errcode: 310_000, text: 'sign not match' },
      "the signature does not match (310000 sign not match) (copy the 加签 secret (SEC…) from the robot's settings again, the whole of it)",
      '签名不匹配（310000 sign not match）（请从机器人设置里重新复制加签密钥（SEC…），要完整）',
    ],
    [
      { code: 'vendor', meaning: 'refused', errcode: 7, text: '无', advice: '请重试' },
      'DingTalk refused the message (7 无) (请重试)',
      '钉钉拒绝了这条消息（7 无）（请重试）',
    ],
    [
      OF_EACH_CODE.network,
      'not sent: the connection was refused (is something listening there, or a proxy needed?)',
      '没有发出：连接被拒绝（那里有程序在听吗？是不是要用代理？）',
    ],
    [
      { code: 'network', fate: 'sent', problem: 'other', text: 'Parse Error (HPE_INVALID)' },
      'sent, but it is not known whether it arrived: Parse Error (HPE_INVALID)',
      '发出了，但不知道是否送到：Parse Error (HPE_INVALID)',
    ],
    [
      OF_EACH_CODE['out-of-time'],
      'there is no time for another attempt; the last one: not sent: the connection was reset',
      '来不及再试了；最后一次：没有发出：连接被重置',
    ],
    [
      OF_EACH_CODE['robot-not-configured'],
      'robot "ops" is not in the configuration any more',
      '机器人“ops”已不在配置里',
    ],
    [OF_EACH_CODE['too-late'], '17 min late; `late` allows 15 min', '晚了 17 分钟；`late` 允许 15 分钟'],
    [
      { code: 'too-late', lateMs: 3 * MINUTE, graceMs: 20 * SECOND },
      '3 min late; `late` allows 20 s',
      '晚了 3 分钟；`late` 允许 20 秒',
    ],
    [
      OF_EACH_CODE['passed-over'],
      '17 min late; `catchUp: none` leaves it out',
      '晚了 17 分钟；按 `catchUp: none` 不再发送',
    ],
    [
      OF_EACH_CODE['too-large'],
      'the message is too long to be split (123,456 bytes at once; DingTalk takes 20,000)',
      '消息太长，拆不开（一次 123,456 字节；钉钉最多收 20,000）',
    ],
    [OF_EACH_CODE.overridden, 'paused by hand', '已手动暂停'],
    [
      { code: 'overridden', by: { kind: 'pause', reminder: 'a', until: toEpochMs(Date.UTC(2026, 11, 1, 1)) } },
      'paused by hand until 2026-12-01 09:00',
      '已手动暂停到 2026-12-01 09:00',
    ],
    [
      { code: 'overridden', by: { kind: 'skip', reminder: 'a', date: '2026-11-25' } },
      '2026-11-25 is skipped by hand',
      '2026-11-25 已手动跳过',
    ],
    [
      { code: 'overridden', by: { kind: 'vacation', person: 'lili', from: '2026-12-01', until: '2026-12-07' } },
      '丽丽 is on vacation (2026-12-01 to 2026-12-07)',
      '丽丽 休假（2026-12-01 至 2026-12-07）',
    ],
    [OF_EACH_CODE.said, '见日志', '见日志'],
  ])('%j', (cause, english, chinese) => {
    const options = { timezone: 'Asia/Shanghai', nameOf: (id: string) => (id === 'lili' ? '丽丽' : id) };
    expect(tellCause(cause, 'en', options)).toBe(english);
    expect(tellCause(cause, 'zh-CN', options)).toBe(chinese);
  });

  it('does not say until when something was paused to somebody whose zone is not known', () => {
    const cause: Cause = { code: 'overridden', by: { kind: 'pause', reminder: 'a', until: toEpochMs(0) } };
    expect(tellCause(cause, 'en')).toBe('paused by hand');
    expect(tellCause(cause, 'zh-CN')).toBe('已手动暂停');
  });

  it('is told of any answer, and is one line', () => {
    const body = fc.oneof(fc.string({ unit: 'binary' }), fc.json());
    const errmsg = fc.string({ unit: 'binary' });
    const errcodes = fc.record({ errcode: fc.integer(), errmsg }).map((answer) => JSON.stringify(answer));
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(body, errcodes), (httpStatus, text) => {
        const outcome = classify({ httpStatus, body: text });
        if (outcome.kind === 'delivered') return;
        for (const language of ['en', 'zh-CN'] as const) expect(tellCause(outcome.cause, language)).toMatch(/^.+$/u);
      }),
    );
  });
});

/** Three words of English in a row. */
function englishIn(words: string): readonly string[] {
  return words.match(/\b[a-z']{2,} [a-z']{2,} [a-z']{2,}/gi) ?? [];
}

function keysOf<Key extends string>(record: Readonly<Record<Key, true>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
