/** What DingTalk says when it refuses, in its own words: each code in each of the three generations of `errmsg`. */
export interface ErrcodeBody {
  readonly errcode: number;
  readonly errmsg: string;
}

const SAID: readonly (readonly [errcode: number, english: string, chinese: string, advice: string])[] = [
  [-1, 'system busy', '系统繁忙', '请稍后重试'],
  [90002, 'system error', '系统错误', '请稍后重试'],
  [130101, 'send too fast, exceed 20 times per minute', '发送速度太快而限流', '请降低发送速度'],
  [410100, 'send too fast, exceed 20 times per minute', '发送速度太快而限流', '请稍后重试，每分钟最多 20 条'],
  [660026, 'too fast', '触发限流', '请降低调用频率'],
  [90030, 'webhook quota exceeded', '本月 Webhook 调用次数已用完', '请购买更高的额度'],
  [
    310000,
    'keywords not in content',
    '关键词不匹配',
    '请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词',
  ],
  [310000, 'sign not match', '机器人发送签名不匹配', '请确认签名和生成签名的时间戳必须都放在调用的网址中'],
  [310000, 'invalid timestamp', '机器人发送签名过期', '签名生成时间和发送时间请保持在 timestampms 以内'],
  [
    310000,
    'ip 203.0.113.7 not in whitelist',
    'ip 203.0.113.7 不在白名单之中',
    '请联系对应群的管理员，设置机器人安全ip地址段',
  ],
  [300001, 'token is not exist', 'token 不存在', '请确认 access_token 参数是否正确'],
  [300005, 'token is not exist', 'token 不存在', '请确认 access_token 参数是否正确'],
  [400101, 'access_token not exist', 'access_token 不存在', '请确认 access_token 拼写是否正确'],
  [400102, 'robot disabled', '机器人已停用', '请联系管理员启用机器人'],
  [400106, 'robot not exist', '机器人不存在', '请确认机器人是否在群中'],
  [400013, 'group dissolved', '群已被解散', '请向其他群发消息'],
  [400105, 'unsupported msgtype', '不支持的消息类型', '请使用文档中支持的消息类型'],
  [40035, 'missing parameter json', '缺少参数 json', '请确认参数拼写是否正确'],
  [43002, 'require POST', '需要POST请求', '请使用 POST 请求'],
  [43004, 'invalid content-type', '无效的HTTP HEADER Content-Type', '请设置具体的消息参数'],
  [400402, 'param title missing', '参数 markdown --》 title 缺失，或者参数格式不正确', '请填充上对应参数'],
  [430101, 'unsafe link', '含有不安全的外链', '请确认发送的内容合法'],
  [430102, 'improper text', '含有不合适的文本', '请确认发送的内容合法'],
  [430103, 'improper picture', '含有不合适的图片', '请确认发送的内容合法'],
  [430104, 'improper content', '含有不合适的内容', '请确认发送的内容合法'],
  [460101, 'message too long, exceed 20000 bytes', '消息过长', '请缩短发送的内容'],
  [101002, 'message too long', '消息内容过长', '请缩短发送的内容'],
  [777777, 'something new', '没有见过的错误', '请查看文档'],
];

export const ERRCODE_BODIES: readonly ErrcodeBody[] = SAID.flatMap(([errcode, english, chinese, advice]) => [
  { errcode, errmsg: `${english}, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]` },
  { errcode, errmsg: `description:${chinese};solution:${advice};link:请参考本接口对应文档查看参数获取方式;` },
  { errcode, errmsg: `错误描述:${chinese};解决方案:${advice};参考链接:请参考本接口对应文档;` },
]);
