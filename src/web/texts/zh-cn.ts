import type { SpanParts, Texts } from './texts.ts';

export const zhCn: Texts = {
  language: 'zh-CN',
  name: '钉铃',
  tagline: '准时的钉钉提醒',
  skipToContent: '跳到正文',
  languages: '语言',
  live: '实时更新',
  offline: '连接中断，正在重连',
  signOut: '退出',
  zoneNote: (zone) => `时间按 ${zone}`,
  list: (names) => names.join('、'),

  format: { date: 'M月d日', weekday: 'cccc', weekdayShort: 'ccc', moment: 'M月d日 HH:mm:ss' },
  dayName: { yesterday: '昨天', today: '今天', tomorrow: '明天' },
  relative: { now: '马上', span, future: (text) => `${text}后`, past: (text) => `${text}前` },
  until: (time) => `至 ${time}`,

  overview: {
    heading: '此刻',
    next: '下一个提醒',
    nothing: '接下来没有提醒',
    tally: '今天的发送情况',
    deliveredToday: '今天已送达',
    failedToday: '今天未送达',
    waiting: '等待发送',
    atLeast: (count) => `${count}+`,
  },

  problems: {
    heading: '配置需要你看一眼',
    errors: (count) => `最近一次修改有 ${count} 个错误，没有生效。`,
    keepsLastGood: '钉铃仍按上一份正确的配置运行。',
    warnings: (count) => `配置可用，有 ${count} 处值得看一眼。`,
    frame: (place) => `${place} 处的配置`,
  },

  upcoming: {
    heading: '即将到来',
    more: (count) => `当天共 ${count} 次`,
    farAway: '七天之内没有别的了，再往后是：',
    cut: '后面还有，只列到这里。',
    none: '还没有提醒',
    noneHint: '在 schedules 文件夹的任意 YAML 文件里写上一个：',
    onlyPaused: '所有提醒都已暂停或不会再触发。',
    notice: (days, date) => `提前 ${days} 天，为 ${date}`,
    goesTo: '发给',
    example: ['reminders:', '  lunch:', '    at: "11:50"', '    text: 午饭时间到 🍚'].join('\n'),
  },

  byHand: {
    heading: '手动调整',
    pausedUntil: (time) => `已手动暂停到 ${time}`,
    takeBack: '取消：',
  },

  history: {
    heading: '发生过的',
    latest: (count) => `最近 ${count} 条`,
    none: '还没有发生过什么',
    noneHint: '第一条消息发出后，会连同每一次尝试出现在这里。',
    states: {
      pending: '等待发送',
      sending: '发送中',
      delivered: '已送达',
      failed: '失败',
      expired: '过期未发',
      missed: '错过',
      skipped: '跳过',
    },
    origins: { fire: '手动触发', send: '手动发送', owner: '钉铃自己的消息' },
    late: (text) => `迟了 ${text}`,
    attempts: '尝试',
    noAttempt: '没有发起过请求。',
    outcomes: {
      delivered: '钉钉已收下',
      throttled: '被限流',
      unreachable: '没连上',
      rejected: '被拒绝',
      ambiguous: '发出后没有回音',
      unknown: '没有留下结果',
    },
    dueAt: '应发',
    finishedAt: '完成',
    nextAttemptAt: '下次尝试',
    robot: '机器人',
    reason: '原因',
    message: '内容',
    announce: (what, state) => `${what}：${state}`,
  },

  robots: {
    heading: '机器人',
    none: '还没有配置机器人。',
    sandbox: '沙箱',
    dingtalk: '钉钉群',
    ready: '就绪',
    sending: '发送中',
    unused: '没有提醒使用',
    backlog: (count) => `${count} 条在排队`,
    coolingUntil: (time) => `限流冷却，到 ${time}`,
    pausedSince: (time) => `自 ${time} 起暂停，改好配置后恢复`,
    limit: (perMinute) => `每分钟最多 ${perMinute} 条`,
    sharesWith: (robots) => `与 ${robots} 共用一个机器人地址，排同一个队`,
  },

  sandbox: {
    heading: '沙箱里的群聊',
    note: '这些消息走完了签名和发送的全程，但收件方是内置的假钉钉，没有发到真的群里。',
    goLive: '想发到真的群：在 .env 里填上群机器人的 Webhook 和加签密钥，再重启钉铃。',
  },

  login: {
    title: '请出示令牌',
    explanation: '这个页面设了访问令牌，就是配置里的 daemon.http.token。',
    label: '令牌',
    submit: '进入',
    wrong: '令牌不对，再试一次。',
  },

  refusals: {
    title: '不能打开',
    host: '请求里的主机名不是钉铃认识的。请用 localhost 或 127.0.0.1 打开，或在 daemon.http.publicHosts 里写上这个主机名。',
    remote: '没有设访问令牌时，只有本机能看这个页面。请在配置里设 daemon.http.token 后再从别处打开。',
    origin: '请求来自别的网站的页面，不予受理。',
    write: '没有设访问令牌时，谁都不能经由 HTTP 发送或改动。请在配置里设 daemon.http.token。',
    token: '请带上令牌：Authorization: Bearer …',
    calendarRevoked: '这个日历地址无效，或已经作废，请索取新的地址。',
    tooManyTries: '错误的令牌太多：请等一分钟再试。',
    tooLarge: '内容太长，最多 64 KiB。',
    notFound: '这里没有这一页。',
    method: (allowed) => `这里只能用：${allowed}。`,
    formWanted: '请以表单发送：application/x-www-form-urlencoded。',
    storeRefuses: '数据库暂时拒绝写入，什么都没有改动：请稍后再试，原因在日志里。',
    internal: '钉铃内部出错了，详情在它的日志里。',
  },
};

function span({ days, hours, minutes }: SpanParts): string {
  const parts = [
    days > 0 ? `${days} 天` : '',
    hours > 0 ? `${hours} 小时` : '',
    minutes > 0 ? `${minutes} 分钟` : '',
  ].filter((part) => part !== '');
  return parts.slice(0, 2).join(' ');
}
