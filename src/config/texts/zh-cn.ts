import type { Catalogue } from './catalogue.ts';
import { exampleFor } from './expected.ts';
import type { Expected } from './expected.ts';
import type { Got, Moved } from './params.ts';
import { minutesFor } from './minutes-for.ts';
import { short } from './short.ts';

export const zhCn: Catalogue = {
  'folder-missing': ({ folder }) => ({
    message: `找不到文件夹 ${folder}`,
    hint: '检查路径有没有写错；自带的文件夹叫 schedules',
  }),
  'folder-unreadable': ({ folder, reason }) => ({
    message: `读不了文件夹 ${folder}（${reason}）`,
    hint: '检查它的权限',
  }),
  'folder-read-twice': ({ folder, same }) => ({
    message: `${folder} 指向 ${same}，那里已经在读了`,
    hint: '删掉这个链接，或让它指向别的文件夹',
  }),
  'folder-empty': ({ folder }) => ({
    message: `${folder} 里没有任何 .yaml 文件`,
    hint: '在里面新建一个 reminders.yaml，或换一个文件夹',
  }),
  'file-unreadable': ({ reason }) => ({ message: `读不了这个文件（${reason}）`, hint: '检查它的权限' }),
  'file-too-large': ({ limitKiB }) => ({
    message: `文件超过了 ${limitKiB} KiB`,
    hint: '把内容拆到几个文件里；文件夹里的 .yaml 会合在一起',
  }),
  'not-utf8': () => ({
    message: '从这里开始不是 UTF-8 编码',
    hint: '在编辑器里选择“另存为”，编码选 UTF-8（不要选 GBK 或 UTF-16）',
  }),
  'control-character': ({ codePoint }) => ({ message: `这里有一个看不见的控制字符 ${codePoint}`, hint: '把它删掉' }),

  'yaml-syntax': () => ({
    message: 'YAML 读到这里读不下去了',
    hint: '检查这一行和上一行：缩进用空格对齐，冒号后面有空格，带特殊符号的文字加上双引号',
  }),
  'yaml-tab': () => ({ message: '缩进里有制表符（Tab），YAML 只认空格', hint: '把 Tab 换成两个空格' }),
  'yaml-full-width-colon': ({ key }) => ({
    message: `“${key}”后面是中文冒号“：”，YAML 只认英文冒号`,
    hint: `写成英文冒号 ${key}: 后面有内容就先空一格`,
  }),
  'yaml-full-width-comma': () => ({
    message: '这里是中文逗号“，”，YAML 只认英文逗号',
    hint: '换成英文逗号，后面加一个空格',
  }),
  'yaml-space-after-colon': ({ key }) => ({
    message: `“${key}:”的冒号后面少了空格`,
    hint: `写成 ${key}: 加一个空格，再写内容`,
  }),
  'yaml-full-width-gap': () => ({
    message: '冒号后面是看不见的全角空格，YAML 只认普通空格',
    hint: '把它删掉，换成一个普通空格',
  }),
  'yaml-list-without-brackets': ({ line }) => ({
    message: '花括号里，逗号就是值的结尾：后面的被当成了另一个键',
    hint: `整个改成 ${line}`,
  }),
  'yaml-missing-colon': ({ text }) => ({
    message: `“${short(text)}”后面没有冒号`,
    hint: '每一项写成“名字: 内容”，冒号后面有空格；如果它接着上一行的文字，把整段文字放进双引号里',
  }),
  'yaml-quote-needed': ({ character, suggestion }) => ({
    message: `这里的“${character}”对 YAML 有特殊意思，没有当成文字`,
    hint: `${suggestion === undefined ? '给整段内容加上引号' : `加上引号：${suggestion}`}${gap(character, suggestion)}`,
  }),
  'yaml-colon-in-text': ({ suggestion }) => ({
    message: '文字里有“冒号加空格”，YAML 以为又是一个名字',
    hint: suggestion === undefined ? '给整段文字加上引号' : `给整段文字加上引号：${suggestion}`,
  }),
  'yaml-text-after-quote': ({ suggestion }) => ({
    message: '引号已经结束了，后面还有文字',
    hint:
      suggestion === undefined
        ? '把引号放在整段文字的最前和最后；文字里要出现双引号时，最外面用单引号'
        : `写成 ${suggestion}`,
  }),
  'yaml-missing-comma': ({ key }) => ({
    message: `“${key}:”前面少了英文逗号`,
    hint: '大括号里的每一项用英文逗号加空格隔开，例如 { at: "08:50", text: 上班打卡 }',
  }),
  'yaml-merge-key': ({ key }) => ({
    message: `不支持“${key}”：这里不会合并内容`,
    hint: '删掉它和每一个“<<”；每个提醒都一样的写在 defaults: 里，其他的写在各自的提醒里',
  }),
  'yaml-conflict': () => ({
    message: 'git 的冲突还没有解决：两个版本都留在文件里',
    hint: '两个版本留一个，再删掉以 <<<<<<<、=======、>>>>>>> 开头的几行',
  }),
  'yaml-unclosed-quote': ({ quote }) => ({
    message: `这个引号 ${quote} 没有结束`,
    hint: `在这段文字的末尾补上 ${quote}`,
  }),
  'yaml-unclosed-bracket': ({ open, close }) => ({
    message: `这个 ${open} 没有配对的 ${close}`,
    hint: `在末尾补上 ${close}`,
  }),
  'yaml-full-width-space': () => ({
    message: '缩进里有看不见的全角空格，YAML 只认普通空格',
    hint: '删掉这一行开头的空白，用普通空格重新对齐',
  }),
  'yaml-extra-bracket': ({ character }) => ({ message: `多了一个 ${character}`, hint: '把它删掉' }),
  'yaml-block-indent': () => ({
    message: '“|”或“>”下面的文字没有缩进，YAML 没有把它当成文字',
    hint: '这段文字的每一行都要比上面的名字（例如 text:）多缩进两个空格',
  }),
  'yaml-indent': () => ({
    message: '这一行的缩进和别的行对不齐',
    hint: '同一级的行开头空格数要相同，下一级比上一级多两个空格',
  }),
  'yaml-bad-escape': () => ({
    message: '双引号里的反斜杠 \\ 有特殊意思，这里这样写不行',
    hint: '把双引号换成单引号，或把 \\ 写成 \\\\',
  }),
  'yaml-text-after-block': ({ suggestion }) => ({
    message: '“|”或“>”开头表示下面几行是文字，它后面不能再写内容',
    hint:
      suggestion === undefined
        ? '把文字写到下一行，并多缩进两个空格'
        : `把文字写到下一行并多缩进两个空格，或加上引号：${suggestion}`,
  }),
  'yaml-documents': () => ({ message: '“---”把文件分成了两份，只会读第一份', hint: '删掉这一行，或分成两个文件' }),
  'yaml-too-deep': () => ({ message: '括号或缩进嵌套得太深了', hint: '检查是不是多写了括号' }),
  'yaml-too-large': ({ limit }) => ({
    message: `文件里的值超过了 ${limit} 个`,
    hint: '拆成几个文件，少用别名（*名字）',
  }),
  'yaml-tag': () => ({
    message: '不支持“!”开头的 YAML 标签',
    hint: '如果它是文字，给整段加上引号；要用环境变量就写 ${名字}',
  }),
  'yaml-alias-loop': () => ({ message: '这个别名引用了它自己所在的内容', hint: '把要重复的内容直接写出来' }),

  'duplicate-key': ({ key, firstLine, isSection }) => ({
    message: `“${key}”写了两次，第一次在第 ${firstLine} 行`,
    hint: isSection ? `把这里的内容移到第 ${firstLine} 行的 ${key}: 下面，然后删掉这一行` : '删掉一个，或换一个名字',
  }),
  'duplicate-name': ({ section, name, first }) => ({
    message: `${section} 里的“${name}”已经在 ${first} 写过了`,
    hint: '所有文件里的名字合在一起，不能重复：换一个名字',
  }),
  'duplicate-section': ({ section, first }) => ({
    message: `${section} 只能写在一个文件里，${first} 已经有了`,
    hint: '合到一处',
  }),
  'unknown-key': ({ key, nearest, known, instead, also }) => ({
    message: `不认识的键“${key}”`,
    hint: instead
      ? insteadHint(instead, also === undefined ? undefined : [also, key])
      : nearest === undefined
        ? `这里可以写：${known.join('、')}`
        : `是不是要写 ${nearest}？`,
  }),
  'not-indented': ({ name, section }) => ({
    message: `“${name}”和 ${section}: 并列了，没有写在它里面`,
    hint: `这一行和属于它的几行，都要比 ${section}: 多缩进两个空格`,
  }),
  'outside-section': ({ name }) => ({
    message: `“${name}”像是一个提醒，但没有写在 reminders: 里`,
    hint: '在它上面加一行 reminders:，这一行和属于它的几行都多缩进两个空格',
  }),
  'bad-name': ({ name }) => ({
    message: `${inQuotes(short(name)).trimStart()} 不能用作名字`,
    hint: '名字用文字、字母、数字和 - _ . 组成，以文字、字母或数字开头，不超过 64 个字',
  }),
  'missing-key': ({ key, expected }) => ({ message: `少了“${key}”`, hint: example(expected) }),
  'wrong-value': ({ expected, got, suggestion, lines, place, key }) => ({
    message: `这里要写${spaced(NAMES[expected])}，${came(got)}`,
    hint: lines
      ? linesHint(lines, place)
      : suggestion === undefined
        ? example(expected, key)
        : written(suggestion, place),
  }),
  'wrong-choice': ({ choices, got, nearest }) => ({
    message: `这里只能是 ${choices.join('、')}${choices.length === 1 ? '' : ' 之一'}，${came(got)}`,
    ...(nearest === undefined ? {} : { hint: `是不是要写 ${nearest}？` }),
  }),

  'unset-variable': ({ name }) => ({
    message: `环境变量 ${name} 没有设置`,
    hint: `在 .env 文件里写一行 ${name}=…，或给一个默认值：\${${name}:-默认值}`,
  }),
  'variable-gone': ({ name }) => ({
    message: `${name} 原来有值，现在没有设置了`,
    hint: `在 .env 里补上 ${name}=… 这一行；如果本来就要留空，写 ${name}=`,
  }),
  'env-file-unreadable': ({ reason }) => ({
    message: `.env 读不了：${reason}`,
    hint: '.env 必须是一个文件，而且运行钉铃的用户能读：chmod 600 .env，再看看文件属于谁',
  }),
  'env-quote-unclosed': () => ({
    message: '.env 的这一行引号没有闭合，后面几行会被当成它的值',
    hint: '在行末补上引号，或把两个引号都去掉',
  }),
  'proxy-invalid': ({ name }) => ({
    message: `${name} 不是代理的地址，所以不用代理`,
    hint: `在 .env 里写 ${name}=http://主机:端口；不用代理就删掉这一行`,
  }),
  'certificates-unreadable': ({ name }) => ({
    message: `${name} 指的文件读不了，或里面没有证书`,
    hint: `写 ${name}=/path/to/ca.pem：里面要有 BEGIN CERTIFICATE，运行钉铃的用户要能读`,
  }),
  'malformed-variable': ({ name }) => ({
    message: `“\${${name}”不是正确的环境变量写法`,
    hint: '写成 ${名字} 或 ${名字:-默认值}，名字只用字母、数字和下划线；要写 $ 本身就写 $$',
  }),
  'unclosed-quote-in-env': ({ name }) => ({
    message: `${name} 的值里有引号没有闭合`,
    hint: `在 .env 里找到 ${name}=… 那一行，补上引号，或不用引号`,
  }),
  'bad-environment-value': ({ written }) => ({
    message: `${written} 从环境变量得到的值不能用在这里`,
    hint: '检查 .env 里的值；为了安全，这里不显示它',
  }),

  'no-trigger': ({ reminder }) => ({
    message: `“${reminder}”没有说什么时候提醒`,
    hint: '加上 at、cron、every、monthly、yearly、birthdays、anniversaries、countdown、once 中的一个，例如 at: "08:50"',
  }),
  'several-triggers': ({ keys, once }) => ({
    message: `一个提醒只能有一种时间，这里写了 ${keys.join('、')}`,
    hint: once === undefined ? '留下一个，其余的另写一个提醒' : `写成 once: ${once}，不用写 at`,
  }),
  'no-message': ({ reminder }) => ({
    message: `“${reminder}”没有说要发什么`,
    hint: '加上 text、markdown、link、actionCard、feedCard 中的一个，例如 text: 午饭时间到',
  }),
  'several-messages': ({ keys }) => ({
    message: `一个提醒只能发一种消息，这里写了 ${keys.join('、')}`,
    hint: '留下一个',
  }),
  'pick-of-one': () => ({
    message: '只有一段文字，没有可选的',
    hint: '写几段：text: [喝水, 起来走走]，或者删掉 pick',
  }),
  'key-without-partner': ({ key, partners, active }) => ({
    message: `“${key}”要和 ${partners.join(' 或 ')} 一起用`,
    hint: active === undefined ? `删掉 ${key}，或加上 ${partners[0]}` : `只在这些日期提醒，就改写成 active: ${active}`,
  }),
  'keys-exclude': ({ key, other }) => ({ message: `“${key}”和“${other}”不能同时写`, hint: '留下一个' }),
  'advance-of-countdown': ({ once }) => ({
    message: 'countdown 本来就每天提醒，不用再写 advance',
    hint: `只想在其中几天提醒，就不写 countdown 和 at，改写 once: ${once}；不然就删掉 advance`,
  }),
  'no-robot': ({ reminder, known }) => ({
    message: `“${reminder}”没有说由哪个机器人发`,
    hint:
      known.length === 0
        ? '先在 robots: 里写一个机器人，例如 team: { webhook: sandbox }'
        : `加上 robot: ${known[0]}，或在 defaults: 里写 robot: ${known[0]}`,
  }),
  'unknown-robot': (params) => unknownName('机器人', 'robots', params),
  'unknown-person': (params) => unknownName('人', 'people', params),
  'unknown-calendar': (params) => unknownName('日历', 'calendars', params),
  'unknown-country': ({ name, nearest }) => ({
    message: `没有代码为“${name}”的国家`,
    hint: nearest === undefined ? '写两个字母的代码，例如 CN、JP、DE' : `是不是要写 ${nearest}？`,
  }),
  'unknown-region': ({ name, known }) => ({
    message: `没有代码为“${name}”的地区`,
    hint: known.length === 0 ? '删掉 region：这个国家没有分地区的节假日' : `写其中一个：${known.join('、')}`,
  }),
  'country-package-missing': ({ country }) => ({
    message: `${country} 的节假日来自 date-holidays，它还没有安装`,
    hint: '运行 npm install date-holidays',
  }),
  'unknown-timezone': ({ name, nearest }) => ({
    message: `不认识时区“${name}”`,
    hint: nearest === undefined ? '写成 Asia/Shanghai、Europe/Berlin 这样的名字' : `是不是要写 ${nearest}？`,
  }),
  'person-without-birthday': ({ person }) => ({
    message: `people 里的“${person}”没有写生日`,
    hint: `给 ${person} 加上 birthday: 1992-02-29 或 birthday: { lunar: 1990-08-15 }`,
  }),
  'person-without-joined': ({ person }) => ({
    message: `people 里的“${person}”没写入职日期`,
    hint: `给 ${person} 加上 joined: 2021-03-01`,
  }),
  'nobody-has-joined': () => ({
    message: 'people 里还没有人写入职日期',
    hint: '给一个人加上 joined: 2021-03-01',
  }),
  'nobody-has-birthday': () => ({
    message: 'people 里还没有人写了生日',
    hint: '给一个人加上 birthday: 1992-02-29 或 birthday: { lunar: 1990-08-15 }',
  }),
  'mention-in-card': ({ type }) =>
    type === 'actionCard'
      ? {
          message: 'actionCard 消息只能按 userId @ 人，不能按手机号，也不能 @ 所有人',
          hint: '写对方的 userId，或改用 text、markdown',
        }
      : {
          message: `钉钉的 ${type} 消息不能 @ 人`,
          hint: '删掉 mention，或改用 text、markdown',
        },
  'too-many-mentions': ({ count, limit }) => ({
    message: `一条消息最多 @ ${limit} 个人，这里有 ${count} 个`,
    hint: '改用 mention: all，或分成几个提醒',
  }),
  'wrong-order': ({ from, until }) => ({ message: `结束的 ${until} 早于开始的 ${from}`, hint: '先写早的，再写晚的' }),
  'no-such-date': ({ written }) => ({ message: `没有“${written}”这一天`, hint: '检查月份和日子' }),
  'calendar-year-unknown': ({ year }) => ({
    message: `还不知道 ${year} 年的放假安排，而日历里写了 unknownYear: error`,
    hint: '知道之前先写 unknownYear: provisional',
  }),
  'two-buttons-horizontal': () => ({
    message: '横排（horizontal）只能是正好两个按钮',
    hint: '改成两个按钮，或删掉 layout',
  }),

  'template-syntax': () => ({
    message: '模板写法不对：可能少了 }} 或 %}，或者 {% if %} 没有配上 {% endif %}',
    hint: '值写成 {{ days_left }}，条件写成 {% if days_left > 0 %}…{% endif %}',
  }),
  'template-full-width': ({ name = '', suggestion = '' }) => ({
    message: `模板的大括号里有中文符号“${name}”`,
    hint: `在 {{ }} 和 {% %} 里写英文的 ${suggestion}`,
  }),
  'template-missing-pipe': () => ({
    message: '格式前面少了竖线 |',
    hint: '写成 {{ date | date: "M月d日" }}',
  }),
  'template-unknown-value': ({ name = '', suggestion }) => ({
    message: `模板里没有“${name}”这个值`,
    hint:
      suggestion === undefined
        ? '可以用：at、date、days_left、days_since、minutes_left、event、years、person.name、next.name、late_minutes、note、reminder.id、lunar、holiday'
        : `是不是要写 {{ ${suggestion} }}？`,
  }),
  'template-unknown-filter': ({ name = '', suggestion }) => ({
    message: `没有“${name}”这个格式`,
    hint: suggestion === undefined ? '常用的是 date：{{ date | date: "M月d日" }}' : `是不是要写 ${suggestion}？`,
  }),
  'template-unknown-tag': ({ name = '', suggestion }) => ({
    message: name.startsWith('end') ? `{% ${name} %} 前面没有与它配对的开头` : `没有 {% ${name} %} 这种写法`,
    hint: suggestion === undefined ? '条件写成 {% if … %}…{% endif %}' : `是不是要写 ${suggestion}？`,
  }),
  'template-empty': () => ({ message: '这里的文字是空的，钉钉不收', hint: '写上内容' }),
  'template-failed': ({ name }) => ({
    message: name === undefined ? '模板算不出结果' : `模板里的“${name}”算不出结果`,
    hint: '日期格式写成 {{ date | date: "M月d日 EEEE" }}，加减几天写成 {{ date | plus: 7 }}；循环不要太多次',
  }),

  'webhook-empty': () => ({ message: '机器人的 webhook 是空的', hint: WEBHOOK_HINT }),
  'webhook-no-url': () => ({ message: 'webhook 不是一个网址', hint: WEBHOOK_HINT }),
  'webhook-with-secret': () => ({
    message: 'webhook 和密钥（SEC…）写在一起了',
    hint: '分开写：webhook: https://oapi.dingtalk.com/robot/send?access_token=… 和 secret: SEC…',
  }),
  'webhook-scheme': () => ({ message: 'webhook 要以 https:// 开头', hint: WEBHOOK_HINT }),
  'webhook-credentials': () => ({ message: 'webhook 的域名前面多了用户名或密码', hint: WEBHOOK_HINT }),
  'webhook-host': () => ({ message: 'webhook 的域名不是钉钉的', hint: WEBHOOK_HINT }),
  'webhook-port': () => ({ message: 'webhook 不应该写端口', hint: WEBHOOK_HINT }),
  'webhook-path': () => ({ message: 'webhook 的路径不是 /robot/send', hint: WEBHOOK_HINT }),
  'webhook-no-token': () => ({ message: 'webhook 里没有 access_token', hint: WEBHOOK_HINT }),
  'webhook-many-tokens': () => ({ message: 'webhook 里有好几个 access_token', hint: '只留一个：是不是粘贴了两遍？' }),
  placeholder: ({ key }) => ({
    message: `${key} 还是 .env.example 里的占位文字`,
    hint:
      key === 'webhook'
        ? '在 .env 里换成这个机器人自己的地址（钉钉的机器人设置里复制）；先试用就删掉那一行'
        : '在 .env 里换成这个机器人自己的密钥（安全设置 → 加签）；没有就删掉那一行',
  }),
  'message-too-long': ({ limit, kind }) => ({
    message: `这条消息超过了钉钉一条 ${limit} 字节的上限`,
    hint: `写短一些；text 和 markdown 可以分成几条，${kind} 不行`,
  }),
  'unknown-event': ({ name, nearest }) => ({
    message: `没有“${name}”这种事件`,
    hint:
      nearest === undefined
        ? '全部事件见 docs/hooks.zh-CN.md：push、issue.opened、build.failed……'
        : `是不是 ${nearest}？`,
  }),
  'event-unknown-value': ({ name, kind, suggestion, known }) => ({
    message: kind === undefined ? `事件没有“${name}”这个值` : `事件 ${kind} 没有“${name}”这个值`,
    hint: suggestion === undefined ? `可以用：${known ?? '见 docs/hooks.zh-CN.md'}` : `是不是要写 ${suggestion}？`,
  }),
  'hook-unproven': ({ from, signs }) => ({
    message: `没有办法证明消息真的来自 ${from}：谁都能在群里发话`,
    hint: signs
      ? '加上 secret: "${HOOK_SECRET}"，在对方那里填同一个密钥'
      : `加上 token: "\${HOOK_TOKEN}"，让 ${from} 访问的地址带 ?token=…，或用 Authorization: Bearer 出示`,
  }),
  'hook-does-not-sign': ({ from }) => ({
    message: `${from} 不签名，写 secret 没有用`,
    hint: '改写 token',
  }),
  'hook-needs-public-url': () => ({
    message: 'Trello 会把访问的地址一起签名，可是没有写地址',
    hint: '写 daemon: { http: { publicUrl: "https://bell.example.com" } }',
  }),
  'hook-needs-feed': () => ({
    message: 'from: feed 没有写是哪个订阅源',
    hint: '加上 feed: https://github.com/nodejs/node/releases.atom',
  }),
  'hook-is-fetched': ({ key }) => ({
    message: `“${key}”对 from: feed 没有意义：订阅源由钉铃自己去看，没有人发来`,
    hint: '删掉它',
  }),
  'feed-too-often': () => ({
    message: '订阅源最多每分钟看一次',
    hint: '写 every: 15m，至少 1m',
  }),
  'key-of-other-sender': ({ key, from, for: other }) => ({
    message: `“${key}”对 from: ${from} 没有意义`,
    hint: `它是 from: ${other} 用的，删掉它`,
  }),
  'condition-mixed': () => ({
    message: '一个条件里同时有 and 和 or：Liquid 从右往左算，结果多半不是你要的',
    hint: '写成列表，全部满足才算：when: [a or b, c]',
  }),
  'condition-negated': ({ written, suggestion }) => ({
    message: `${written} 的意思和看上去不一样：Liquid 先算比较`,
    hint: `写 ${suggestion}`,
  }),
  'condition-parentheses': () => ({
    message: 'Liquid 的条件里不能用括号',
    hint: '写成列表，全部满足才算：when: [a or b, c]',
  }),
  'limit-above-vendor': ({ limit }) => ({
    message: `钉钉每分钟最多收 ${limit} 条，超过会被禁言十分钟`,
    hint: `写 ${limit} 或更小的数，或者不写 perMinute`,
  }),

  'cut-at-hash': ({ kept, suggestion }) => ({
    message: `“ #”后面的会被当成注释，消息只剩下“${short(kept)}”`,
    hint: `要保留 # 就加上引号${suggestion === undefined ? '' : `：${suggestion}`}；确实是注释就在 # 后面加一个空格`,
  }),
  'literal-newline': ({ suggestion }) => ({
    message: '这里的 \\n 会原样发出去，不会换行',
    hint: suggestion === undefined ? '换成双引号，或用 | 把文字写成几行' : `换成双引号：${suggestion}`,
  }),
  'anchor-unused': ({ anchor, suggestion }) => ({
    message: `“&${anchor}”对 YAML 有特殊意思，不会出现在文字里`,
    hint: suggestion === undefined ? '要原样发出，就给整段文字加上引号' : `要原样发出，就加上引号：${suggestion}`,
  }),
  'date-format': ({ written, suggestion, kind }) => ({
    message: `日期格式“${written}”${DATE_FORMATS[kind]}`,
    hint: kind === 'half-day' ? `写成 "${suggestion}"；真要 12 小时制就再写上 a（上午、下午）` : `写成 "${suggestion}"`,
  }),
  'date-without-time': ({ written }) => ({
    message: 'date 只是日期，没有钟点：这里总是 00:00',
    hint: `写成 {{ at | date: "${written}" }}；提前提醒时，事情的时间是 {{ event | date: "${written}" }}`,
  }),
  'duplicate-time': ({ time }) => ({ message: `${time} 写了两次，只会提醒一次`, hint: '删掉一个' }),
  'once-past': ({ written }) => ({
    message: `${written} 已经过去了，不会再提醒`,
    hint: '改成以后的时间，或删掉这个提醒',
  }),
  'never-fires': ({ reminder, moved }) => ({
    message: `“${reminder}”以后一次也不会提醒`,
    hint: `${moved ? `${movedTo(moved)}；或者` : ''}检查时间和 on、skip、active：它们要同时满足`,
  }),
  'beyond-known-days': ({ reminder, until, what }) =>
    what === 'sky'
      ? { message: `${until} 年以后的农历和节气还不知道：“${reminder}”不会提醒`, hint: '写早一点的日期' }
      : {
          message: `${until} 年以后哪天上班还不知道：“${reminder}”不会提醒`,
          hint: '写早一点的日期，或不用 shift、工作日、节假日',
        },
  'waits-for-notice': ({ reminder, year }) => ({
    message: `“${reminder}”暂时不会提醒：它的日子要看 ${year} 年的放假通知，通知还没有公布`,
    hint: '要等通知就不用改，公布后会重新判断；不等通知也要提醒，就去掉 on 和 unless',
  }),
  'event-left-out': ({ keys, date, time }) => ({
    message: `倒计时的那一天 ${date} 被 ${keys.join('、')} 去掉了`,
    hint: `那天也要提醒，就另写一条 once: ${date}T${time}`,
  }),
  'filter-leaves-nothing': ({ reminder, keys, moved }) => ({
    message: `“${reminder}”一次也不会提醒：${keys.join('、')} 把它的日子都去掉了`,
    hint: `${moved ? `${movedTo(moved)}；或者` : ''}检查它的时间：要落在它们允许的日子里`,
  }),
  'time-in-gap': ({ date, time, fires, timezone }) => ({
    message: `${timezone} 在 ${date} 把时钟拨快，那天没有 ${time}，会在 ${fires} 提醒`,
    hint: '这样可以就不用改；不行就换一个每天都有的时间',
  }),
  'time-repeated': ({ date, time, timezone }) => ({
    message: `${timezone} 在 ${date} 把时钟拨慢，那天有两次 ${time}，只在第一次提醒`,
    hint: '这样可以就不用改；不行就换一个每天只有一次的时间',
  }),
  'calendar-year-provisional': ({ year }) => ({
    message: `还不知道 ${year} 年的放假安排，那一年的工作日是暂定的`,
    hint: '不用改；通常在11月公布，公布后会自动更新；npx dingbell doctor 会说明进展',
  }),
  'timezone-no-summer-time': ({ name, meant }) => ({
    message: `${name} 全年没有夏令时：夏天比 ${meant} 晚一小时`,
    hint: `要当地的钟点，就写 timezone: ${meant}`,
  }),
  'timezone-sign': ({ name, hours, isBehind, ahead, behind }) => ({
    message: `${name} 比 UTC ${isBehind ? '晚' : '早'} ${hours} 小时：这种名字的正负号是反的`,
    hint:
      [
        ...(ahead === undefined ? [] : [`要的是早 ${hours} 小时，就写 timezone: ${ahead}`]),
        ...(behind === undefined ? [] : [`要的是晚 ${hours} 小时（冬天），就写 timezone: ${behind}`]),
      ].join('；') || '改写成地名，例如 timezone: Asia/Shanghai',
  }),
  'date-compared': ({ written, reason, assign }) => ({
    message: `${written} ${DATE_COMPARED[reason]}`,
    hint:
      assign === undefined
        ? '和 "2026-12-25"、"12-25"、"周三" 这样的文字比；钟点用 at 或 event 和 "18:00" 比'
        : `写成 ${assign}{% case day %}`,
  }),
  'mobile-digits': ({ written, digits }) => ({
    message: `${written} 有 ${digits} 位，手机号是 11 位：这样会被当成 userId`,
    hint: '数一数，补上或去掉一位；真是 userId 就写在 people 里，再写那个人的名字',
  }),
  'next-far-off': ({ date, reason }) => ({
    message: `下一次要到 ${date}`,
    hint: `不是这个意思，就看看${FAR_OFF[reason]}`,
  }),
  'at-calls-nobody': ({ written, mention }) => ({
    message: `“${written}”只是文字，不会 @ 到人`,
    hint:
      mention === undefined
        ? '在 people 里写上这个人和 11 位的手机号，再用 mention: 写那个名字，文字里不用写 @'
        : `加上 mention: ${mention}，文字里不用写 @`,
  }),
  'dates-swallowed': ({ keys, count, of, dates, moved, canSkip }) => ({
    message: `接下来一年的 ${of} 天里，有 ${count} 天会被 ${keys.join('、')} 去掉，不提醒：${dates.join('、')}${count > dates.length ? ' 等' : ''}`,
    hint: [
      ...(moved ? [movedTo(moved)] : []),
      '要在那几天提醒就改 on、unless 或 skip',
      ...(canSkip ? ['不想要这几天，就加上 shift: skip'] : []),
    ].join('；'),
  }),
  'roster-unfair': ({ people }) => ({
    message: `这样轮下去，${people.join('、')}一直轮不到，或者轮到的次数不到应有的一半`,
    hint: '在 rotate 里写 every: 1 time，每次换下一个人；或者让 every 和提醒的间隔一样长：每周提醒一次的，写 every: 1 week',
  }),
  'names-look-alike': ({ name, other }) => ({
    message: `“${name}”看起来和“${other}”一样，却是另一个名字`,
    hint: '给其中一个换个不会看错的名字',
  }),
  'unused-robot': ({ robot }) => ({
    message: `没有提醒用到机器人“${robot}”`,
    hint: '如果有提醒要用它，就在提醒里写上；只给 dingbell send 和 API 用的，这样就可以',
  }),
  'unused-calendar': ({ calendar }) => ({
    message: `没有提醒用到日历“${calendar}”`,
    hint: `在提醒里或 defaults: 里写 calendar: ${calendar}；不需要就删掉`,
  }),
  'calendar-without-effect': () => ({
    message: '这个提醒用不到日历，这一行不起作用',
    hint: '是不是还要写 on: workdays？不需要就删掉',
  }),
  'keyword-missing': ({ robot, keyword }) => ({
    message: `机器人“${robot}”只接收带关键词的消息，这段文字里没有`,
    hint: `发送时会在末尾加上“${keyword}”；想放在别处，就写进文字里`,
  }),
  'message-split': ({ limit, parts }) => ({
    message: `这条消息超过了钉钉一条 ${limit} 字节的上限，会分成 ${parts} 条发送`,
    hint: '可以接受就不用改，否则写短一些',
  }),
  'says-nothing': ({ date }) => ({
    message: date === undefined ? '这段文字有时会是空的，那次就不发' : `到了 ${date}，这段文字是空的，那次就不发`,
    hint: '有意这样就不用改；不然在 {% if %} 和 {{ }} 之外写几个字，或加上 {% else %}',
  }),
  'blank-on-date': ({ date }) => ({
    message: `到了 ${date}，这段文字会是空的，钉钉不收空的内容`,
    hint: '在 {% if %} 和 {{ }} 之外写几个字，或加上 {% else %}',
  }),
  'single-braces': ({ name }) => ({
    message: '只有一层大括号，会原样发出去',
    hint: `要填会变的值，写两层：{{ ${name} }}`,
  }),
  'value-always-empty': ({ name }) => ({
    message: name === 'days_left' || name === 'minutes_left' ? `${name} 在这里总是 0` : `${name} 在这里总是空的`,
    hint: VALUE_HINTS[name],
  }),
  'person-unseen': ({ key }) => ({
    message: key === 'rotate' ? '消息里看不出轮到谁' : '消息里看不出是谁的日子',
    hint: '在文字里写 {{ person.name }}，或者写 mention: person',
  }),
  'same-reminder': ({ reminder, other }) => ({
    message: `“${reminder}”和“${other}”在同样的时间、由同一个机器人说同样的话`,
    hint: '改掉或删掉一个',
  }),
  'repeated-item': ({ key, item }) => ({
    message: `${key} 里${inQuotes(short(item))}写了两次`,
    hint: '删掉一个，或改成本来要写的',
  }),
  'too-often': ({ aMinute, robot, perMinute }) => ({
    message: `这样每分钟有 ${aMinute} 条，机器人“${robot}”每分钟只能发 ${perMinute} 条`,
    hint: `写 ${Math.ceil(60 / perMinute)}s 或更长；不然大部分会迟到或发不出去`,
  }),
  'late-beyond-period': ({ late, every }) => ({
    message: `late: ${late} 比 every: ${every} 还长，而迟到的几次里只补发最新的一次`,
    hint: `写 late: ${every}；想每一次都补发，就写 catchUp: all`,
  }),
  'skip-without-effect': ({ written }) => ({
    message: `${written} 本来就不会发`,
    hint: '看看日期对不对；没写错就删掉',
  }),
  'failure-told-to-itself': ({ robot, told }) => ({
    message:
      robot === told
        ? `“${robot}”自己发不出去时，没法自己来通知`
        : `“${told}”和“${robot}”是同一个 webhook，一个发不出去，另一个也发不出去`,
    hint: '写另一个群的机器人，或删掉 onFailure',
  }),
  'host-without-token': () => ({
    message: '别的机器能连到这个页面，但没有口令，它只回答本机',
    hint: '在旁边写 token: "${DINGBELL_TOKEN}"，并在 .env 里加一行 DINGBELL_TOKEN=…',
  }),
  'token-short': ({ least }) => ({
    message: `口令不到 ${least} 个字符，容易被猜到`,
    hint: '可以用 openssl rand -hex 32 生成一个',
  }),
  'calendar-token-opens-all': () => ({
    message: '和 token 相同：拿到日历地址的人就能打开一切',
    hint: '给日历另选一个口令',
  }),
  'mention-without-contact': ({ person, type }) =>
    type === 'actionCard'
      ? {
          message: `actionCard 消息只能按 userId @ 人，“${person}”没有写 userId`,
          hint: `在 people 里给 ${person} 加上 userId，或改用 text、markdown`,
        }
      : {
          message: `“${person}”没有写手机号或 userId，钉钉不会 @ 到`,
          hint: `在 people 里给 ${person} 加上 mobile 或 userId`,
        },
  'secret-short': ({ least }) => ({
    message: `少于 ${least} 个字符的密钥能被猜出来`,
    hint: '用 openssl rand -hex 32 生成一个，在对方那里也换上',
  }),
  'account-of-two': ({ account, place, person, other }) => ({
    message: `${place}: ${account} 既写在“${person}”下，又写在“${other}”下`,
    hint: '消息会 @ 前一个人；只留一处',
  }),
  'signature-lost-in-relay': ({ from }) => ({
    message: `${from} 的签名经过大多数转发服务就对不上了：它签的是原文，转发服务会把 JSON 重新写一遍`,
    hint: `在 secret 旁边写上 token: "\${HOOK_TOKEN}"，在 ${from} 那里的地址后面加 ?token=…；gosmee 的服务端按原文转发，没有这个问题`,
  }),
  'sent-in-quiet-hours': ({ reminder, robot, time }) => ({
    message: `“${reminder}”会落在机器人“${robot}”的免打扰时段里（${time}），照样会发`,
    hint: '要等时段结束再发，就写 quiet: robot；想照样发，就写 quiet: off',
  }),
  'quiet-of-none': () => ({
    message: '它的机器人都没有免打扰时段，没有消息会推迟',
    hint: '写 quiet: { between: "22:00-08:30" }，或者在机器人那里写上',
  }),
  'quiet-endless': ({ until }) => ({
    message: `daysOff: true 不起作用：按日历到 ${until} 都没有工作日，推迟的消息就永远不会发`,
    hint: '改好日历；没有工作日就写 quiet: { between: "22:00-08:30" }',
  }),
  'filter-never-matches': ({ key, from }) => ({
    message: `“${key}”不起作用：${from} 发来的事件里没有它`,
    hint: '删掉它',
  }),
  'event-never-sent': ({ event, from, known }) => ({
    message: `${from} 不会发 ${event}`,
    hint: `删掉它，或从这些里选：${known}`,
  }),
  'secret-unlike': () => ({
    message: '加签密钥通常以 SEC 开头，这个不是',
    hint: '在钉钉机器人的“安全设置 → 加签”里复制',
  }),

  peak: ({ robots, messages, perMinute, date, time, until, last, moreDays }) => ({
    message: `${robotsOf(robots)}：${date} ${time}${until === undefined ? '' : ` 到 ${until}`} 有 ${messages} 条消息要发${moreDays > 0 ? `（另外还有 ${moreDays} 天也是这样）` : ''}，最后一条要到 ${last} 才发出`,
    hint: `每分钟最多发 ${perMinute} 条；把一部分换个时间，或在 defaults: 里写 spread: ${minutesFor(messages, perMinute)}m`,
  }),
  quota: ({ robots, calls, perMonth }) => ({
    message: `${robotsOf(robots)}：这个月大约要发 ${calls} 条，额度是 ${perMonth} 条`,
    ...(calls > perMonth ? { hint: '超出的部分钉钉会拒收：减少提醒，或提高额度后写 limit: { perMonth: … }' } : {}),
  }),
  'reminders-gone': ({ count }) => ({
    message: `${count} 个提醒全都不见了：确认之前继续用原来的`,
    hint: '把文件放回去；如果就是要清空，请确认：点页面上的按钮，或执行 kill -HUP（systemctl reload），或用 dingbell run --allow-empty 启动',
  }),
  'examples-held': ({ examples, robots }) => ({
    message: `这些是自带的示例，不会发到真的群里：${examples.join('、')}`,
    hint: `你自己写的提醒照常发；示例也想发，就在 .env 里写 DINGBELL_EXAMPLES=${robots.join(',')}`,
  }),
  unwatched: () => ({
    message: '守护进程停了也没有人会发现：heartbeat 和 onFailure 都没有设置',
    hint: '写 daemon: { heartbeat: "${HEARTBEAT_URL:-}" }，再把监控服务给的地址写进 .env：HEARTBEAT_URL=https://…（见 docs/recipes.md）；在机器人里写 onFailure: 另一个机器人，发送失败时会告诉它',
  }),
};

function robotsOf(robots: readonly string[]): string {
  return `机器人 ${robots.join('、')}${robots.length === 1 ? '' : '（同一个 token）'}`;
}

const DATE_FORMATS = {
  tokens: '里有这里不认识的写法：年写 yyyy，日写 d 或 dd，星期写 EEEE，第几周写 W',
  mixed: '把 M 和 m（月、分）或 s 和 S（秒、毫秒）弄混了',
  weekday: '里的星期不对：EEE 就是“周三”，EEEE 就是“星期三”，E 是数字',
  'half-day': '里的 h 是 12 小时制，下午三点会写成 3 点',
} as const;

const VALUE_HINTS = {
  next: '只有 rotate: 才有下一个轮到的人',
  person: '只有 birthdays:、anniversaries: 和 rotate: 才有这个人',
  years: '只有 birthdays:、anniversaries: 和写了年份的 yearly:（2016-05-20 或 since: 2016）才数年数',
  days_left: '写了 advance: 或 countdown: 才会提前提醒',
  minutes_left: '写了 advance: 或 countdown: 才会提前提醒',
  days_since: '只有 every: 100 days 这样从 from 算起的，才数过了几天',
} as const;

function insteadHint(entries: readonly string[], both?: readonly string[]): string {
  if (entries.length === 0) return '删掉它：不写也是这样';
  return `${both ? `${both.join(' 和 ')} 一起` : ''}改成 ${entries.join(' 和 ')}`;
}

const WEBHOOK_HINT =
  '在钉钉的机器人设置里复制完整地址 https://oapi.dingtalk.com/robot/send?access_token=…；先试用就写 sandbox';

const NAMES: Readonly<Record<Expected, string>> = {
  file: '分成 reminders:、robots: 等几部分的内容',
  robots: '一组“名字: 机器人”',
  people: '一组“名字: 人”',
  calendars: '一组“名字: 日历”',
  reminders: '一组“名字: 提醒”',
  daemon: '一组设置',
  http: '一组设置',
  robot: '一个机器人的设置',
  limit: '一组上限',
  person: '一个人的资料',
  calendar: '一份日历的设置',
  defaults: '一组默认值',
  reminder: '一个提醒的内容',
  text: '文字',
  title: '标题',
  words: '一段文字',
  name: '一个名字',
  names: '一个名字，或几个名字的列表',
  time: '"时:分"这样的时间',
  times: '"时:分"这样的时间，或几个时间的列表',
  cron: '带引号的 cron 表达式',
  every: '45m、2h 或 2 weeks 这样的间隔',
  run: '4 days 或 1 week 这样的天数',
  between: '"开始-结束"这样的时间段',
  monthly: '每月的哪一天，或几天的列表',
  'monthly-lunar': '农历每月的哪几天',
  'lunar-day': '农历的一天，或几天的列表',
  month: '1 到 12 的月份',
  months: '1 到 12 的月份，或几个的列表',
  yearly: '“月-日”、“年-月-日”、节气或节日的名字，或一组 date、lunar',
  'yearly-options': '每年的哪一天，date 和 lunar 写一个',
  'lunar-date': '农历日子',
  'yearly-date': '“月-日”或“年-月-日”',
  since: '起始的年份或日期',
  birthdays: 'all，或 people 里几个人的列表',
  joined: '带年份的入职日期，例如 2021-03-01',
  birthday: '“年-月-日”或“月-日”这样的生日，或一组 lunar',
  once: '一个日期和时间',
  countdown: '一个日期，可以加上时间',
  on: 'workdays、days-off、holidays、weekends 这样的日子，或几个星期几的列表',
  skip: '一个或几个日期，或“开始..结束”',
  date: '“年-月-日”这样的日期',
  dates: '一个或几个日期，或“开始..结束”',
  'active-date': '“年-月-日”这样的日期，每年都有效就写“月-日”',
  active: '开始和结束的日期',
  advance: '7d、2h、2 workdays 这样的提前量，或几个的列表',
  duration: '45s、15m、2h、1d 这样的时长',
  spread: '2m 这样的时长，最多 1d',
  'spread-within': '30m 这样的时长，最多 1d',
  rotate: '一组 people 和 from',
  'rotate-people': 'people 里几个人的列表',
  turn: '1 week 这样的轮换间隔',
  'first-turn': '“年-月-日”这样的日期，2000 年以后',
  boolean: 'true 或 false',
  integer: '整数',
  port: '0 到 65535 的端口',
  'positive-integer': '大于 0 的整数',
  'per-minute': '大于 0 的整数',
  timezone: '时区',
  mention: 'all，或 people 里几个人的列表',
  markdown: 'title 和 text',
  link: 'title、text 和 url',
  'action-card': 'title、text 和 buttons',
  'feed-card': '一组 links',
  buttons: '至少一个按钮的列表',
  button: '按钮的 title 和 url',
  links: '至少一条链接的列表',
  'feed-link': '链接的 title、url 和 picture',
  url: '网址',
  mobile: '手机号',
  'user-id': '钉钉的 userId',
  keywords: '关键词，或几个的列表（最多 10 个）',
  tags: '标签，或几个的列表',
  webhook: '机器人的 webhook 地址，或 sandbox',
  secret: '加签密钥',
  token: '口令',
  'calendar-token': '口令',
  heartbeat: 'https:// 或 http:// 开头的网址',
  'public-hosts': '一个域名，或几个的列表，不带 https:// 和端口',
  'public-url': 'https:// 或 http:// 开头的网址，不带 ? 和 #',
  hooks: '一组 hook，每个写在自己的名字下面',
  hook: '一个 hook：写上 from 和 secret',
  'hook-secret': '一个密钥，或几个的列表',
  'hook-token': '一个口令，或几个的列表',
  'hook-mention': 'involved、none、all，或 people 里名字的列表',
  'hook-template': 'title 或 text',
  relay: 'https:// 开头的网址',
  feed: 'https:// 或 http:// 开头的网址',
  signature: '一组写有 header 的内容',
  header: '请求头的名字',
  prefix: '签名前面的文字',
  signed: '签的内容，里面要有 {body}',
  events: '一种或几种事件',
  quiet: '一组写有 between 或 daysOff 的内容',
  'reminder-quiet': 'robot、off，或一组写有 between 或 daysOff 的内容',
  'quiet-between': '一段时间',
  digest: '一组写有 events，再写 at 或 every 的内容',
  globs: '一个或几个样式，* 代表任意文字',
  condition: '一个或几个条件',
  fields: '一个或几个字段名',
  routes: '路由的列表',
  route: '一条路由：写上筛选条件和 robot',
  templates: '一组消息，每种事件一条',
  keep: 'off，或一段时间，如 3d',
  account: '一个用户名，或几个的列表',
  accounts: '一组用户名，如 github: xiaoming-dev',
  folder: '文件夹路径',
  host: '监听的地址',
  region: '国家的一部分的代码',
  week: '一周里上班的那几天',
  alternate: '每隔一周上班的星期几，和从哪一周算起',
  country: '国家代码',
  holidays: 'off，或一组 urls',
  'holiday-url': '带 {year} 的 https 网址，不带密码',
  choice: '列出的值之一',
};

const DATE_COMPARED = {
  unlike: '永远不成立：日期不会是这样的文字',
  timeless: '永远不成立：date 只是日期，没有钟点',
  case: '只能比文字：date 是 2026-12-25 这样的，at 和 event 后面还有钟点',
} as const;

const FAR_OFF = {
  named: '这个日子：没有这一天的年份不会提醒',
  options: ' leapMonth、day30 和 feb29：写了 skip 的年份不会提醒',
  since: '你写的年份（since）：从那一年算起，第一次提醒在下一年',
} as const;

/** What `shift` would do. */
function movedTo({ from, to }: Moved): string {
  return `加上 shift: next-workday，${from} 就改到 ${to}（previous-workday 是提前）`;
}

function linesHint(lines: readonly string[], place: 'beside' | 'list' | 'next-day' | undefined): string {
  if (lines.length === 0) return '删掉它：不写也是这样';
  const all = lines.join(' 和 ');
  if (place === 'beside') return `从这个列表里去掉，在列表旁边另写 ${all}`;
  return place === 'list' ? `整个列表改成 ${all}` : `写成 ${all}`;
}

function written(suggestion: string, place: 'beside' | 'list' | 'next-day' | undefined): string {
  const note = '；这时已经是第二天，on、monthly 等写的日子要往后一天';
  return `写成 ${suggestion}${place === 'next-day' ? note : ''}`;
}

function example(expected: Expected, key?: string): string {
  return `例如 ${exampleFor(expected, key)}`;
}

function came(got: Got): string {
  switch (got.kind) {
    case 'nothing':
      return '现在是空的';
    case 'text':
      return `现在写的是${inQuotes(short(got.written))}`;
    case 'map':
      return '现在是一组“名字: 内容”';
    case 'list':
      return '现在是一个列表';
    case 'empty-list':
      return '现在是一个空的列表';
  }
}

/** Who writes `{name}` wants a value there. */
function gap(character: string, suggestion = ''): string {
  return character === '{' && !/\{[{%]/.test(suggestion) ? '；要填会变的值，写两层大括号，例如 {{ date }}' : '';
}

/** Between Chinese and Latin letters stands a space. */
function spaced(text: string): string {
  return /^[\w"]/.test(text) ? ` ${text}` : text;
}

function inQuotes(written: string): string {
  return /^["'“‘].*["'”’]$/.test(written) ? ` ${written}` : `“${written}”`;
}

function unknownName(
  what: string,
  section: string,
  { name, nearest, known }: { readonly name: string; readonly nearest?: string; readonly known: readonly string[] },
) {
  const message = `没有叫“${name}”的${what}`;
  if (nearest !== undefined) return { message, hint: `是不是要写 ${nearest}？` };
  return { message, hint: known.length === 0 ? `先在 ${section}: 里写一个` : `${section} 里有：${known.join('、')}` };
}
