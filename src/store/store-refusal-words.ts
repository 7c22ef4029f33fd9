import type { Language } from '../message/language.ts';
import type { PlainRefusal, StoreRefusal, SystemRefusal } from './store-error.ts';

/** Why the database could not do its work, and what to do, in one line. */
export function tellStoreRefusal(refusal: StoreRefusal, language: Language): string {
  const { of, newer, older, plain, system } = WORDS[language];
  const { location } = refusal;
  switch (refusal.kind) {
    case 'newer':
      return of(location, newer(refusal.schema, refusal.known));
    case 'older':
      return of(location, older(refusal.schema));
    case 'not-a-folder':
    case 'nothing':
    case 'exists':
    case 'foreign':
    case 'fenced':
    case 'no-lock':
    case 'in-use':
      return plain[refusal.kind](location);
    case 'busy':
    case 'full':
    case 'not-allowed':
    case 'not-writable':
    case 'corrupt':
    case 'io':
      return of(location, system[refusal.kind](refusal.said));
  }
}

interface Words {
  readonly of: (location: string, words: string) => string;
  readonly newer: (schema: number, known: number) => string;
  readonly older: (schema: number) => string;
  readonly plain: Readonly<Record<PlainRefusal, (location: string) => string>>;
  readonly system: Readonly<Record<SystemRefusal, (said: string) => string>>;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    of: (location, words) => `${location}: ${words}`,
    newer: (schema, known) =>
      `written by a newer version of dingbell (schema ${schema}, this one knows ${known}); install that version again, or restore an older backup`,
    older: (schema) =>
      `written by a version from before the first release (schema ${schema}); move the file away to start with an empty one`,
    plain: {
      'not-a-folder': (location) =>
        `${location} should be the data folder, but it is a file. Move it away, or set \`data:\` under \`daemon:\` to another folder.`,
      nothing: (location) => `There is no file ${location}.`,
      exists: (location) => `${location} exists already and was not changed. Name another file.`,
      foreign: (location) => `${location} is a database of another program, not of dingbell.`,
      fenced: (location) =>
        `${location}: this process stood still for so long that it may not plan any more; it plans again when it leads again`,
      'no-lock': (location) =>
        `${location} should be the lock file of the data, but it is something else. Stop the daemon, then remove this file.`,
      'in-use': (location) =>
        `${location} is in use. Stop the daemon first (Ctrl+C, or pm2 stop dingbell), and wait until other commands have ended.`,
    },
    system: {
      busy: (said) => `another process keeps the database locked; it is tried again (${said})`,
      full: (said) => `the disk is full; free some space, no reminder is lost meanwhile (${said})`,
      'not-allowed': (said) =>
        `this user may not read it; run the command as the user of the daemon, or correct the owner and the permissions of the folder (${said})`,
      'not-writable': (said) =>
        `it cannot be opened for writing; check the owner and the permissions of the folder and its files (${said})`,
      corrupt: (said) =>
        `it is damaged, or it is not a database; restore it from a backup, or move it away to start with an empty one (${said})`,
      io: (said) => `reading or writing failed; check the disk (${said})`,
    },
  },
  'zh-CN': {
    of: (location, words) => `${location}：${words}`,
    newer: (schema, known) =>
      `是更新的钉铃写的（结构版本 ${schema}，这个钉铃只认到 ${known}）；请换回那个版本，或恢复更早的备份`,
    older: (schema) => `是首次发布之前的版本写的（结构版本 ${schema}）；请把文件移走，钉铃会新建一个空的`,
    plain: {
      'not-a-folder': (location) =>
        `${location} 应该是数据文件夹，但它是一个文件。请把它移走，或在 \`daemon:\` 里用 \`data:\` 换一个文件夹。`,
      nothing: (location) => `没有 ${location} 这个文件。`,
      exists: (location) => `${location} 已经存在，没有改动。请换一个文件名。`,
      foreign: (location) => `${location} 是别的程序的数据库，不是钉铃的。`,
      fenced: (location) => `${location}：这个进程停顿太久，不能再安排提醒；等它重新成为主进程后会继续`,
      'no-lock': (location) => `${location} 应该是数据的锁文件，但它是别的东西。请停止守护进程，再删掉这个文件。`,
      'in-use': (location) =>
        `${location} 正在使用。请先停止守护进程（Ctrl+C，或 pm2 stop dingbell），并等其他命令结束。`,
    },
    system: {
      busy: (said) => `数据库被另一个进程锁着，会再试（${said}）`,
      full: (said) => `磁盘满了；请腾出空间，这期间提醒不会丢（${said}）`,
      'not-allowed': (said) =>
        `当前用户没有权限读取；请用运行守护进程的用户来执行，或改正文件夹的所有者和权限（${said}）`,
      'not-writable': (said) => `不能写；请检查文件夹和里面文件的所有者和权限（${said}）`,
      corrupt: (said) => `它已损坏，或者不是数据库；请从备份恢复，或把它移走，钉铃会新建一个空的（${said}）`,
      io: (said) => `读写失败；请检查磁盘（${said}）`,
    },
  },
};
