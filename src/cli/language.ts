import { type Language, languageOf, LANGUAGES } from '../message/language.ts';

/**
 * `--lang` where it is given and known, then `DINGBELL_LANG`, then the configuration, then what the environment asks for.
 *
 * @param written `daemon.locale`, where it is known.
 */
export function chooseLanguage(argv: readonly string[], env: NodeJS.ProcessEnv, written?: Language): Language {
  const asked = optionValue(argv, '--lang');
  return (
    LANGUAGES.find((language) => language === asked) ??
    languageOf(env['DINGBELL_LANG'] ?? '') ??
    written ??
    languageOfLocale(env)
  );
}

/** Read before the arguments are parsed: the help itself needs a language. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const joined = argv.find((argument) => argument.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1);
  const index = argv.indexOf(name);
  return index === -1 ? undefined : argv[index + 1];
}

/** The first of the three that is set decides, as in POSIX. */
function languageOfLocale(env: NodeJS.ProcessEnv): Language {
  return languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ?? 'en';
}
