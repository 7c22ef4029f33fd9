import { MINUTE, SECOND } from '../schedule/instant.ts';
import type { CauseWords } from './cause-words.ts';

export const ZH_CN: CauseWords = {
  'cut-off': () => '发送它的进程中途停止了，不知道是否送到',
  'out-of-time': ({ last }, { tell }) => `来不及再试了；最后一次：${tell(last)}`,
  'no-turn': () => '没能及时发出：机器人在忙别的消息、在冷却或已暂停',
  'robot-not-configured': ({ robot }) => `机器人“${robot}”已不在配置里`,
  'too-late': ({ lateMs, graceMs }) => `${late(lateMs)}；\`late\` 允许 ${span(graceMs)}`,
  'passed-over': ({ lateMs, catchUp }) => `${late(lateMs)}；按 \`catchUp: ${catchUp}\` 不再发送`,
  overridden: ({ by }, { tellOverride, timeOf }) => {
    const until = by.kind === 'pause' ? timeOf(by.until) : undefined;
    return until === undefined ? tellOverride(by) : `已手动暂停到 ${until}`;
  },
  'taken-back': () => '已手动撤回',
  quiet: ({ until }, { timeOf }) => {
    const time = timeOf(until);
    return time === undefined ? '免打扰时段，等到结束再发' : `免打扰时段，等到 ${time} 再发`;
  },
  'followed-in-quiet': () => '同一段免打扰时间里有好几次，只发最后一次；`catchUp: all` 就都发',
  'nothing-to-say': () => '这一次内容为空，没有发送',
  'too-large': ({ bytes, splittable }) =>
    splittable
      ? `消息太长，拆不开（一次 ${count(bytes)} 字节；钉钉最多收 20,000）`
      : `消息太长（${count(bytes)} 字节；钉钉最多收 20,000）；只有 text 和 markdown 能拆开`,
  'earlier-part-refused': () => '同一条消息前面的部分没有送到',
  said: ({ text }) => text,
};

function late(ms: number): string {
  return `晚了 ${span(ms)}`;
}

function span(ms: number): string {
  return ms < MINUTE ? `${Math.round(ms / SECOND)} 秒` : `${Math.round(ms / MINUTE)} 分钟`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
