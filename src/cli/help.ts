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

function describe({ description, defaultValue, defaultValueDescription }: Argument | Option, texts: Texts): string {
  const value = defaultValueDescription ?? defaultValue;
  return value === undefined ? description : description + texts.help.byDefault(String(value));
}
