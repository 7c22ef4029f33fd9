import type { InletCause, InletState } from '../delivery/inlet.ts';
import { type Language, wordsIn } from '../message/language.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { tellNetworkProblem } from '../robot/cause-words.ts';

/** Why nothing comes in, in words. */
export function tellInletCause(cause: InletCause, language: Language): string {
  const words = (zh: string, en: string): string => wordsIn(language, { zh, en });
  switch (cause.code) {
    case 'network':
      return tellNetworkProblem(cause, language).what;
    case 'too-slow':
      return words('没有在规定时间内答完', 'the answer was not complete in time');
    case 'status':
      return `HTTP ${cause.status}`;
    case 'ended':
      return words('对方断开了', 'the other side closed the connection');
    case 'silent':
      return words('好几分钟没有任何动静', 'nothing came for several minutes, not even a keep-alive signal');
    case 'too-large':
      return words(`超过 ${inMegabytes(cause.most)} MB`, `larger than ${inMegabytes(cause.most)} MB`);
    case 'redirects':
      return words('重定向太多，或转到了不安全的地址', 'redirected too often, or to an unsafe address');
    case 'no-stream':
      return words('这个地址不是转发频道', 'the address is not a channel of a relay');
    case 'no-feed':
      return words(
        `这个地址返回的不是订阅源，而是 <${cause.root}>`,
        `the address returns <${cause.root}>, which is not a feed`,
      );
    case 'no-xml': {
      const { line } = cause;
      return line === undefined
        ? words('返回的内容不是正确的 XML', 'the answer is not correct XML')
        : words(`返回的内容不是正确的 XML：第 ${line} 行`, `the answer is not correct XML: line ${line}`);
    }
    case 'encoding':
      return words(`不认识编码 ${cause.encoding}`, `unknown encoding ${cause.encoding}`);
  }
}

/** How an inlet stands, in a line. */
export function tellInlet(
  { kind, host, at, trouble }: InletState,
  language: Language,
  time: (at: EpochMs) => string,
): string {
  const words = (zh: string, en: string): string => wordsIn(language, { zh, en });
  if (trouble !== undefined) {
    const why = tellInletCause(trouble.cause, language);
    const since = time(trouble.since);
    return kind === 'relay'
      ? words(`${host} 从 ${since} 起没有连上：${why}`, `${host} not connected since ${since}: ${why}`)
      : words(`${host} 从 ${since} 起读不到：${why}`, `${host} cannot be read since ${since}: ${why}`);
  }
  if (at === undefined) return words(`${host} 还没有连上`, `${host} not connected yet`);
  return kind === 'relay'
    ? words(`${host} 从 ${time(at)} 起已连接`, `${host} connected since ${time(at)}`)
    : words(`${host} ${time(at)} 看过`, `${host} read at ${time(at)}`);
}

function inMegabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
