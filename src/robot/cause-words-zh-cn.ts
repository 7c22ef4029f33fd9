import type { RobotCauseWords } from './cause-words.ts';

const UNSAFE = '请改一改文字或链接';

const MEANINGS: RobotCauseWords['meanings'] = {
  busy: { what: '钉钉繁忙' },
  'too-fast': {
    what: '钉钉拒绝：这个机器人发得太快',
    advice: '每分钟最多 20 条：还有别的程序在用同一个机器人吗？',
  },
  quota: {
    what: '组织的 Webhook 额度已用完',
    advice: '标准版每月 3,000 次，专业版 50,000 次：少发一些，或购买更多额度',
  },
  'token-unknown': {
    what: '钉钉不认识这个 access_token',
    advice: '请从机器人设置里重新复制 Webhook：机器人可能已被移除，或 Webhook 已重置',
  },
  'robot-stopped': { what: '机器人已被停用', advice: '群管理员可以重新启用它' },
  'robot-gone': { what: '机器人不存在', advice: '看看它还在不在群里；不在就新建一个，再复制它的 Webhook' },
  'group-gone': { what: '群已解散', advice: '请在别的群里建一个机器人，再复制它的 Webhook' },
  malformed: {
    what: '钉钉读不懂这条消息',
    advice: '有字段缺失或为空：用 `dingbell preview` 看看渲染后的消息',
  },
  'too-long': { what: '消息超过 20,000 字节', advice: '请缩短：一个汉字占 3 字节' },
  'unsafe-link': { what: '钉钉认为消息里有不安全的链接', advice: UNSAFE },
  'unsafe-text': { what: '钉钉认为消息里有不合适的文字', advice: UNSAFE },
  'unsafe-picture': { what: '钉钉认为消息里有不合适的图片', advice: UNSAFE },
  'unsafe-content': { what: '钉钉认为消息里有不合适的内容', advice: UNSAFE },
  'keyword-missing': {
    what: '消息里没有机器人的关键词',
    advice: '请把机器人的关键词写在 `keywords:` 下，并让消息包含其中一个',
  },
  'address-not-allowed': {
    what: '这台机器的地址不在机器人的 IP 白名单里',
    advice: '请在机器人设置里加上这个地址',
  },
  'clock-wrong': {
    what: '签名的时间与钉钉的时钟相差一小时以上',
    advice: '请校准这台机器的时钟（NTP）',
  },
  'signature-wrong': { what: '签名不匹配', advice: '请从机器人设置里重新复制加签密钥（SEC…），要完整' },
  refused: { what: '钉钉拒绝了这条消息', advice: '请在钉钉文档里查这个代码' },
};

const CERTIFICATE = '有检查 TLS 的代理吗？把它的证书交给 Node：NODE_EXTRA_CA_CERTS=/path/to/ca.pem；或者是时钟不准？';

const PROBLEMS: RobotCauseWords['problems'] = {
  refused: { what: '连接被拒绝', advice: '那里有程序在听吗？是不是要用代理？' },
  unresolved: { what: '主机名解析不了', advice: '这台机器联网了吗？DNS 正常吗？' },
  'network-unreachable': { what: '网络不通', advice: '这台机器联网了吗？' },
  'host-unreachable': { what: '主机不通', advice: '这台机器联网了吗？' },
  'timed-out': { what: '连接超时' },
  reset: { what: '连接被重置' },
  'closed-while-sending': { what: '发送时连接断开' },
  closed: { what: '对方断开了连接' },
  'connect-too-slow': { what: '连接太久', advice: '要用代理吗？请设 HTTPS_PROXY' },
  'no-answer': { what: '没有及时得到回音' },
  'answer-stopped': { what: '回音中断' },
  'answer-too-large': { what: '回音太大，不像是钉钉发来的' },
  'proxy-refused': { what: '代理拒绝了连接', advice: '请检查 HTTPS_PROXY 和代理的规则' },
  'proxy-wants-login': {
    what: '代理要用户名和密码，或不接受给它的那一对',
    advice: '请写 HTTPS_PROXY=http://用户名:密码@主机:端口；其中的 @ 写成 %40，: 写成 %3A',
  },
  'proxy-cannot-reach': { what: '代理有回应，但连不上对方', advice: '代理自己能上网吗？请问管理它的人' },
  'proxy-unreachable': { what: '连不上代理', advice: '代理在运行吗？HTTPS_PROXY 里的地址对吗？' },
  'proxy-untrusted': {
    what: '代理自己的证书不可信',
    advice: '多数代理写 HTTPS_PROXY=http://…；写 https:// 就要把它的证书交给 Node：NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  },
  'proxy-closed': { what: '代理断开了连接', advice: 'HTTPS_PROXY 那里的是代理吗？' },
  'no-proxy': { what: '代理地址那里不是 SOCKS5 代理', advice: '请检查 HTTPS_PROXY：多数代理以 http:// 开头' },
  'no-tls': {
    what: '回答的不会 TLS，不是要找的主机',
    advice: '是登录页或代理代为回答的吗？代理的地址以 http:// 开头，访问 https 也一样',
  },
  'tls-failed': { what: '建立不了安全连接（TLS）', advice: CERTIFICATE },
  'no-http': { what: '回答的不会 HTTP', advice: 'HTTPS_PROXY 里代理的地址和端口对吗？' },
  'self-signed': { what: '对方的证书是自签的', advice: CERTIFICATE },
  unverifiable: { what: '对方的证书无法验证', advice: CERTIFICATE },
  'certificate-expired': { what: '对方的证书已过期', advice: CERTIFICATE },
  'certificate-not-yet-valid': { what: '对方的证书还没有生效', advice: CERTIFICATE },
  'certificate-for-another': { what: '对方的证书属于别的主机名', advice: CERTIFICATE },
  other: { what: '网络出错' },
};

export const ZH_CN: RobotCauseWords = {
  meanings: MEANINGS,
  problems: PROBLEMS,
  brackets: (text) => `（${text}）`,
  fates: { 'not-sent': (problem) => `没有发出：${problem}`, sent: (problem) => `发出了，但不知道是否送到：${problem}` },
  others: {
    busy: ({ httpStatus }) => ({ what: '钉钉繁忙', said: `HTTP ${httpStatus}` }),
    'web-page': ({ httpStatus }) => ({
      what: '回答的不是钉钉，而是一个网页',
      said: `HTTP ${httpStatus}`,
      advice: '这台机器和钉钉之间可能有代理、防火墙或登录页',
    }),
    'address-banned': () => ({
      what: '钉钉拒绝：这个地址请求太频繁',
      said: 'status 1111',
      advice: '这个地址 20 秒内请求超过 10,000 次：谁在共用它？',
    }),
    http: ({ httpStatus }) => ({ what: `HTTP ${httpStatus}，没有 errcode` }),
    garbled: () => ({ what: '回音不完整，或不是钉钉发来的' }),
    'given-up': ({ fate }) => ({ what: fate === 'not-sent' ? '没有发出：中途放弃了' : '没等到回音就停下了' }),
    stale: () => ({ what: '没有发出：耽搁太久，可能已由另一个进程发送' }),
    bug: ({ error }) => ({ what: '程序有错误，发送中断', said: error }),
  },
};
