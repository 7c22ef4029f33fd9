import type { Language } from '../message/language.ts';
/** What was done to a file that the daemon has open. */
export interface DataFault {
  readonly kind: 'gone' | 'replaced';
  /** Its path. */
  readonly file: string;
  readonly what: 'database' | 'lock';
}

/** What was done, what comes of it and what to do, in one line. */
export function tellDataFault({ kind, file, what }: DataFault, language: Language): string {
  const words = WORDS[language];
  return words[kind](file, words[what]);
}

const WORDS = {
  en: {
    gone: (file: string, consequence: string) =>
      `${file} was deleted or moved while the daemon was running: ${consequence}. Move it back, or restart the daemon`,
    replaced: (file: string) =>
      `${file} was replaced while the daemon was running. Nothing is sent now, because a second daemon may send the same. Restart the daemon`,
    database: 'after the next start dingbell does not know what was sent in the meantime',
    lock: 'a second daemon could start beside it',
  },
  'zh-CN': {
    gone: (file: string, consequence: string) =>
      `守护进程还在运行，${file} 却被删除或移走了：${consequence}；请移回原处，或重启守护进程`,
    replaced: (file: string) =>
      `守护进程还在运行，${file} 却被换掉了：不再发送任何消息，因为可能有第二个守护进程在发同样的内容；请重启守护进程`,
    database: '这期间发过什么，下次启动后就不记得了',
    lock: '可能会有第二个守护进程同时启动',
  },
};
