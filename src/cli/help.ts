import { styleText } from 'node:util';
import type { Argument, HelpConfiguration, Option } from 'commander';
import stringWidth from 'string-width';
import type { Texts } from './texts/catalogue.ts';

/** How `--help` looks: commander's layout, in the reader's language, aligned for Chinese too. */
export function helpIn(texts: Texts): HelpConfiguration {
  return {
    showGlobalOptions: true,
    displayWidth: stringWidth,
    subcommandTerm: (command) => command.name(),
    optionDescription: (option) => describe(option, texts),
    argumentDescription: (argument) => describe(argument, texts),
    styleTitle: (title) => styleText('bold', texts.help.titles[title] ?? title, { validateStream: false }),
    styleSubcommandText: (text) => styleText('cyan', text, { validateStream: false }),
    styleOptionText: (text) => styleText('cyan', text, { validateStream: false }),
  };
}

function describe(entry: Argument | Option, texts: Texts): string {
  const { description, argChoices, defaultValue, defaultValueDescription } = entry;
  const value = defaultValueDescription ?? defaultValue;
  const remarks = [
    argChoices && texts.list(argChoices),
    value !== undefined && texts.help.byDefault(String(value)),
  ].filter(Boolean);
  return remarks.length === 0 ? description : description + texts.help.remark(remarks.join(texts.help.separator));
}
