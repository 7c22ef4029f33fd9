import { START, UPDATE } from '../ways.ts';
import type { Texts } from './catalogue.ts';
import { grouped } from '../../web/texts/grouped.ts';
import { secondsOrMinutes } from './seconds-or-minutes.ts';

/** 简体中文。 */
export const zhCn: Texts = {
  ownName: '中文',
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  error: '错误：',
  warning: '警告：',
  tryThis: '→',
  unexpected: (message) => `${message}（加上 --verbose 可以看到调用栈）`,
  list: (items) => items.join('、'),
  inSandbox: (robot) => `${robot}（沙箱）`,
  notANumber: (least, most) =>
    most > 1_000_000 ? `请写不小于 ${least} 的整数。` : `请写 ${least} 到 ${most} 之间的整数。`,

  help: {
    titles: {
      'Usage:': '用法：',
      'Arguments:': '参数：',
      'Options:': '选项：',
      'Commands:': '命令：',
      'Global Options:': '通用选项：',
    },
    byDefault: (value) => `默认：${value}`,
    remark: (text) => `（${text}）`,
    separator: '；',
    program: '钉铃：准时的钉钉群提醒。写 YAML，发出签名的消息，不漏也不重。',
    version: '显示版本',
    help: '显示帮助',
    lang: '语言，默认跟随环境',
    json: '标准输出只写 JSON，每行一个对象',
    verbose: '出错时显示调用栈',
    groups: {
      daily: '日常：',
      byHand: '手动：',
      looking: '往前看：',
      setup: '准备：',
    },
    usage: (line) => line.replace('[options]', '[选项]').replace('[command]', '[命令]'),
    goOn: '第一次用：npx dingbell init。看某个命令的用法：npx dingbell <命令> --help',
    examples: '例子：',
    twoFolders: (one, other) => `文件夹写了两次：${one} 和 --dir ${other}。`,
    said: '磁盘快满了',
    commands: {
      init: '开始用：选文件夹、接机器人、发出第一条消息',
      run: '守护进程：到点就发，直到停止',
      check: '检查 YAML：列出全部问题、位置和改法',
      next: '接下来会发什么、什么时候发',
      preview: '看一条提醒发出来的样子',
      send: '发一条消息，立即或到指定时间：给人、告警、CI 用',
      takeBack: '撤回一条还没到时间的消息',
      fire: '立即触发一条提醒，不影响它的日程',
      calendar: '一个月的工作日和休息日，以及每天的理由',
      simulate: '一段时间里会发出什么，限流也算在内',
      export: '导出给日历应用',
      exportIcs: '接下来会发的，存成日历（iCalendar）',
      skip: '跳过一条提醒的某一天，或其中一次',
      swap: '某一天换别人轮值',
      pause: '让一条提醒停一阵，或停到恢复为止',
      resume: '结束暂停，或取消某一天的跳过、换人',
      vacation: '休假：这几天不打扰',
      vacationAdd: '不发关于他们的，不 @ 他们，轮到时由下一位接上',
      vacationRemove: '取消休假',
      vacationList: '还没过去的休假',
      hook: '别的程序发到 /hooks/名字 的事件',
      hookList: '所有 hook、它们的地址、今天收到了什么',
      hookTest: '一段内容发来会怎么样',
      hookEvents: '收到过什么，结果怎样',
      hookShow: '一个事件和收到的原文',
      hookSecret: '给 hook 生成密钥，写进 .env，并说明粘贴到哪里',
      hookRegister: '在没有设置页面的来源（Trello）那里创建 webhook',
      hookReplay: '以前收到的事件，按现在的配置会怎么说',
      history: '发过的、错过的、失败的',
      status: '在运行吗，有什么在等，哪里不对',
      doctor: '体检：找出会让提醒发不出去的问题和改法',
      backup: '复制一份数据库，守护进程运行时也可以',
      restore: '用备份换回数据库',
      explain: '用人话解释什么时候触发，并列出接下来的时间',
      completion: '让 shell 能补全命令、id、名字',
      schema: 'YAML 的 JSON Schema，给编辑器用',
      sandbox: '本机的假钉钉，用来试验',
    },
    options: {
      hook: 'hooks: 下面的名字',
      hookBody: '发来的内容；- 从标准输入读',
      hookHeaders: '一起发来的请求头：JSON，或每行一个 名字: 值',
      hookAt: '什么时候发来的，检查带时间的签名用；默认是现在',
      hookReplace: '换掉已经设置的密钥',
      hookBoard: '哪个看板：网址或短链接',
      hookSend: '把消息发到群里',
      hookEvent: '事件的 id，写开头几个字也行',
      initDir: '放 YAML 的文件夹；已有 YAML 的不会改动（默认：schedules）',
      yes: '不提问：用默认值，机器人取自 DINGTALK_TEAM_WEBHOOK、DINGTALK_TEAM_SECRET',
      stdin: '和 --yes 一起：标准输入第一行是 webhook，第二行是密钥',
      initRobot: '和 --yes 一起：已有文件夹里接哪个机器人（默认：第一个）',
      initKeyword: '和 --yes 一起：机器人的自定义关键词',
      initTimezone: '和 --yes 一起：提醒里的时间按哪个时区（默认：Asia/Shanghai）',
      initReminders: '和 --yes 一起：clock-in、lunch、clock-out、workout、reading（默认：沙箱用前三个，真的群不加）',
      initExamples: '和 --yes 一起：怎么处理示例：pause（暂停，默认）、take-out（不要了）、keep（留着）',
      initReplace: '和 --yes 一起：可以换掉已经设置的地址',
      dir: '放 YAML 的文件夹，或其中一个文件（默认：当前文件夹或最近的上级文件夹里的 schedules）',
      sameDir: '与 [dir] 相同',
      allowEmpty: '文件夹里一个提醒也没有，就是要清空：不再沿用原来的',
      from: '起点（含）：2026-12-31、2026-12-31T08:50、2h（默认：现在）',
      until: '终点（不含）',
      count: '最多几条（默认 20；写了 --until 则不限）',
      reminder: '只看这条提醒',
      robot: '只看发给这个机器人的',
      id: '提醒的 id',
      at: '这个时间起的第一次（默认：现在）',
      month: '哪个月：2026-11（默认：本月）',
      calendar: 'YAML 里的日历名（默认：没有写日历的提醒所用的）',
      simulateFrom: '起点（含）：守护进程从这时启动',
      icsUntil: '终点（不含）（默认：一年后）',
      output: '写到这个文件（默认：标准输出）',
      date: '所说的那一天：2026-12-24、今天、明天',
      skippedWhat: '哪一天：2026-12-24、今天、明天；或其中一次：2026-12-24T14:00',
      skippedDate: '取消这一天的跳过或换人，或取消跳过的那一次（默认：结束的是暂停）',
      substitute: '由谁来，写 id 或名字；写几个就一起',
      pauseUntil: '从何时起可以再发：2026-12-31、2h、7d（默认：到恢复为止）',
      person: 'YAML 里的人，写 id 或名字',
      all: '全体：什么提醒都不发',
      vacationFrom: '第一天：2026-12-24、今天、明天',
      vacationUntil: '最后一天（含）（默认：只有一天）',
      removeFrom: '只取消这天开始的（默认：全部）',
      robotName: 'YAML 里的机器人名',
      text: '要说的话；写 - 则读标准输入',
      markdown: '从文件读 Markdown；写 - 则读标准输入',
      title: 'Markdown 消息的标题（默认：第一行）',
      junit: '这些 JUnit XML 文件的摘要；写 - 则读标准输入',
      key: '同一个 key 只发一次，不论说几次',
      mention: '要 @ 的人：people 里的 id 或名字、手机号、userId',
      atAll: '@所有人',
      sendAt: '到这个时间再发：15:00、"明天 9:00"、2h、2026-12-24；默认立即',
      insteadOf: '改一条还没到时间的消息：换成这一条；status 会列出 id',
      waitingMessage: '还没到时间的消息的 id，写开头几位即可；status 会列出',
      wait: '等到送达或失败再结束',
      since: '从何时起：2026-12-31、2h、7d（之前）',
      state: '只看这个状态',
      limit: '最多几条，从最新的数起',
      doctorSend: '给每个机器人发一条测试消息来验证',
      backupFile: '备份文件（默认：当前文件夹里的 dingbell-日期-时间.db）；已有的文件不会被覆盖',
      restoreFile: '备份文件',
      expression: '提醒的 id、"every: 2 weeks, from: 2026-12-02"，或 cron："30 18 * * 1,3,5"',
      timezone: '表达式的 IANA 时区（默认：Asia/Shanghai）',
      explainFrom: '起点（含）（默认：现在）',
      explainCount: '列出几次',
      dayMatch: '日和星期都有限制时，须同时符合还是符合其一',
      shell: '你的 shell',
      port: '监听端口',
      anyPort: '任一空闲端口',
      secret: '加签密钥（默认：新生成一个）',
      keyword: '消息必须包含其中一个关键词',
      perMinute: '每分钟超过几条就拒绝',
    },
  },

  usage: {
    'commander.unknownCommand': ({ subject, nearest }) => `没有 ${subject} 这个命令。${didYouMean(nearest)}`,
    'commander.unknownOption': ({ subject, nearest }) => `没有 ${subject} 这个选项。${didYouMean(nearest)}`,
    'commander.missingArgument': ({ subject }) => `缺少参数 <${subject}>。加上 --help 可以看到用法。`,
    'commander.missingMandatoryOptionValue': ({ subject }) => `缺少选项 ${subject}。`,
    'commander.optionMissingArgument': ({ subject }) => `选项 ${subject} 后面要写一个值。`,
    'commander.invalidArgument': ({ subject, value, choices, advice }) =>
      `${subject} 不能是“${value}”。${choices === undefined ? advice : `可以是 ${choices.replaceAll(', ', '、')}。`}`,
    'commander.excessArguments': () => '参数太多了。含空格的内容请加引号；加上 --help 可以看到用法。',
  },

  time: {
    unreadable: (option, text, isToCome) =>
      `${option}：看不懂时间“${text}”。请写 ${isToCome ? '15:00、明天 9:00、' : ''}2026-12-31、2026-12-31T08:50、2026-12-31T08:50+08:00，或离现在多久：2h、-1d。`,
    noDate: (name, text) => `${name}：“${text}”不是日期。请写 2026-12-31 这样的日期，或今天、明天（today、tomorrow）。`,
    noMonth: (option, text) => `${option}：“${text}”不是月份。请写 2026-11 这样的月份。`,
    monthTooFar: (option, text) => `${option}：${text} 太远了。可以看 1900-01 到 2999-12。`,
    emptyRange: '--until 应晚于 --from。',
    unknownZone: (zone) => `没有时区“${zone}”。请写 IANA 名称，如 Asia/Shanghai、Europe/Berlin。`,
  },

  unknown: {
    calendar: (name, nearest) => `calendars 里没有“${name}”。${didYouMean(nearest)}`,
    person: (id, nearest) => `people 里没有“${id}”。${didYouMean(nearest)}`,
    severalPeople: (name, ids) => `有几个人都叫“${name}”，请写 id：${ids}。`,
    reminder: (id, nearest) => `没有 id 为“${id}”的提醒。${didYouMean(nearest)}`,
    hook: (name, nearest) => `没有名为“${name}”的hook。${didYouMean(nearest)}`,
    noRobots: '还没有机器人：用 npx dingbell init 配一个。',
    robot: (name, nearest) => `没有名为“${name}”的机器人。${didYouMean(nearest)}`,
  },

  hook: {
    none: '还没有 hook：怎么接见 docs/hooks.zh-CN.md。',
    nothing: '还没有收到什么。',
    never: '从来没有',
    paused: '已暂停',
    counts: (told, ignored, refused) =>
      [`通知 ${told}`, `忽略 ${ignored}`, refused > 0 && `拒绝 ${refused}`].filter(Boolean).join('，'),
    columns: {
      hook: 'Hook',
      from: '来自',
      last: '最近一次',
      today: '今天',
      address: '地址',
      id: 'Id',
      time: '时间',
      kind: '种类',
      subject: '内容',
    },
    states: { waiting: '等着通知', told: '已通知', ignored: '没有通知', refused: '已拒绝' },
    because: (why) => `：${why}`,
    repeats: (times) => `又发来 ${times} 次`,
    unknownEvent: (id) => `没有 id 以“${id}”开头的事件：npx dingbell hook events 列出全部。`,
    severalEvents: (id) => `有好几个事件的 id 以“${id}”开头：多写几个字。`,
    notKept: '收到的原文已经不保留了：见这个 hook 的 keep。',
    unreadable: (file, reason) => `读不了 ${file}：${reason}`,
    headers: '请求头写成 JSON：{"X-GitHub-Event": "push"}，或每行一个：X-GitHub-Event: push。',
    secret: {
      secret: '密钥，只显示这一次：',
      token: '口令，只显示这一次：',
      address: '地址：',
      written: (variable, file) => `${variable} 写进了 ${file}；运行中的守护进程会自己读到。`,
      write: (file, hook, line) => `这个 hook 还没有用这个变量。在 ${file} 的 ${hook} 下面写：${line}`,
      paused: (file) => `这个 hook 已暂停：两边都填好密钥后，去掉 ${file} 里的 paused: true。`,
      onlyHere: '只有这台机器能访问这个地址。要让别的程序访问，请设置 daemon.http.publicUrl 或 host。',
      itsOwn: (setup, variable) => `${setup}写进 .env：${variable}=…`,
      taken: (variable) => `${variable} 已经设置。加 --replace 换一个新的，对方也要换；换好之前什么都不会收下。`,
      ask: (variable) => `${variable} 已经设置。换掉它吗？对方也要换成新的。`,
      yes: '换掉',
      no: '保留',
    },
    register: {
      notNeeded: (hook, from) => `${hook} 不用创建：${from} 有填地址的页面。`,
      onlyHere: (address) => `Trello 访问不到 ${address}：在 daemon.http.publicUrl 里写别人能访问到的地址。`,
      key: 'API key，在 https://trello.com/power-ups/admin → 你的 Power-Up → API key',
      token: 'token，在同一页：API key 旁边的 Token，点允许',
      missing: (variable, what) => `没有 ${variable}：在环境变量或 .env 里设置。${what}`,
      whichBoard: '哪个看板？',
      which: (boards) => `写明哪个看板：--board 短链接。有这些：${boards}`,
      noBoards: '这个 token 看不到任何看板。',
      noBoard: '没有这个看板，或这个 token 看不到它：--board 可以填看板的网址 https://trello.com/b/…。',
      unauthorized: (said) => `Trello 不认这个 key 或 token（${said}）：检查 TRELLO_KEY 和 TRELLO_TOKEN。`,
      unreached: (address, said) =>
        `Trello 访问了 ${address}，没有成功：守护进程要在运行，并且能从互联网访问到。Trello 说：${said}`,
      refused: (status, said) => `Trello 拒绝了（${status}）：${said}`,
      unanswered: (why) => `Trello 没有应答：${why}`,
      done: (board, address) => `从现在起，Trello 会把看板 ${board} 上发生的事发到 ${address}。`,
      already: (board, address) => `Trello 已经在把看板 ${board} 上发生的事发到 ${address}。`,
    },
    trial: {
      proven: { signature: '签名正确。', token: '口令正确。' },
      refused: (why) => `会被拒绝：${why}`,
      told: (seconds) => (seconds === 0 ? '马上通知' : `等 ${seconds} 秒，和同一件事的其他事件一起通知`),
      untold: (why) => `不通知：${why}`,
      to: (robot) => `发给 ${robot}：`,
      paused: '这个 hook 已暂停：去掉 paused 才会通知。',
    },
  },

  check: {
    found: (errors, warnings) =>
      [errors && `${errors} 个错误`, warnings && `${warnings} 个警告`].filter(Boolean).join('，'),
    correct: (warnings) => `配置正常${warnings > 0 ? `，有 ${warnings} 条警告` : ''}。`,
    notUsable: () => '。请改好，再运行一次 check。',
    unusable: (dir, errors) => `${dir} 里有 ${errors} 个错误，请先改好。`,
    sentAllTheSame: (dir, errors) =>
      `${dir} 里有 ${errors} 个错误（npx dingbell check ${dir} 会列出），这条消息照样发送。`,
    fileFine: (file, dir) => `${file} 没有问题（与 ${dir} 里的其他文件一起检查）`,
    others: (count, dir) => `其他文件里有 ${count} 个错误：npx dingbell check ${dir} 会列出。`,
    noYaml: (file) => `${file} 不是 YAML 文件：文件名要以 .yaml 或 .yml 结尾。`,
    begin: '用 npx dingbell init 可以建好这个文件夹。',
    fine: (dir, reminders, robots, timezone) => `${dir}：${reminders} 条提醒，${robots} 个机器人，时区 ${timezone}`,
    robot: { sandbox: '沙箱：消息显示在守护进程的页面上', dingtalk: '钉钉' },
    paused: (ids) => `已暂停：${ids}`,
    next: '接下来：',
    nothing: '接下来什么也不会发。',
  },

  next: {
    at: '时间',
    reminder: '提醒',
    robots: '机器人',
    note: '备注',
    ahead: (days, date) => `${date} 的前 ${days} 天`,
    soon: (duration, time) => `${time} 前 ${duration}`,
    nothing: '这段时间里什么也不会发。',
    unknown: (year) => `${year} 年以后哪天上班还不知道：按工作日算的提醒没有列出。`,
    noReminders: '还没有提醒。',
    paused: (id) => `${id} 已暂停：去掉 paused: true 之后才会再发。`,
  },

  calendar: {
    title: ({ year, month }) => `${year}年${month}月`,
    off: '休',
    work: '班',
    workdays: (count, daysOff) => `${count} 个工作日，${daysOff} 天休息`,
    unknown: '这么远的年份，哪天上班还不知道。',
    provisional: (mark, year) => `${mark} 暂定：还不知道 ${year} 年的放假安排，可能有变；原因见 npx dingbell doctor`,
  },

  simulate: {
    columns: { posted: '发出', reminder: '提醒', robot: '机器人', message: '消息' },
    owner: '通知负责人',
    answered: (errcode) => `钉钉会返回 errcode ${errcode}：多半会再试`,
    waited: (time, duration) => `应在 ${time} 发出，排队等了${duration}`,
    nothing: '这段时间里什么也不会发。',
    total: (posts, refused) => `共发 ${posts} 次${refused === 0 ? '' : `，其中 ${refused} 次没有被接受`}`,
    progress: (time, posts) => `已模拟到 ${time}：${posts} 次`,
  },

  export: {
    calendarName: '钉铃',
    written: (file, events) => `${file}：${events} 个日程`,
    unwritable: (file, reason) => `写不了 ${file}：${reason}`,
  },

  override: {
    pausedUntil: (time) => `已手动暂停到 ${time}`,
    of: (reminder, what) => `${reminder}：${what}`,
    stale: (what, command) => `${what}；YAML 里已经没有这个提醒了，取消：${command}`,
  },

  skip: {
    nothingThen: (id, date, next) =>
      `${id} 在 ${date} 没有要发的，不用跳过。${next ? `接下来的日期：${next}。` : '它不会再发了。'}`,
    done: (id, date) => `${id} 将跳过 ${date}`,
    times: (count, first, last) => (count === 1 ? first : `共 ${count} 次，${first} 到 ${last}`),
    takeBack: (id, date) => `取消：npx dingbell resume ${id} ${date}`,
    onlyOne: (id, time) => `只跳过一次：npx dingbell skip ${id} ${time}`,
  },

  swap: {
    noTurns: (id) => `${id} 没有轮流的人：它没写 rotate。`,
    nothingThen: (id, date, next) =>
      `${id} 在 ${date} 没有人轮到。${next ? `接下来的日期：${next}。` : '它不会再发了。'}`,
    done: (id, date, people) => `${id} 在 ${date} 换成 ${people}`,
  },

  pause: {
    past: (time) => `--until：${time} 已经过去了。`,
    until: (id, time) => `${id} 暂停到 ${time}`,
    forEver: (id) => `${id} 暂停到恢复为止`,
    afterwards: (time) => `之后第一次：${time}`,
    takeBack: (id) => `恢复：npx dingbell resume ${id}`,
  },

  resume: {
    notPaused: (id) => `${id} 没有暂停。`,
    onlySkipped: (id, dates) =>
      `${id} 没有暂停。跳过的日期：${dates.join('、')}；用 npx dingbell resume ${id} ${dates[0]} 取消。`,
    pausedInYaml: (id, place) => `${id} 是在 YAML 里暂停的：请去掉 ${place} 的 paused: true。`,
    notSkipped: (id, date) => `${id} 没有跳过 ${date}。`,
    pauseOver: (id) => `${id} 已恢复`,
    skipGone: (id, date) => `${id} 不再跳过 ${date}`,
    swapGone: (id, date) => `${id} 在 ${date} 不再换人`,
    next: (time) => `接下来：${time}`,
  },

  vacation: {
    whose: '谁休假：写 --person 加 id，或用 --all 表示全体；二者取一。',
    backwards: (from, until) => `--until ${until} 早于 --from ${from}。`,
    past: (until) => `到 ${until} 的休假已经过去了。`,
    peace: '这几天不 @ 本人，不发关于本人的提醒；轮到时由下一位接上',
    silence: '这几天的事一条提醒也不发',
    removed: (what) => `已取消：${what}`,
    noneToRemove: '没有这样的休假。用 npx dingbell vacation list 看有哪些。',
    none: '没有人休假。',
  },

  preview: {
    skipped: (reason) => `这一条不会发：${reason}`,
    never: (id) => `${id} 不会再发了，没有可以预览的。可以用 --at 指定早一些的时间。`,
    posted: (robot) => `发给 ${robot} 的内容（access token 和签名在发送时才加上）：`,
  },

  message: { callsEveryone: '（@所有人）' },

  history: {
    nothing: '没有记录。',
    columns: { due: '时间', state: '状态', source: '来源', robot: '机器人', message: '消息' },
    states: {
      pending: '待发',
      sending: '发送中',
      delivered: '已送达',
      failed: '失败',
      expired: '过期',
      missed: '错过',
      skipped: '跳过',
    },
    origins: {
      schedule: '日程',
      fire: '手动触发',
      send: '手动发送',
      hook: '别的程序',
      owner: '钉铃自己',
      digest: '合并',
    },
    tried: (times) => `试了 ${times} 次`,
    late: (minutes) => `晚了 ${minutes} 分钟`,
    run: (count, from, to) => `错过 ${grouped(count)} 次，从 ${from} 到 ${to}`,
    part: (number, of) => `第 ${number} 段，共 ${of} 段`,
    inDigest: '已并入一条合并消息',
  },

  status: {
    running: (pid, duration) =>
      `守护进程在运行${pid === undefined ? '' : `（pid ${pid}）`}${duration ? `，已运行 ${duration}` : ''}`,
    notRunning: (dataDirectory) => `没有守护进程在运行（数据目录 ${dataDirectory}）。用 ${START} 启动。`,
    labels: {
      page: '页面',
      reload: '上次读取配置',
      waiting: '等待中',
      later: '定时发送',
      past: '历史',
      log: '日志',
      quota: '本月',
      next: '接下来',
      overrides: '手动设置',
    },
    accepted: '已生效',
    refused: '有错误，仍用之前的配置',
    waiting: (pending, sending) => `${pending} 条待发，${sending} 条发送中`,
    sandboxed: (delivered, count) => `${delivered}（其中 ${count} 条在沙箱）`,
    oldest: (time) => `最早的应在 ${time} 发出`,
    cooling: (lane, until, reason) => `${lane} 冷却到 ${until}：${reason}`,
    pausedLane: (lane, reason) => `${lane} 已停发，改好配置后恢复：${reason}`,
    standsStill: (reminder, due) =>
      `提醒停住了：${reminder} 在 ${due} 就该发出，守护进程却没有处理；原因见它的日志和 /readyz`,
    linesLost: (lines) => `丢了 ${lines} 行，没有人读`,
    clockDoubtful: (why) => `这台机器的时钟不可信：${why}；最多等一分钟，等时钟校正后再安排提醒`,
    nothingNext: '没有',
    quota: (robots, calls, perMonth) => `${robots}：已调用 ${calls} 次，额度 ${perMonth}`,
    lookCloser: '用 npx dingbell doctor 细看，它会说怎么改',
  },

  send: {
    oneOf: "要说什么：npx dingbell send team '文字'，或写 - 读标准输入，或用 --markdown 文件、--junit 文件；四者取一。",
    empty: '消息是空的。',
    titleOfText: '--title 只用于 --markdown：文本消息没有标题。',
    unreadable: (file, reason) => `读不了 ${file}：${reason}`,
    callsNobody: (who) => `people 里的 ${who} 既没有手机号也没有 userId，没法 @。`,
    callsTooMany: (most) => `最多 @ ${most} 人；要 @ 所有人请用 --at-all。`,
    sandboxNeedsDaemon: (robot) =>
      `机器人 ${robot} 是沙箱，沙箱在守护进程里：先启动它（${START}），或给机器人配上 webhook。`,
    daemonSends: (until) => `守护进程会发送，最晚到 ${until}；加上 --wait 可以等结果`,
    stopped: (reason) => `这个机器人已停发：${reason}；改好 YAML 或 .env 就会恢复`,
    known: (at, isSame) =>
      isSame
        ? `这个 key 下 ${at} 已经说过同样的话：不再重复`
        : `这个 key 下 ${at} 已经发过别的内容：这一条没有发；换一条消息请换一个 key`,
    later: (robot, time) => `${robot}: 将在 ${time} 发送`,
    startDaemon: `守护进程没有运行：请在那之前启动它（${START}），否则没有人发送`,
    takeBack: (id) => `npx dingbell take-back ${id} 可以撤回；npx dingbell status 列出还没发的`,
    takenBack: '已撤回，不会发送：',
    hasPassed: (time) => `--at：${time} 已经过去了。请写一个将来的时间。`,
    insteadWhen: '--instead-of 要和 --at 一起用：新的消息什么时候发？',
    tooLong: '消息太长，钉钉不收。请写短一些。',
    onItsWay: '来不及了：这条消息正在发送，或已经发出。',
    noneWaits: (id) => `没有 id 为 ${id} 的消息在等待。npx dingbell status 会列出还没发的。`,
    severalWait: (id) => `有好几条还没发的消息，id 都以 ${id} 开头。请多写几位。`,
    nobodySends: (until) => `它留在发件箱里：${until} 之前启动的守护进程会发送`,
  },

  junit: {
    tooLarge: (file, megabytes) =>
      `${file} 超过 ${megabytes} MB：生成报告时不要带测试的输出，或分成几个小的一起发（--junit A.xml B.xml）。`,
    unknownEncoding: (file, encoding) => `${file} 写的编码是“${encoding}”，没有这种编码：请用 UTF-8 保存。`,
    failed: (failed, tests) => `✗ ${tests} 个测试，${failed} 个没过`,
    passed: (passed) => (passed === 0 ? '○ 没有运行任何测试' : `✓ ${passed} 个测试全部通过`),
    counts: {
      passed: (count) => `通过 ${count}`,
      failed: (count) => `失败 ${count}`,
      errors: (count) => `出错 ${count}`,
      skipped: (count) => `跳过 ${count}`,
    },
    time: (seconds) => secondsOrMinutes(seconds, ' 分 ', ' 秒'),
    error: '出错',
    more: (count) => `… 还有 ${count} 个`,
    notXml: (file, line, reason) => `${file}${line === undefined ? '' : `:${line}`} 不是 XML：${reason}`,
    notJunit: (file, root) => `${file} 不是 JUnit 报告：它以 <${root}> 开头，而不是 <testsuites> 或 <testsuite>。`,
  },

  explain: {
    next: (timezone) => `接下来（${timezone}）：`,
    clockChange: (change) => {
      switch (change.kind) {
        case 'moved':
          return `时钟变更：当天没有 ${change.from}，在跳过之后立即触发`;
        case 'first-pass':
          return '时钟变更：这个时间出现两次，只在第一次触发';
      }
    },
    cron: punctuated,
    either: (day, weekday) => `${day}，或者${weekday}`,
    quoteIt: '请给表达式加上引号：shell 把 * 换成了文件名。例如 npx dingbell explain "0 18 * * 1-5"',
    dayMatch: '这里加上 --day-match either 或 --day-match both。',
  },

  test: {
    title: '🔔 钉铃接通了',
    text: '这是一条测试消息：机器人、地址和密钥都对。以后的提醒会发到这里。',
    unsure: '去群里看一眼：消息可能已经到了，只是没收到回答',
    unreached: '本机联网了吗？需要代理（HTTPS_PROXY）吗？用 npx dingbell doctor 细看',
  },

  sandbox: {
    listening: (page, webhook, secret) =>
      [
        `沙箱已启动。收到的消息显示在 ${page} 和下方。按 Ctrl-C 停止。`,
        '',
        '在另一个终端里，用自带的 schedules 向它发送：',
        '',
        `  export DINGTALK_TEAM_WEBHOOK='${webhook}'`,
        `  export DINGTALK_TEAM_SECRET='${secret}'`,
        "  npx dingbell send team '你好' --wait",
        '',
      ].join('\n'),
    portTaken: (port) => `端口 ${port} 已被其他程序占用。请用 --port 换一个，或不写 --port 用任一空闲端口。`,
    arrivals: { shown: '已显示', duplicate: '重复　', refused: '被拒绝' },
  },

  backup: {
    made: (file, size) => `${file}：${size}，已检查`,
    restored: (file, before) => [
      `现在的数据库是 ${file}。`,
      ...(before === undefined ? [] : [`原来的还在：${before}`]),
      '接下来：启动守护进程。还来得及的会发出，其余记为错过。',
    ],
  },

  doctor: {
    verdict: {
      well: '一切正常。',
      watch: (warnings) => `能用，有 ${warnings} 处要留意。`,
      ill: (failures, warnings) => `有 ${failures} 处要改${warnings > 0 ? `，${warnings} 处要留意` : ''}。`,
    },
    node: (version) => `Node ${version}`,
    zoneData: {
      fine: (version) => `时区数据 ${version}`,
      old: (version, months) => `时区数据 ${version} 已有 ${months} 个月：可能不知道新的时钟变更`,
      mend: `更新钉铃，Node 也会随之更新：${UPDATE}`,
    },
    envFile: {
      none: '这里没有 .env：地址和密钥来自环境变量，或者机器人都是沙箱',
      fine: '.env 只有主人能读',
      readable: (mode) => `.env 的权限是 ${mode}：这台机器上的其他人能读到密钥`,
      unclosed: (line) => `.env:${line}：引号没有闭合，后面几行都被当成它的值`,
      closeIt: '在那一行末尾补上引号，或把两个引号都去掉',
      exposed: '.env 没有被 git 忽略：提交时可能把密钥带上',
    },
    configuration: {
      fine: (dir, reminders, robots) => `${dir} 没有错误：${reminders} 条提醒，${robots} 个机器人`,
      warnings: (dir, warnings) => `${dir} 可以用，有 ${warnings} 个警告`,
      errors: (dir, errors) => `${dir} 有 ${errors} 个错误：守护进程无法用它启动`,
    },
    data: {
      fine: (folder) => `数据目录可以写入：${folder}`,
      notYet: (folder) => `数据目录会在第一次启动时建立：${folder}`,
      notAFolder: (path) => `${path} 是文件，数据目录放不下`,
      notAFolderMend: '把它移走，或换一个目录：daemon: { data: … }',
      readOnly: (path) => `当前用户不能写入 ${path}`,
      readOnlyMend: '把它交给运行守护进程的用户：chown',
      space: (free) => `所在磁盘还有 ${free}`,
      spaceMend: '腾些空间：磁盘满时，到点的消息只能等',
      network: (folder) => `${folder} 在网络文件系统上，SQLite 的锁在那里不可靠`,
      networkMend: '把数据放到本机磁盘：daemon: { data: … }',
      size: (size) => `数据库大小 ${size}`,
    },
    database: {
      fine: (deliveries) => `数据库可以读取：记着 ${deliveries} 条消息`,
      mend: '从备份恢复 data/，或把它移走：钉铃会新建一个空的',
      setBack: (duration) => `时钟被往回拨过：有记录在 ${duration}之后的将来`,
      setBackMend: '不会漏也不会重；请保持时钟准确：timedatectl set-ntp true',
    },
    backup: {
      none: '还没有备份：守护进程每天做一份，第一份要等一天',
      last: (at, file) => `最近的备份：${at}，${file}`,
      oldMend: '守护进程每天做一份：它在运行吗？磁盘还有空间吗？它的日志里有原因',
    },
    daemon: {
      never: (folder) => `${folder} 上还没有运行过守护进程`,
      stopped: (folder) => `${folder} 上没有守护进程在运行：什么也不会发`,
      start: `${START}，或用 pm2：pm2 start ecosystem.config.cjs`,
      running: (pid, since) =>
        `守护进程在运行${pid === undefined ? '' : `，pid ${pid}`}${since === undefined ? '' : `，从 ${since} 起`}`,
      accepted: (at) => `上次读取配置：${at}`,
      refused: (at) => `${at} 读到的修改有错误：仍用之前的配置`,
    },
    lanes: {
      paused: (robots, since, reason) => `${robots} 从 ${since} 起停发：${reason}`,
      pausedMend: '在 YAML、.env 或机器人设置里改好；用 npx dingbell doctor --send 验证',
      cooling: (robots, until, reason) => `${robots} 冷却到 ${until}：${reason}`,
      coolingMend: '到时会继续发送；只有过期的消息才不再发',
      behind: (robots, waiting, oldest) => `${robots} 积压了 ${waiting} 条，最早的应在 ${oldest} 发出`,
      behindMend: '用 npx dingbell history --state pending 看原因',
    },
    quota: {
      used: (robots, calls, perMonth) => `${robots}：本月已调用 ${calls} 次，额度 ${perMonth}`,
      nearlyMend: '用 npx dingbell check 看这个月还要多少；组织的额度更高时写 limit: { perMonth: … }',
      spentMend: '钉钉到下个月之前都会拒绝：扩容，或改正 limit: { perMonth: … }',
    },
    holidays: {
      known: (year) => `${year} 年的放假安排已知`,
      unknown: (year) => `还不知道 ${year} 年的放假安排：工作日只是暂定`,
      notYet: (year) => `${year} 年的放假安排还没有公布`,
      unasked: (year) => `还不知道 ${year} 年的放假安排：还没有去取过`,
      notHad: (year, at, why) => `${year} 年的放假安排没能下载（${at}）：${why}；工作日只是暂定`,
      notAgain: (year, at, why) => `没能查到 ${year} 年的放假安排有没有变（${at}）：${why}；先用已有的`,
      notHadMend:
        '守护进程每小时会再取一次：网络通吗？需要代理吗（.env 里的 HTTPS_PROXY）？写 daemon: { holidays: off } 就不再去取',
      offMend: 'daemon: 里写了 holidays: off：删掉它，或把日子写在 calendars: 里',
      mend: '守护进程从十月中旬起每天去取：它在运行吗？网络通吗？',
      ignored: (file, reason) => `没有采用 ${file}：${reason}`,
      ignoredMend: '删掉它，守护进程会重新下载',
    },
    hooks: {
      isPublic: (url) => `hook 的地址是 ${url}，从哪里都能访问`,
      isPrivate: (url) => `hook 的地址是 ${url}，只有同一个网络里能访问`,
      isUnknown: (url) => `这里查不到 publicUrl 里的域名：${url}`,
      isUnknownMend: '检查 daemon.http.publicUrl，和这个域名的 DNS',
      onlyHere: (address) => `只有这台机器能访问 hook：${address}`,
      onlyHereMend:
        '同一个网络：daemon: { http: { host: 0.0.0.0, token: … } }；从外面：用隧道或反向代理，把它的地址写成 daemon.http.publicUrl',
      noPublicUrl: (address) => `没有写别的程序从哪里访问 hook；守护进程监听 ${address}`,
      noPublicUrlMend: (address) => `写下来，例如 daemon: { http: { publicUrl: "${address}" } }`,
      unreached: (hook, from) => `hook ${hook} 访问不到：${from} 从互联网发来`,
      unreachedMend: '把互联网能访问到守护进程的地址写成 daemon.http.publicUrl',
      mayBeForbidden: (hook, from) => `hook ${hook} 还没有收到什么：${from} 默认不往内网地址发`,
      silent: (hook) => `hook ${hook} 还没有收到过有效的事件`,
      allHeard: (count) => `${count} 个 hook，每个都收到过事件`,
    },
    network: {
      nobody: '没有机器人要连钉钉：没有试网络，也没有对时钟',
      fine: (origin, ms, proxy, address) =>
        `${origin} 在 ${ms} 毫秒内应答${proxy === undefined ? '' : `，经由 ${proxy}`}${address === undefined ? '' : `（${address}）`}`,
      broken: (origin, what, code, proxy) =>
        `连不上 ${origin}${proxy === undefined ? '' : `（经由 ${proxy}）`}：${what}（${code}）`,
      brokenMend: '被防火墙挡住了，还是需要代理？在 .env 里写 HTTPS_PROXY=http://主机:端口',
      clockFine: '本机时钟和钉钉一致',
      clockOff: (seconds, ahead) =>
        `本机时钟比钉钉${ahead ? '快' : '慢'} ${seconds} 秒：提醒会${ahead ? '早' : '晚'}这么多`,
      clockRefused: (seconds, ahead) =>
        `本机时钟比钉钉${ahead ? '快' : '慢'} ${seconds} 秒：相差一小时以上签名会被拒绝`,
      setClock: 'timedatectl set-ntp true',
      clockUnknown: '没有钉钉的应答，无法对时钟',
      clockUnknownMend: '用 timedatectl 看时钟是否已同步',
    },
    pm2: {
      unused: '这里没有用 pm2',
      fine: '重启机器后，pm2 会再启动守护进程',
      unsaved: 'pm2 在用，但重启机器后不会再启动这个守护进程',
      noStartup: '重启机器后，pm2 自己不会启动',
      noStartupMend: 'pm2 startup，并运行它打印的那一行',
    },
    robots: {
      sandbox: (name) => `${name} 是沙箱，不用验证`,
      arrived: (name) => `${name}：测试消息已到群里`,
      refused: (name, reason) => `${name}：测试消息没有送到：${reason}`,
    },
  },

  init: {
    needsTerminal:
      'init 要问几个问题，而这里不是终端。请在终端里运行，或加上 --yes：一切用默认值，机器人取自环境变量（DINGTALK_TEAM_WEBHOOK、DINGTALK_TEAM_SECRET）或 --stdin。',
    jsonNeedsYes: '--json 要和 --yes 一起用：问答是给人的。',
    cancelled: '已放弃，什么也没写。',
    cancelledLater: '到此为止，写好的文件都在。用 npx dingbell doctor --send 可以再试机器人。',

    intro: '钉铃：一分钟给钉钉群配好提醒',
    language: '语言 · Language',
    folder: 'YAML 放在哪个文件夹？',
    folderEmpty: '请写一个文件夹，例如 schedules',
    folderBroken: (folder, reason) => `${folder} 现在不能用：${reason}`,
    hasErrors: (folder, errors) => `里面的 YAML 有 ${errors} 个错误，请看 npx dingbell check ${folder}`,
    notAFolder: '它不是能读的文件夹',
    noVariable:
      '里面已有 YAML，但没有一个机器人的地址取自环境变量：请在那里写 webhook: ${DINGTALK_TEAM_WEBHOOK:-sandbox}，或换一个文件夹',
    inUse: (folder) => `${folder} 里已有 YAML，不会改动它。接下来？`,
    connect: (robot) => `把机器人 ${robot} 接到钉钉群`,
    otherFolder: '换一个文件夹',
    timezone: '提醒里的时间按哪个时区？',
    otherTimezone: '其他时区',
    timezoneName: '时区的 IANA 名称',
    timezonePlaceholder: 'Asia/Tokyo',
    unknownTimezone: '没有这个时区：请写 Asia/Shanghai、Europe/Berlin 这样的名称',

    robot: '消息发到哪里？',
    robotDingtalk: '发到钉钉群',
    robotSandbox: '先发到内置的沙箱（假钉钉）',
    robotKnown: (variable) => `发到已经设置好的那个群（${variable}）`,
    robotSandboxHint: '不用账号',
    howTo: [
      '1. 群设置 → 机器人 → 添加机器人 → 自定义',
      '2. 安全设置选“加签”，复制密钥 SEC…',
      '3. 完成后复制 webhook：https://oapi.dingtalk.com/robot/send?access_token=…',
    ],
    howToTitle: '在群里建一个机器人',
    webhook: '粘贴 webhook（不会显示）',
    security: '安全设置选了哪些？（空格勾选，回车继续）',
    securitySign: '加签',
    securityKeyword: '自定义关键词',
    securityAddress: 'IP 地址',
    securityAddressHint: '要把本机的地址写在那里',
    signed: '它用加签（密钥）吗？',
    yes: '是',
    no: '否',
    secret: '粘贴加签的密钥（不会显示）',
    secretShape: '密钥以 SEC 开头：从 安全设置 → 加签 里复制',
    keywords: '关键词，用逗号隔开',
    keywordsEmpty: '至少写一个，和设置里的一模一样',

    starters: '先来哪些提醒？（空格勾选，回车继续）',
    starter: {
      'clock-in': { label: '上班打卡', hint: '工作日 08:50，@所有人' },
      lunch: { label: '午饭', hint: '工作日 11:50' },
      'clock-out': { label: '下班打卡', hint: '工作日 18:00，@所有人' },
      workout: { label: '健身', hint: '周一三五 19:30' },
      reading: { label: '读书', hint: '每天 21:30' },
      birthdays: { label: '生日', hint: '当天 09:00，提前 7 天和 1 天也提醒' },
    },
    addPerson: '要加一个人吗？可以 @ 他，也可以给他过生日',
    addAnother: '再加一个人？',
    personName: '名字',
    personNameEmpty: '请写名字',
    personKnown: '这个人已经加过了',
    mobile: '手机号，@ 的时候用（空着：没有）',
    mobileShape: '请写 13800000000 或 +852-12345678 这样的号码',
    birthday: '生日：1992-02-29，或 农历 1990-08-15（空着：没有）',
    birthdayShape: '请写 1992-02-29，农历写 农历 1990-08-15',

    willWrite: '将要写入',
    willAdd: (file, names) => `${file}：${names}；权限 0600，原有内容保留`,
    willIgnore: '.gitignore：加一行 .env，免得被 git 提交',
    write: '写入吗？',
    writeYes: '写入',
    writeNo: '放弃',
    written: (files) => `已写入：${files}`,
    ignored: '.env 原来没有被 git 忽略：已在 .gitignore 里加上一行',
    unwritable: (reason) => `写不了：${reason}`,
    environmentWins: (name) => `当前 shell 里的 ${name} 是另一个值，会盖过 .env：请 unset ${name}`,
    connectedInvalid: (folder) => `${folder} 仍有错误，见上。`,

    arrived: (robot) => `测试消息已到 ${robot} 的群里，去看看！`,
    arrivedThroughDaemon: (robot) => `正在运行的守护进程已把测试消息发到 ${robot} 的群里，去看看！`,
    nextWithDaemon: (folder) =>
      `守护进程已经用上，不用重启。npx dingbell next${folder === 'schedules' ? '' : ` ${folder}`} 看接下来要发什么。`,
    elsewhere: (robot, pid) =>
      `但正在运行的守护进程${pid === undefined ? '' : `（pid ${pid}）`}没有发到 ${robot} 的群里：它用的是别的值。npx dingbell status 会说最近的修改有没有错；没有错就停掉它，在没有设置这个变量的 shell 里重新启动。`,
    replace: (variable, robot) =>
      `${variable} 里已经有一个地址。要换掉吗？换掉后 ${robot} 只在新的群里说话，不再发到原来的群。`,
    taken: (variable) => `${variable} 里已经有另一个地址，什么也没改。要换掉请加 --replace。`,
    examplesTitle: (robot) => `这些示例会发到 ${robot} 的群里`,
    whichExamples: '怎么处理？',
    examples: {
      pause: '先暂停；npx dingbell resume 可以恢复其中一条',
      'take-out': '不要了：新建 mine 文件夹放你自己的提醒，只读它',
      keep: '留着：从现在起照发',
    },
    unknownExamples: (choice, known) => `--examples：没有“${choice}”；有：${known}。`,
    arrivedInSandbox: '测试消息走完了签名发送的整个流程，已到沙箱。',
    refused: (robot, reason) => `${robot}：测试消息没有送到：${reason}`,
    whatNow: '接下来？',
    again: '再试一次',
    newSecret: '重新粘贴密钥',
    newWebhook: '重新粘贴 webhook',
    leave: '先这样',
    next: (folder) =>
      folder === 'schedules'
        ? `接下来：npx dingbell next 看安排，${START} 开始发送。`
        : `接下来：npx dingbell next ${folder} 看安排，npx dingbell run ${folder} 开始发送。`,
    nextAtHome: (home) =>
      `接下来：npx dingbell next ${home} 看安排。开始发送并一直运行：cd ${home} && pm2 start ecosystem.config.cjs`,
    left: '写好的文件都在。用 npx dingbell doctor --send 可以再试机器人。',

    nothingToDo: (folder, variable) =>
      `${folder} 里已有 YAML。要接上它的机器人，请用环境变量 ${variable} 或 --stdin 给出 webhook。`,
    noSuchRobot: (name, known) => `没有地址取自环境变量的机器人“${name}”；有：${known}。`,
    badWebhook: (message) => `webhook 不能用：${message}`,
    unknownStarter: (name, known) => `--reminders：没有“${name}”；有：${known}。`,
  },

  home: {
    env: ['webhook 和密钥，每行一个：名字=值。只有你能读，git 不会碰它。'],
    program: ['pm2 运行的就是它。如果换了钉铃的安装位置，请改这里的路径。'],
    pm2: [
      'pm2 start ecosystem.config.cjs',
      '一台机器上有好几个文件夹时，请给每个起不同的 name。如果换了钉铃的安装位置，请改这里的路径。',
    ],
  },

  starter: {
    birthdayTitle: '🎂 {{ person.name }}的生日',
    robotsHead: [
      '钉铃的机器人和人。这个文件夹里的所有 .yaml 会合在一起读，想怎么分文件都可以。',
      '改完以后运行 npx dingbell check：写错了会告诉你在哪一行、应该怎么写。',
    ],
    timezone: '提醒里的时间按哪个时区',
    locale: '消息里的日期和页面用哪种语言：zh-CN 或 en',
    webhook: '地址和密钥在 .env 里；没有设置时，消息发到内置的沙箱（假钉钉）',
    secret: '加签的密钥，SEC 开头',
    keywords: '自定义关键词：每条消息至少要有一个',
    sampleKeyword: '提醒',
    people: '提醒里 @ 谁、给谁过生日。',
    samplePeople: ['people:', '  xiaoming: { name: 小明, mobile: "13800000000", birthday: { lunar: 1990-08-15 } }'],
    defaults: '提醒没有写 robot 时由谁来发。',
    remindersHead: ['每个提醒 = 一个名字 + 什么时候 + 发什么。先停一停：加一行 paused: true。'],
    sampleReminder: ['reminders:', '  lunch:', '    at: "11:50"', '    text: 午饭时间到'],
    workdays: '法定工作日：节假日不吵你，调休上班那天会提醒',
    starters: {
      'clock-in': {
        comment: '上班打卡，@所有人',
        text: '早上好 ☀️ 今天是{{ date | date: "M月d日 EEEE" }}，上班打卡啦！',
      },
      lunch: { comment: '午饭', text: '午饭时间到 🍚 再忙也要好好吃饭' },
      'clock-out': { comment: '下班打卡', text: '辛苦了，下班别忘了打卡，路上注意安全 🌆' },
      workout: { comment: '健身：周一、三、五', text: '健身时间到 💪 动一动，出出汗' },
      reading: { comment: '读书：每天晚上', text: '读书半小时 📖 放下手机，翻开书' },
      birthdays: {
        comment: '生日：people 里写了生日的人，提前 7 天、1 天和当天各提醒一次',
        text: "{% if days_left > 0 %}还有 **{{ days_left }}** 天（{{ date | date: 'M月d日 EEEE' }}）就是{{ person.name }}的 {{ years }} 岁生日{% else %}今天是{{ person.name }}的 {{ years }} 岁生日，祝生日快乐！🎂{% endif %}",
      },
    },
  },
};

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : `是不是 ${nearest}？`;
}

/** cronstrue puts English punctuation between Chinese words. */
function punctuated(text: string): string {
  return text
    .replaceAll(/, 和 ?/g, '和')
    .replaceAll(/(?<=\d), (?=\d)|(?<=星期.), (?=星期)|(?<=月), (?=[一二三四五六七八九十]+月)/gu, '、')
    .replaceAll(/, ?/g, '，')
    .replaceAll('个 星期', '个星期')
    .replaceAll(/ +/g, ' ')
    .trim();
}
