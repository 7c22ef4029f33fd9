/**
 * What delivery and robot say of failures, in Chinese. They write English into the store, for the log and for whoever
 * reads it later in whatever language; what stands in none of these rows is shown as it was written.
 */
export const REASONS_ZH_CN: readonly (readonly [RegExp, string])[] = [
  // Of deliveries.
  [/^no time is left for another attempt; the last one: /, '来不及再试了；最后一次：'],
  [
    /^its turn did not come in time: the robot was busy with others, cooling down or paused$/,
    '没有轮到它：机器人正忙于别的消息、在冷却或已暂停',
  ],
  [/^no daemon ran in time to send it$/, '没有守护进程及时运行，没能发出'],
  [/^robot "(.*)" is not in the configuration any more$/, '机器人“$1”已不在配置里'],
  [/^planned (\d+) min after its time; `late` allows (\d+) min$/, '晚了 $1 分钟才排到；`late` 允许 $2 分钟'],
  [/^planned (\d+) min after its time; `catchUp: (\w+)`$/, '晚了 $1 分钟才排到；`catchUp: $2`'],
  [/^(\d{4}-\d\d-\d\d) is skipped by hand$/, '$1 已手动跳过'],
  [/^paused by hand$/, '已手动暂停'],
  [/^everybody is on vacation \((\S+) to (\S+)\)$/, '全体休假（$1 至 $2）'],
  [/^everybody is on vacation \((\S+)\)$/, '全体休假（$1）'],
  [/^(.+) is on vacation \((\S+) to (\S+)\)$/, '$1 休假（$2 至 $3）'],
  [/^(.+) is on vacation \((\S+)\)$/, '$1 休假（$2）'],
  // Of the store.
  [/another process is keeping the database locked; it is tried again/, '数据库被另一个进程锁着，会再试'],
  [/the disk is full; free some space, nothing is lost meanwhile/, '磁盘满了；请腾出空间，这期间不会丢东西'],
  [
    /the database cannot be opened for writing; check the owner and the mode of the folder and its files/,
    '数据库不能写；请检查文件夹和里面文件的主人和权限',
  ],
  [
    /this is no intact database; restore it from a backup, or move it away to start with an empty one/,
    '数据库已损坏；请从备份恢复，或把它移走，钉铃会新建一个空的',
  ],
  [
    /the database was written by a newer version of dingbell; install that version again/,
    '数据库是更新的钉铃写的；请换回那个版本',
  ],
  [/reading or writing the database failed; check the disk/, '读写数据库失败；请检查磁盘'],
  [
    /(.+) should be the folder of the data, but it is a file: move it away, or name another folder under `daemon:` as `data:`/,
    '$1 应该是数据文件夹，却是一个文件：请把它移走，或在 `daemon:` 里用 `data:` 换一个文件夹',
  ],
  // Of the files of the data.
  [
    /^(.+) was deleted or moved while the daemon runs: (.+); move it back, or restart the daemon$/,
    '守护进程还在运行，$1 却被删除或移走了：$2；请移回原处，或重启守护进程',
  ],
  [
    /^(.+) was replaced while the daemon runs: (.+); restart the daemon$/,
    '守护进程还在运行，$1 却被换掉了：$2；请重启守护进程',
  ],
  [/what it sends is forgotten at the next start/, '这期间发过什么，下次启动后就不记得了'],
  [/a second one could start beside it/, '可能会有第二个守护进程同时启动'],
  // Of the page's address.
  [/^The page cannot listen on (\S+): /, '页面不能监听 $1：'],
  [
    /another program, perhaps another dingbell, has that port\. Set daemon\.http\.port to a free one, or to 0 for any\./,
    '这个端口被别的程序（也许是另一个钉铃）占用。请把 daemon.http.port 改成空闲的，或写 0 表示任意。',
  ],
  [
    /that port needs special rights\. Set daemon\.http\.port to one above 1023\./,
    '这个端口需要特殊权限。请把 daemon.http.port 改成 1023 以上的。',
  ],
  [
    /that host is no address of this machine\. Set daemon\.http\.host to 127\.0\.0\.1, or to 0\.0\.0\.0 for every address\./,
    'daemon.http.host 不是这台机器的地址。请写 127.0.0.1，或写 0.0.0.0 表示所有地址。',
  ],
  // Of attempts.
  [/given up before an answer came/, '没等到回音就停下了'],
  [/not sent: /, '没有发出：'],
  [/sent, but it is not known whether it arrived: /, '发出了，但不知道是否送到：'],
  [/the connection was refused/, '连接被拒绝'],
  [/is something listening there, or a proxy needed\?/, '那里有程序在听吗？是不是要用代理？'],
  [/the host's name could not be resolved/, '主机名解析不了'],
  [/is this machine online, and its DNS working\?/, '这台机器联网了吗？DNS 正常吗？'],
  [/the network is unreachable/, '网络不通'],
  [/the host is unreachable/, '主机不通'],
  [/is this machine online\?/, '这台机器联网了吗？'],
  [/the connection timed out/, '连接超时'],
  [/the connection was reset/, '连接被重置'],
  [/the connection was closed while sending/, '发送时连接断开'],
  [/the connection was closed by the other side/, '对方断开了连接'],
  [/connecting took too long/, '连接太久'],
  [/is a proxy needed\? Set HTTPS_PROXY/, '要用代理吗？请设 HTTPS_PROXY'],
  [/no answer came in time/, '没有及时得到回音'],
  [/the answer stopped halfway/, '回音中断'],
  [/the proxy refused the connection/, '代理拒绝了连接'],
  [/look at HTTPS_PROXY and the proxy’s rules/, '请检查 HTTPS_PROXY 和代理的规则'],
  [/the host's certificate is self-signed/, '对方的证书是自签的'],
  [/the host's certificate cannot be verified/, '对方的证书无法验证'],
  [/the host's certificate has expired/, '对方的证书已过期'],
  [/the host's certificate is not valid yet/, '对方的证书还没有生效'],
  [/the host's certificate is for another name/, '对方的证书属于别的主机名'],
  [
    /a proxy that inspects TLS\? Give its certificate to Node: (\S+); or is the clock wrong\?/,
    '有检查 TLS 的代理吗？把它的证书交给 Node：$1；或者是时钟不准？',
  ],
  // What DingTalk's answers mean.
  [/DingTalk is busy/, '钉钉繁忙'],
  [/DingTalk refuses this robot for sending too fast/, '钉钉拒绝：这个机器人发得太快'],
  [
    /at most 20 messages a minute: does something else send through the same robot\?/,
    '每分钟最多 20 条：还有别的程序在用同一个机器人吗？',
  ],
  [/DingTalk does not know this access_token/, '钉钉不认识这个 access_token'],
  [
    /copy the webhook from the robot's settings again: the robot may have been removed or its webhook reset/,
    '请从机器人设置里重新复制 Webhook：机器人可能已被移除，或 Webhook 已重置',
  ],
  [/DingTalk cannot read this message/, '钉钉读不懂这条消息'],
  [
    /a field is missing or empty: look at the rendered message with `dingbell preview`/,
    '有字段缺失或为空：用 `dingbell preview` 看看渲染后的消息',
  ],
  [/the message is longer than 20,000 bytes/, '消息超过 20,000 字节'],
  [/shorten it: a Chinese character takes 3 bytes/, '请缩短：一个汉字占 3 字节'],
  [/the organisation's webhook quota is used up/, '组织的 Webhook 额度已用完'],
  [
    /3,000 calls a month in the standard edition, 50,000 in the professional one: send less, or buy a larger quota/,
    '标准版每月 3,000 次，专业版 50,000 次：少发一些，或购买更多额度',
  ],
  [/the robot is stopped/, '机器人已被停用'],
  [/an administrator of the group can enable it again/, '群管理员可以重新启用它'],
  [/the robot does not exist/, '机器人不存在'],
  [
    /look whether it is still in the group; if not, make a new one and copy its webhook/,
    '看看它还在不在群里；不在就新建一个，再复制它的 Webhook',
  ],
  [/the group has been dissolved/, '群已解散'],
  [/make a robot in another group and copy its webhook/, '请在别的群里建一个机器人，再复制它的 Webhook'],
  [/DingTalk found an unsafe link in the message/, '钉钉认为消息里有不安全的链接'],
  [/DingTalk found unsuitable text in the message/, '钉钉认为消息里有不合适的文字'],
  [/DingTalk found an unsuitable picture in the message/, '钉钉认为消息里有不合适的图片'],
  [/DingTalk found unsuitable content in the message/, '钉钉认为消息里有不合适的内容'],
  [/change what the message says or links to/, '请改一改文字或链接'],
  [/the message contains none of the robot's keywords/, '消息里没有机器人的关键词'],
  [
    /list the robot's keywords under `keywords:` and put one of them into the message/,
    '请把机器人的关键词写在 `keywords:` 下，并让消息包含其中一个',
  ],
  [/this machine's address is not on the robot's allow-list/, '这台机器的地址不在机器人的 IP 白名单里'],
  [/add the address to the robot's settings/, '请在机器人设置里加上这个地址'],
  [/the signature's timestamp is off DingTalk's clock by more than an hour/, '签名的时间与钉钉的时钟相差一小时以上'],
  [/set this machine's clock right \(NTP\)/, '请校准这台机器的时钟（NTP）'],
  [/the signature does not match/, '签名不匹配'],
  [
    /copy the 加签 secret \(SEC…\) from the robot's settings again, the whole of it/,
    '请从机器人设置里重新复制加签密钥（SEC…），要完整',
  ],
  [/DingTalk refused the message/, '钉钉拒绝了这条消息'],
  [/look the code up in DingTalk's documentation/, '请在钉钉文档里查这个代码'],
  [/a web page answered instead of DingTalk/, '回答的不是钉钉，而是一个网页'],
  [
    /a proxy, a firewall or a login page may stand between this machine and DingTalk/,
    '这台机器和钉钉之间可能有代理、防火墙或登录页',
  ],
  [/HTTP (\d+) without an errcode/, 'HTTP $1，没有 errcode'],
  [/the answer was cut short or is not from DingTalk/, '回音不完整，或不是钉钉发来的'],
  [/DingTalk refuses this address for calling too often/, '钉钉拒绝：这个地址请求太频繁'],
  [
    /more than 10,000 calls in 20 s came from this address: who shares it\?/,
    '这个地址 20 秒内请求超过 10,000 次：谁在共用它？',
  ],
];
