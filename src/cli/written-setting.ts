import { readFileSync } from 'node:fs';
import { findFiles } from '../config/find-files.ts';
import { type Language, languageOf } from '../message/language.ts';

/**
 * `daemon.locale` as it is written in a folder, before anything of it is parsed: the command needs its language first,
 * also to tell that nothing can be parsed. `undefined` where it is not written, or not in so many words.
 */
export async function writtenLocale(folder: string): Promise<Language | undefined> {
  const written = await writtenSetting(folder, LOCALE);
  return written === undefined ? undefined : languageOf(written);
}

/** `daemon.data` likewise: where a file that cannot be parsed says that the data is. */
export function writtenData(folder: string): Promise<string | undefined> {
  return writtenSetting(folder, DATA);
}

async function writtenSetting(folder: string, setting: RegExp): Promise<string | undefined> {
  const found = await findFiles(folder);
  if (found.kind !== 'files') return undefined;
  for (const file of found.files) {
    const [section] = DAEMON.exec(textOf(file)) ?? [];
    if (section !== undefined) return setting.exec(section.replaceAll(COMMENT, ''))?.[1];
  }
  return undefined;
}

/** The section with all that is indented below it. */
const DAEMON = /^daemon:.*(?:\r?\n(?:[ \t#}].*)?)*/m;
const COMMENT = /(?:^|\s)#.*/gm;
const DATA = /(?:^|[{,\s])data:\s*["']?([^"',}\s$]+)/;
const LOCALE = /\blocale:\s*["']?(zh-CN|en)\b/;

/** What cannot be read is told later, when it is read in earnest. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
