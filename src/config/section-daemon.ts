import { dirname, resolve } from 'node:path';
import { DAY } from '../schedule/instant.ts';
import { isLoopback } from '../network/loopback.ts';
import type { DaemonConfig } from './config.ts';
import { either, noneOrMore, oneOrMore } from './decode/collections.ts';
import { field, group, needed, type Part } from './decode/group.ts';
import { choice, integer, matching, NOT_EMPTY, scalar, text, TEXT_OR_NUMBER, words } from './decode/scalars.ts';
import { single } from './decode/section.ts';
import { holidayUrl } from './holiday-url.ts';
import { duration, timezone } from './values.ts';

const ANY_YEAR = 2000;

const holidayAddress = scalar('holiday-url', NOT_EMPTY, (written) =>
  holidayUrl(written, ANY_YEAR) === undefined ? undefined : written,
);

/** As browsers put it into `Host`: names of other scripts come in punycode. */
const HOST_NAME = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;

/** An empty one says nothing: `${PUBLIC_HOST:-}`. */
const publicHost = scalar('public-hosts', { type: 'string' }, (written) =>
  written === '' || HOST_NAME.test(written) ? written.toLowerCase() : undefined,
);

/** An empty one says nothing: `${PUBLIC_URL:-}`. */
const publicUrl = scalar('public-url', { type: 'string' }, (written) => {
  const address = written.trim().replace(/\/+$/, '');
  const { protocol = '', search = '', hash = '', username = '' } = URL.parse(address) ?? {};
  const isPlain = /^https?:$/.test(protocol) && search === '' && hash === '' && username === '';
  return address === '' || isPlain ? address : undefined;
});

const heartbeat = scalar('heartbeat', { type: 'string' }, (written) => {
  const address = written.trim();
  return address === '' || (/^https?:\/\//i.test(address) && URL.canParse(address)) ? address : undefined;
});

const http = group('http', {
  host: field(words('host'), '监听地址 · address to listen on, 127.0.0.1'),
  port: field(integer('port', 0, 65_535), '端口，0 表示任意 · port, 0 for any free one, 8787'),
  token: field(text('token', TEXT_OR_NUMBER), '页面和接口的口令 · token of the page and the API'),
  calendarToken: field(
    text('calendar-token', TEXT_OR_NUMBER),
    '只用来订阅日历的口令：/calendar.ics?token=… · token that opens the calendar only',
  ),
  publicUrl: field(
    publicUrl,
    '别的程序从哪里访问到这里：https://bell.example.com · where other programs reach us: https://bell.example.com',
  ),
  publicHosts: field(
    noneOrMore(publicHost, 'public-hosts'),
    '反向代理后面用的域名 · host names of a reverse proxy: bell.example.com',
  ),
});

const holidays = group('holidays', {
  urls: needed(oneOrMore(holidayAddress, 'holiday-url'), '放假安排的下载地址 · addresses of the data'),
});

const daemon = group('daemon', {
  timezone: field(timezone, '时区 · time zone: Asia/Shanghai'),
  locale: field(choice('zh-CN', 'en'), '消息和页面的语言 · language of dates, messages and the page'),
  data: field(words('folder'), '数据文件夹，相对于本文件夹的上一级 · folder of the database'),
  http: field(http, '状态页面 · status page'),
  holidays: field(
    either(matching('holidays', /^off$/), holidays, 'holidays'),
    '中国放假安排从哪里下载：off 不下载，或 { urls: [https://…/{year}.json] } · where days off are looked up',
  ),
  retention: field(duration, '历史保留多久 · how long history is kept, 90d'),
  heartbeat: field(heartbeat, '运行正常时定期访问的网址，停了由那边来提醒 · address asked for while all is well'),
});

export const daemonSection = single(daemon, '运行设置，只写在一个文件里 · settings, in one file only');

export type DaemonPart = Part<(typeof daemon)['fields']>;

/** `daemon:` with its defaults, which also stand in for what is wrong. */
export function resolveDaemon(part: DaemonPart | undefined, directory: string): Omit<DaemonConfig, 'proxy'> {
  const { timezone, locale, data, http, holidays, retention, heartbeat } = part ?? {};
  const [token, calendarToken] = [http?.token?.value ?? '', http?.calendarToken?.value ?? ''];
  const heartbeatUrl = heartbeat?.value ?? '';
  const publicUrl = http?.publicUrl?.value ?? '';
  return {
    timezone: timezone?.value ?? 'Asia/Shanghai',
    locale: locale?.value ?? 'zh-CN',
    dataDirectory: resolve(dirname(directory), data?.value ?? 'data'),
    http: {
      host: http?.host?.value ?? '127.0.0.1',
      port: http?.port?.value ?? 8787,
      ...(token === '' ? {} : { token }),
      ...(calendarToken === '' ? {} : { calendarToken }),
      ...(publicUrl === '' ? {} : { publicUrl }),
      publicHosts: [...(http?.publicHosts ?? []).map(({ value }) => value), hostOf(publicUrl)].filter(Boolean),
    },
    ...(holidays && { holidayAddresses: 'urls' in holidays ? holidays.urls.map(({ value }) => value) : [] }),
    retentionMs: retention?.value ?? 90 * DAY,
    ...(heartbeatUrl === '' ? {} : { heartbeatUrl }),
  };
}

/** The name under which requests to it come; this machine's own names are known anyway, and nobody else's. */
function hostOf(publicUrl: string): string {
  const { hostname = '' } = URL.parse(publicUrl) ?? {};
  return isLoopback(hostname) ? '' : hostname;
}
