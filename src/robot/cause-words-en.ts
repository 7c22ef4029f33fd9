import type { RobotCauseWords } from './cause-words.ts';

const UNSAFE = 'change what the message says or links to';

const MEANINGS: RobotCauseWords['meanings'] = {
  busy: { what: 'DingTalk is busy' },
  'too-fast': {
    what: 'DingTalk refuses this robot for sending too fast',
    advice: 'at most 20 messages a minute: does something else send through the same robot?',
  },
  quota: {
    what: "the organisation's webhook quota is used up",
    advice:
      '3,000 calls a month in the standard edition, 50,000 in the professional one: send less, or buy a larger quota',
  },
  'token-unknown': {
    what: 'DingTalk does not know this access_token',
    advice: "copy the webhook from the robot's settings again: the robot may have been removed or its webhook reset",
  },
  'robot-stopped': { what: 'the robot is stopped', advice: 'an administrator of the group can enable it again' },
  'robot-gone': {
    what: 'the robot does not exist',
    advice: 'look whether it is still in the group; if not, make a new one and copy its webhook',
  },
  'group-gone': {
    what: 'the group has been dissolved',
    advice: 'make a robot in another group and copy its webhook',
  },
  malformed: {
    what: 'DingTalk cannot read this message',
    advice: 'a field is missing or empty: look at the rendered message with `dingbell preview`',
  },
  'too-long': {
    what: 'the message is longer than 20,000 bytes',
    advice: 'shorten it: a Chinese character takes 3 bytes',
  },
  'unsafe-link': { what: 'DingTalk found an unsafe link in the message', advice: UNSAFE },
  'unsafe-text': { what: 'DingTalk found unsuitable text in the message', advice: UNSAFE },
  'unsafe-picture': { what: 'DingTalk found an unsuitable picture in the message', advice: UNSAFE },
  'unsafe-content': { what: 'DingTalk found unsuitable content in the message', advice: UNSAFE },
  'keyword-missing': {
    what: "the message contains none of the robot's keywords",
    advice: "list the robot's keywords under `keywords:` and put one of them into the message",
  },
  'address-not-allowed': {
    what: "this machine's address is not on the robot's allow-list",
    advice: "add the address to the robot's settings",
  },
  'clock-wrong': {
    what: "the signature's timestamp is off DingTalk's clock by more than an hour",
    advice: "set this machine's clock right (NTP)",
  },
  'signature-wrong': {
    what: 'the signature does not match',
    advice: "copy the 加签 secret (SEC…) from the robot's settings again, the whole of it",
  },
  refused: { what: 'DingTalk refused the message', advice: "look the code up in DingTalk's documentation" },
};

const CERTIFICATE =
  'a proxy that inspects TLS? Give its certificate to Node: NODE_EXTRA_CA_CERTS=/path/to/ca.pem; or is the clock wrong?';

const PROBLEMS: RobotCauseWords['problems'] = {
  refused: { what: 'the connection was refused', advice: 'is something listening there, or a proxy needed?' },
  unresolved: {
    what: "the host's name could not be resolved",
    advice: 'is this machine online, and its DNS working?',
  },
  'network-unreachable': { what: 'the network is unreachable', advice: 'is this machine online?' },
  'host-unreachable': { what: 'the host is unreachable', advice: 'is this machine online?' },
  'timed-out': { what: 'the connection timed out' },
  reset: { what: 'the connection was reset' },
  'closed-while-sending': { what: 'the connection was closed while sending' },
  closed: { what: 'the connection was closed by the other side' },
  'connect-too-slow': { what: 'connecting took too long', advice: 'is a proxy needed? Set HTTPS_PROXY' },
  'no-answer': { what: 'no answer came in time' },
  'answer-stopped': { what: 'the answer stopped halfway' },
  'answer-too-large': { what: 'the answer is too large to be from DingTalk' },
  'proxy-refused': {
    what: 'the proxy refused the connection',
    advice: "look at HTTPS_PROXY and the proxy's rules",
  },
  'proxy-wants-login': {
    what: 'the proxy wants a name and a password, or refuses those it got',
    advice: 'write HTTPS_PROXY=http://NAME:PASSWORD@host:port; in both, @ is written %40 and : is %3A',
  },
  'proxy-cannot-reach': {
    what: 'the proxy answers, but cannot reach the host',
    advice: 'does the proxy itself have a way out? Ask whoever runs it',
  },
  'proxy-unreachable': {
    what: 'the proxy cannot be reached',
    advice: 'is it running, and is its address in HTTPS_PROXY right?',
  },
  'proxy-untrusted': {
    what: "the proxy's own certificate is not trusted",
    advice: 'most proxies are HTTPS_PROXY=http://…; for https:// Node needs it: NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
  },
  'proxy-closed': { what: 'the proxy closed the connection', advice: 'is it a proxy that stands at HTTPS_PROXY?' },
  'no-proxy': {
    what: 'what stands at the address of the proxy is no SOCKS5 proxy',
    advice: 'look at HTTPS_PROXY: most proxies begin with http://',
  },
  'no-tls': {
    what: 'what answered does not speak TLS: it is not the host',
    advice: 'a login page or a proxy answers in its place? The address of a proxy begins with http://, also for https',
  },
  'tls-failed': { what: 'no secure connection (TLS) came about', advice: CERTIFICATE },
  'no-http': {
    what: 'what answered does not speak HTTP',
    advice: 'is the address of the proxy in HTTPS_PROXY right, and its port?',
  },
  'self-signed': { what: "the host's certificate is self-signed", advice: CERTIFICATE },
  unverifiable: { what: "the host's certificate cannot be verified", advice: CERTIFICATE },
  'certificate-expired': { what: "the host's certificate has expired", advice: CERTIFICATE },
  'certificate-not-yet-valid': { what: "the host's certificate is not valid yet", advice: CERTIFICATE },
  'certificate-for-another': { what: "the host's certificate is for another name", advice: CERTIFICATE },
  other: { what: 'the network failed' },
};

export const EN: RobotCauseWords = {
  meanings: MEANINGS,
  problems: PROBLEMS,
  brackets: (text) => ` (${text})`,
  fates: {
    'not-sent': (problem) => `not sent: ${problem}`,
    sent: (problem) => `sent, but it is not known whether it arrived: ${problem}`,
  },
  others: {
    busy: ({ httpStatus }) => ({ what: 'DingTalk is busy', said: `HTTP ${httpStatus}` }),
    'web-page': ({ httpStatus }) => ({
      what: 'a web page answered instead of DingTalk',
      said: `HTTP ${httpStatus}`,
      advice: 'a proxy, a firewall or a login page may stand between this machine and DingTalk',
    }),
    'address-banned': () => ({
      what: 'DingTalk refuses this address for calling too often',
      said: 'status 1111',
      advice: 'more than 10,000 calls in 20 s came from this address: who shares it?',
    }),
    http: ({ httpStatus }) => ({ what: `HTTP ${httpStatus} without an errcode` }),
    garbled: () => ({ what: 'the answer was cut short or is not from DingTalk' }),
    'given-up': ({ fate }) => ({
      what: fate === 'not-sent' ? 'not sent: the attempt was given up' : 'given up before an answer came',
    }),
    stale: () => ({ what: 'not sent: it was held up so long that another process may be sending it' }),
    bug: ({ error }) => ({ what: 'a bug in the program cut the attempt off', said: error }),
  },
};
