import type { World } from './chaos-world.ts';

type Wish = World['wishes'][number];

const text: Wish = { robots: ['ops'], minutes: [0], kind: 'text', lateMs: 30_000, priority: 0, coalesce: false };
const crowd = (count: number, like: Partial<Wish>): readonly Wish[] =>
  Array.from({ length: count }, () => ({ ...text, coalesce: true, ...like }));
const QUIET: World = {
  wishes: [text],
  passages: [{ mishap: { kind: 'none' }, thereMs: 0, backMs: 0 }],
  turns: [],
  perMinute: 2,
  crowded: false,
  skewMs: 0,
  keywords: [],
};
const BAN = '<!DOCTYPE html><html><body><script>var x5={"status":1111,"wait":5,"punish":"deny"}</script></body></html>';
const MALFORMED =
  '{"errcode":40035,"errmsg":"description:缺少参数 json;solution:请确认参数拼写是否正确;link:请参考文档;"}';

/** The page that DingTalk gives to an address that it has banned. */
const BANNED =
  '<!DOCTYPE html><html><body><script>var x5={"status":1111,"wait":5,"punish":"deny"}</script></body></html>';
const UNSAFE =
  '{"errcode":430104,"errmsg":"description:含有不合适的内容;solution:请确认发送的内容合法;link:请参考本接口对应文档查看参数获取方式;"}';

/** Worlds in which something went wrong once, each with what it was. */
export const KNOWN_WORLDS: readonly (readonly [what: string, world: World])[] = [
  [
    'the clock was set forward just before a restart: the window opened once, and DingTalk refused',
    {
      ...QUIET,
      wishes: [
        { ...text, minutes: [3], kind: 'long', lateMs: 120_000 },
        { ...text, robots: ['twin'] },
        ...crowd(6, {}),
      ],
      turns: [
        { kind: 'clock', afterMs: 180_001, byMs: 2_000 },
        { kind: 'restart', afterMs: 0 },
      ],
    },
  ],
  [
    'the clock came back, and a second notice had the id of the first: what it told was told to nobody',
    {
      ...QUIET,
      wishes: [text, ...crowd(6, { lateMs: 900_000 })],
      passages: [{ mishap: { kind: 'body', body: MALFORMED }, thereMs: 0, backMs: 0 }],
      turns: [{ kind: 'clock', afterMs: 60_000, byMs: -7_200_000 }],
      crowded: true,
    },
  ],
  [
    'a page came while the machine rested for a ban: the rest was cut short',
    {
      ...QUIET,
      wishes: [{ ...text, robots: ['team'] }, ...crowd(6, {})],
      passages: [
        { mishap: { kind: 'body', body: BAN }, thereMs: 0, backMs: 0 },
        {
          mishap: { kind: 'status', httpStatus: 502, taken: false, body: '<html>Bad Gateway</html>' },
          thereMs: 0,
          backMs: 0,
        },
        { mishap: { kind: 'none' }, thereMs: 0, backMs: 0 },
      ],
      crowded: true,
    },
  ],
  [
    'a command gave up while its message was on its way: it arrived after its place in the window was free',
    {
      ...QUIET,
      wishes: [
        { ...text, robots: ['team', 'twin', 'ops'] },
        { ...text, robots: ['twin'] },
        { ...text, robots: ['team'], minutes: [0, 2, 1] },
      ],
      passages: [
        { mishap: { kind: 'none' }, thereMs: 0, backMs: 0 },
        { mishap: { kind: 'none' }, thereMs: 0, backMs: 0 },
        { mishap: { kind: 'none' }, thereMs: 4_000, backMs: 0 },
        { mishap: { kind: 'refused' }, thereMs: 4_000, backMs: 0 },
        { mishap: { kind: 'none' }, thereMs: 4_000, backMs: 0 },
        { mishap: { kind: 'none' }, thereMs: 0, backMs: 0 },
      ],
      turns: [{ kind: 'send', afterMs: 120_001, robot: 'team', count: 3 }],
      perMinute: 3,
      skewMs: -7_200_000,
    },
  ],
  [
    'a command ended as its message had failed, less than an hour after a notice: nobody told the owner afterwards',
    {
      ...QUIET,
      wishes: [{ ...text, robots: ['twin'] }],
      passages: [
        { mishap: { kind: 'body', body: MALFORMED }, thereMs: 0, backMs: 0 },
        { mishap: { kind: 'body', body: '{"errcode":-1,"errmsg":"system busy"}' }, thereMs: 0, backMs: 400 },
      ],
      turns: [{ kind: 'send', afterMs: 60_000, robot: 'team', count: 1 }],
      crowded: true,
    },
  ],
  [
    'a process was stopped after its message had arrived, for longer than its lease: it was given up, and stayed so',
    {
      ...QUIET,
      wishes: [{ ...text, robots: ['team'] }, ...crowd(6, { robots: ['twin'], minutes: [1] })],
      turns: [
        { kind: 'stall', afterMs: 2_001, calls: 9, forMs: 180_000 },
        { kind: 'send', afterMs: 62_001, robot: 'team', count: 1 },
      ],
      perMinute: 2,
      crowded: true,
    },
  ],
  [
    'a process stood still with the news of a ban, of which a command did not know: no fault, nobody could',
    {
      ...QUIET,
      wishes: [
        { ...text, robots: ['team', 'ops'] },
        { ...text, robots: ['team'] },
      ],
      passages: [
        { mishap: { kind: 'none' }, thereMs: 0, backMs: 0 },
        { mishap: { kind: 'body', body: BANNED }, thereMs: 0, backMs: 4_000 },
        { mishap: { kind: 'body', body: '{"errcode":-1,"errmsg":"system busy"}' }, thereMs: 0, backMs: 0 },
      ],
      turns: [
        { kind: 'stall', afterMs: 90_903, calls: 11, forMs: 9_000 },
        { kind: 'send', afterMs: 215_599, robot: 'team', count: 1 },
      ],
      perMinute: 2,
      crowded: true,
    },
  ],
  [
    'the store was slow while a ban was answered: another lane was posted in before that was written down',
    {
      ...QUIET,
      wishes: [{ ...text, robots: ['twin', 'ops'] }],
      passages: [
        { mishap: { kind: 'body', body: BANNED }, thereMs: 0, backMs: 400 },
        { mishap: { kind: 'refused' }, thereMs: 0, backMs: 0 },
      ],
      turns: [{ kind: 'stall', afterMs: 0, calls: 10, forMs: 3_000 }],
      crowded: true,
    },
  ],
  [
    'a process was stopped with the vendor’s refusal for longer than its lease: what was refused was called late for good',
    {
      ...QUIET,
      wishes: [{ ...text, minutes: [1, 0] }],
      passages: [{ mishap: { kind: 'body', body: UNSAFE }, thereMs: 0, backMs: 0 }],
      turns: [
        { kind: 'stall', afterMs: 60_000, calls: 9, forMs: 180_000 },
        { kind: 'send', afterMs: 26_001, robot: 'ops', count: 1 },
      ],
      crowded: true,
    },
  ],
  [
    'the daemon was killed and started anew while a command beside it was waiting for its message',
    {
      ...QUIET,
      passages: [{ mishap: { kind: 'none' }, thereMs: 4_000, backMs: 4_000 }],
      turns: [
        { kind: 'send', afterMs: 60_000, robot: 'team', count: 2 },
        { kind: 'crash', afterMs: 0, calls: 0, done: false },
      ],
    },
  ],
];
