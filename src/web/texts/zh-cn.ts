import type { RefusalReason } from '../actions.ts';
import { grouped } from './grouped.ts';
import { rhythmZhCn, shiftZhCn, stretchZhCn, unlessZhCn } from './rhythm-zh-cn.ts';
import type { Texts } from './catalogue.ts';
import type { SpanParts } from './en.ts';

const FOREIGN_ADDRESS = 'daemon.http.host 不是这台机器的地址。请写 127.0.0.1，或写 0.0.0.0 表示所有地址。';

export const zhCn: Texts = {
  language: 'zh-CN',
  ownName: '中文',
  name: '钉铃',
  tagline: '准时的钉钉提醒',
  skipToContent: '跳到正文',
  pages: '页面',
  nav: {
    upcoming: '总览',
    month: '月历',
    reminders: '提醒',
    history: '历史',
    hooks: 'Hook',
    robots: '机器人',
    problems: '配置',
    conversation: '沙箱',
  },
  languages: '语言',
  theme: { label: '外观', auto: '跟随系统', light: '浅色', dark: '深色' },
  close: '关闭',
  live: '实时更新',
  offline: '连接中断，正在重连',
  signOut: '退出',
  zoneNote: (zone) => `时间按 ${zone}`,
  list: (names) => names.join('、'),
  inSandbox: (robot) => `${robot}（沙箱）`,

  format: {
    date: 'M月d日',
    weekday: 'cccc',
    weekdayShort: 'ccc',
    dateOfYear: 'yyyy年M月d日',
    month: 'yyyy年M月',
    longDate: 'yyyy年M月d日 cccc',
    chatDay: 'M月d日 cccc',
  },
  dayName: { yesterday: '昨天', today: '今天', tomorrow: '明天' },
  relative: { now: '马上', justNow: '刚刚', span, future: (text) => `${text}后`, past: (text) => `${text}前` },
  until: (time) => `至 ${time}`,
  day: {
    lunar: (chinese) => `农历${chinese}`,
    off: '休',
    work: '班',
    holiday: (name) => name,
    makeUp: (name) => `${name}调休上班`,
    userOff: '放假',
    userWork: '上班',
    provisional: (what) => `${what}（暂定）`,
  },

  overview: {
    heading: '此刻',
    next: '下一个提醒',
    nothing: '接下来没有提醒',
    tally: '今天的发送情况',
    deliveredToday: '今天已送达',
    failedToday: '今天未送达',
    waiting: '等待发送',
    receivedToday: '今天收到的事件',
  },

  clock: {
    doubtful: (why) => `这台机器的时钟好像不对：${why}。`,
    hint: '钉铃最多等一分钟，等时钟校正；之后就按现在的时钟安排提醒。请检查这台机器的日期和时间。',
  },

  problems: {
    data: '守护进程的数据文件被删除、移走或换掉了。',
    heading: '配置需要你看一眼',
    errors: (count) => `最近一次修改有 ${count} 个错误，没有生效。`,
    keepsLastGood: '钉铃继续使用上一份正确的配置。',
    warnings: (count) => `配置正常，有 ${count} 条警告。`,
    allowEmpty: '是的，以后没有提醒',
    emptyAllowed: '文件夹现在的内容已生效。',
    frame: (place) => `${place} 处的配置`,
  },

  upcoming: {
    heading: '即将到来',
    more: (count) => `当天共 ${count} 次`,
    atLeast: (count) => `当天至少 ${count} 次`,
    farAway: '七天之内没有别的了，再往后是：',
    cut: '后面还有，只列到这里。',
    none: '还没有提醒',
    noneHint: '在 schedules 文件夹的任意 YAML 文件里写上一个：',
    onlyPaused: '所有提醒都已暂停或不会再触发。',
    notice: (days, date) => `提前 ${days} 天提醒 ${date}`,
    goesTo: '发给',
    turn: (name) => `轮到 ${name}`,
    about: (name) => `为 ${name}`,
    example: '午饭时间到 🍚',
  },

  byHand: {
    heading: '手动调整',
    takeBack: '取消：',
    stale: 'YAML 里已经没有这个提醒了',
  },

  month: {
    heading: '月历',
    previous: '上个月',
    next: '下个月',
    thisMonth: '本月',
    weekdays: [
      ['一', '星期一'],
      ['二', '星期二'],
      ['三', '星期三'],
      ['四', '星期四'],
      ['五', '星期五'],
      ['六', '星期六'],
      ['日', '星期日'],
    ],
    reminders: (count) => `${grouped(count)} 个提醒`,
    deliveries: (count) => `${grouped(count)} 条消息`,
    failed: (count) => `${grouped(count)} 条未送达`,
    more: (count) => `还有 ${grouped(count)} 个`,
    daily: (count) => `每天的 ${grouped(count)} 个`,
    workdays: (workdays, daysOff) => `${workdays} 个工作日，${daysOff} 天休息`,
    unknown: '还不知道这个月哪天是工作日。按工作日发的提醒没有列出。',
    provisional: (year) => `还不知道 ${year} 年的放假安排，标着“暂定”的日子可能有变。原因见 npx dingbell doctor。`,
    cut: '提醒太多，这里没有全部列出。',
    nothing: '这一天没有提醒。',
    happened: '看这一天发生过的',
    keys: '方向键在日子之间移动，PageUp 和 PageDown 翻月。',
    skipped: (count) => `${count} 个不会发`,
  },

  rhythm: rhythmZhCn,
  shift: shiftZhCn,
  unless: unlessZhCn,
  stretch: stretchZhCn,
  apart: '；',

  reminders: {
    heading: '全部提醒',
    count: (count) => `共 ${grouped(count)} 个`,
    byFile: '按文件',
    byTag: '按标签',
    untagged: '没有标签',
    find: '按名字、内容、标签或机器人查找',
    search: '查找',
    noneFound: '没有找到这样的提醒。',
    next: '下一次',
    never: '不会再触发',
    pausedInYaml: '在 YAML 里写了 paused: true',
    exampleHeld: '自带的示例，不会发到真的群里',
    cut: (count) => `只列出前 ${grouped(count)} 个，其他的请用上面的查找。`,
  },

  actions: {
    menu: (reminder) => `操作：${reminder}`,
    fire: '现在就发',
    skip: (date) => `跳过 ${date}`,
    skipOne: (time) => `只跳过这一次（${time}）`,
    skipDay: (date) => `跳过 ${date} 一整天`,
    swap: '换人',
    swapWith: (date) => `${date} 换成谁`,
    unswap: (date) => `${date} 不再换人`,
    pause: '暂停',
    pauseUntil: '暂停到这一天（当天恢复）',
    pauseForEver: '一直暂停',
    resume: '恢复',
    unskip: (date) => `不再跳过 ${date}`,
    resend: '重新发送',
    replay: '重放',
    cancel: '取消',
    fired: (reminder, robots) => `${reminder} 正在发送：${robots}。`,
    skipped: (reminder, date) => `${reminder} 在 ${date} 不会发。`,
    swapped: (reminder, date, person) => `${reminder} 在 ${date} 换成 ${person}。`,
    paused: (reminder) => `${reminder} 已暂停，直到有人恢复它。`,
    pausedUntil: (reminder, time) => `${reminder} 已暂停到 ${time}。`,
    resumed: (reminder) => `${reminder} 已恢复。`,
    unskipped: (reminder, date) => `${reminder} 在 ${date} 会照常发。`,
    unswapped: (reminder, date) => `${reminder} 在 ${date} 的换人已取消。`,
    resent: (robot) => `正在重新发送：${robot}。`,
    replayed: '已当作刚收到：会照现在的配置通知。',
    replayedUntold: (why) => `已当作刚收到，没有通知：${why}。`,
    askTitle: '真的要发吗？',
    ask: (robots) => `这条消息会马上发到真的钉钉群：${robots}。`,
    refused,
    badRequest: '请求里缺了什么，或者写得不对。请回到页面再试一次。',
    locked: '想在这里发送、跳过、暂停：在 .env 里设一个口令 DINGBELL_TOKEN，再用它登录。',
  },

  compose: {
    heading: '发一条消息',
    robot: '机器人',
    text: '内容',
    at: '什么时候（不填就是现在）',
    all: '@ 所有人',
    send: '发送',
    sent: (robot) => `消息正在发送：${robot}。`,
    later: (robot, time) => `${time} 发送：${robot}。`,
    waiting: '定时发送',
    change: '保存',
    takeBack: '撤回，不发了',
    takenBack: '已撤回，不会发送。',
    tooLate: '来不及了：消息正在发送，或已经发出。',
    hasPassed: '这个时间已经过去了，请选一个将来的时间。',
    tooLong: '消息太长，钉钉不收。请写短一些。',
  },

  history: {
    heading: '发生过的',
    latest: (count) => `最近 ${count} 条`,
    all: '查看全部',
    filter: {
      label: '筛选',
      state: '状态',
      reminder: '提醒',
      robot: '机器人',
      from: '从',
      until: '到',
      text: '文字',
      any: '全部',
      submit: '筛选',
      clear: '清除',
    },
    older: '更早的',
    newest: '回到最新',
    nothingFound: '没有符合条件的记录。',
    searchedBackTo: (time) => `已查到 ${time}，更早的还没有查。`,
    part: (number, of) => `第 ${number}/${of} 段`,
    carries: (count) => `合并了 ${count} 条消息`,
    carriedBy: '并入合并消息',
    about: '关于',
    expiresAt: '过期时间',
    id: '编号',
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
    origins: { fire: '手动触发', send: '手动发送', hook: '别的程序', owner: '钉铃自己的消息', digest: '合并消息' },
    late: (text) => `迟了 ${text}`,
    run: (count, from, to) => `错过 ${grouped(count)} 次，从 ${from} 到 ${to}`,
    attempts: '尝试',
    noAttempt: '没有发起过请求。',
    outcomes: {
      delivered: '钉钉已收下',
      throttled: '被限流',
      unreachable: '没连上',
      rejected: '被拒绝',
      ambiguous: '发出后没有回音',
      unknown: '结果不明',
    },
    dueAt: '应发',
    finishedAt: '完成',
    nextAttemptAt: '下次尝试',
    robot: '机器人',
    reason: '原因',
    message: '内容',
    announce: (what, state) => `${what}：${state}`,
  },

  hooks: {
    heading: '别的程序的消息',
    none: '还没有 hook',
    noneHint: 'hook 把别的程序里发生的事告诉群里。在 schedules 文件夹的任何一个 YAML 文件里写一个：',
    noneSecret: '再运行 npx dingbell hook secret shop：生成密钥，并告诉你粘贴到哪里。',
    paused: '已暂停',
    today: '今天',
    never: '还没有收到过什么',
    last: (span) => `最近一次 ${span}`,
    onlyHere: '只有这台机器能访问这个地址。要让别的机器访问，请设置 daemon.http.publicUrl 或 daemon.http.host。',
    received: '收到的事件',
    filter: { label: '筛选', hook: 'Hook', state: '结果' },
    states: { waiting: '等着通知', told: '已通知', ignored: '没有通知', refused: '已拒绝' },
    nothing: '还没有收到什么',
    nothingHint: '别的程序发到上面地址的事件会出现在这里。可以看到有没有通知到群里；没有通知的，会写明原因。',
    toldAt: (time) => `${time} 和同一件事的其他事件一起通知`,
    repeats: (times) => `又发来 ${grouped(times)} 次`,
    facts: {
      receivedAt: '收到',
      hook: 'Hook',
      kind: '种类',
      outcome: '结果',
      dueAt: '通知时间',
      messages: '消息',
      id: '编号',
      headers: '请求头',
      body: '原文',
    },
    look: '看收到的原文',
    notKept: '收到的原文没有保留，或已经删除：见这个 hook 的 keep。',
    cut: (characters) => `只显示前 ${grouped(characters)} 个字符。`,
    all: '全部事件',
  },

  robots: {
    heading: '机器人',
    none: '还没有配置机器人。',
    sandbox: '沙箱',
    dingtalk: '钉钉群',
    ready: '就绪',
    sending: '发送中',
    backlog: (count) => `${grouped(count)} 条在排队`,
    retrying: '发不出去，正在重试',
    coolingUntil: (time) => `冷却到 ${time}`,
    pausedSince: (time) => `${time} 起停发，改好配置后恢复`,
    limit: (perMinute) => `每分钟最多 ${perMinute} 条`,
    sharesWith: (robots) => `与 ${robots} 共用一个机器人地址，排同一个队`,
    all: '详情',
    lanesHeading: '机器人与通道',
    waitingSince: (span) => `最早的一条已等 ${span}`,
    usage: (calls, perMonth) => `${grouped(calls)} / ${grouped(perMonth)} 次`,
    usageLabel: '本月调用占额度的比例',
    planned: (calls) => `提醒本月共约 ${grouped(calls)} 次`,
    overQuota: '会超出额度',
    keywords: (words) => `关键词 ${words}`,
    tells: (robot) => `告诉 ${robot}`,
    secured: '加签',
    unsecured: '没有加签',
    peaks: '最忙的时候',
    peak: (time, messages, last) => `${time} 有 ${messages} 条，最后一条约 ${last} 发出`,
    facts: {
      limit: '限速',
      usage: '本月用量',
      backlog: '排队',
      security: '安全设置',
      onFailure: '失败时',
    },
    noBacklog: '没有排队',
  },

  configuration: {
    heading: '配置',
    readAt: '上次读取',
    accepted: '正在使用',
    refused: '有错误，没有采用；继续使用上一份正确的配置',
    directory: '文件夹',
    holds: '内容',
    counts: (reminders, robots, people) => `${reminders} 个提醒，${robots} 个机器人，${people} 个人`,
    fine: '没有问题',
    fineHint: 'YAML 写错时，这里会指出写错的地方。',
  },

  sandboxOnly: {
    head: '还没有接上群：消息发不到钉钉',
    hint: '消息只显示在这个页面上。接上你的群，请运行',
  },
  sandbox: {
    heading: '沙箱里的群聊',
    note: '这些消息发到了内置的模拟钉钉，没有发到真的群里。',
    goLive: '想发到真的群：运行 npx dingbell init，或在 .env 里填上群机器人的 Webhook 和加签密钥，保存就生效。',
    all: '单独查看',
    groups: '群',
    allGroups: '全部消息',
    none: '所有机器人都发到真的钉钉群，没有用沙箱。',
  },

  chat: {
    empty: '还没有消息',
    emptyHint: '发来的提醒会像在钉钉群里一样出现在这里。',
    robot: '机器人',
    everyone: '所有人',
  },
  alone: {
    heading: '钉铃沙箱',
    note: '消息只留在这台机器上，没有发到钉钉。签名、关键词和限速的检查和钉钉一样严格。',
    requests: '最近的请求',
    arrivals: { shown: '已显示', duplicate: '重复，未再显示', refused: '已拒绝' },
    nobody: '未知的 token',
  },

  listen: {
    cannotListen: (address, why) => `页面不能监听 ${address}：${why}`,
    advice: {
      EADDRINUSE:
        '这个端口被别的程序（也许是另一个钉铃）占用。请把 daemon.http.port 改成空闲的，或写 0 使用任意空闲端口。',
      EACCES: '这个端口需要特殊权限。请把 daemon.http.port 改成 1024 或更大的。',
      EADDRNOTAVAIL: FOREIGN_ADDRESS,
      ENOTFOUND: FOREIGN_ADDRESS,
    },
  },

  login: {
    title: '请输入口令',
    explanation: '口令就是 .env 里的 DINGBELL_TOKEN（YAML 里的 daemon.http.token）。',
    label: '口令',
    submit: '登录',
    wrong: '口令不对，再试一次。',
  },

  refusals: {
    home: '回到首页',
    title: '不能打开',
    'foreign-host':
      '钉铃不接受这个主机名。请用 localhost 或 127.0.0.1 打开，或把这个主机名写进 daemon.http.publicHosts。',
    'remote-without-token':
      '没有设口令，所以只有本机能打开这个页面。想从别的机器打开，请先在 .env 里写 DINGBELL_TOKEN（YAML 里的 daemon.http.token）。',
    'foreign-origin': '请求来自别的网站的页面，这是不允许的。',
    'write-without-token':
      '没有设口令，所以不能在这里发送或改动。请在 .env 里写 DINGBELL_TOKEN（YAML 里的 daemon.http.token）。',
    'token-wanted': '请在请求头里带上口令：Authorization: Bearer …',
    'calendar-revoked': '这个日历地址不对或已失效，请要一个新的地址。',
    tooManyTries: '口令错了太多次，请等一分钟再试。',
    tooManyOpen: '打开的页面太多，或者钉铃正在停止。请关掉几个页面，再刷新这一页。',
    tooLarge: '内容太长，最多 64 KiB。',
    notFound: '没有这个页面。',
    method: (allowed) => `这里只允许：${allowed}。`,
    formWanted: '请以表单发送：application/x-www-form-urlencoded。',
    storeRefuses: '数据库暂时不能用，什么都没有改动。请稍后再试，原因在日志里。',
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

function refused(because: RefusalReason): string {
  switch (because.kind) {
    case 'unknown-reminder':
      return '没有这个提醒，它可能刚从配置里删掉。';
    case 'unknown-delivery':
      return '没有这条记录，它可能已经过了保存期。';
    case 'unknown-event':
      return '没有这个事件，它可能已经过了保存期。';
    case 'unknown-hook':
      return '配置里已经没有这个 hook 了。';
    case 'not-kept':
      return '收到的原文已经不保留了，没法重放。';
    case 'never-again':
      return '这个提醒不会再触发，所以没有可以跳过的。';
    case 'nothing-on-date':
      return `${because.date} 没有这个提醒。`;
    case 'already-skipped':
      return `${because.date} 已经跳过了。`;
    case 'end-has-passed':
      return '暂停的结束时间已经过去，请选一个更晚的日子。';
    case 'not-paused':
      return '这个提醒没有暂停。';
    case 'example-held':
      return '这是自带的示例。想发，就在 .env 里写上它的机器人：DINGBELL_EXAMPLES=team';
    case 'paused-in-yaml':
      return `暂停写在 YAML 里（${because.file}:${because.line}），请在 YAML 里修改。`;
    case 'no-turns':
      return '这个提醒没有轮流的人。';
    case 'unknown-person':
      return '没有这个人。';
    case 'not-skipped':
      return `${because.date} 没有跳过。`;
    case 'not-resendable':
      return '这条消息不能重发：它已经送达、正在发送，或是有意跳过的。';
  }
}
