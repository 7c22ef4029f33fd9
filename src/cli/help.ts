import { styleText } from 'node:util';
import { type Argument, type Command, Help, type HelpConfiguration, type Option } from 'commander';
import { displayWidth } from '../config/display-width.ts';
import type { Texts } from './texts/catalogue.ts';

/** How `--help` looks: commander's layout, in the reader's language, aligned for Chinese too. */
export function helpIn(texts: Texts): HelpConfiguration {
  const plain = Object.assign(new Help(), { showGlobalOptions: true });
  return {
    showGlobalOptions: true,
    displayWidth,
    boxWrap: (text, width) => wrapText(text, width),
    formatHelp: (command, helper) =>
      closedUp(inReadingOrder(command, plain.formatHelp.call(helper, command, helper), texts), texts),
    commandUsage: (command) => texts.help.usage(plain.commandUsage(command)),
    subcommandTerm: (command) => command.name(),
    // Nobody asks a command for its version.
    visibleGlobalOptions: (command) => plain.visibleGlobalOptions(command).filter(({ long }) => long !== '--version'),
    optionDescription: (option) => describe(option, texts),
    argumentDescription: (argument) => describe(argument, texts),
    styleTitle: (title) => styledTitle(title, texts),
    styleSubcommandText: (text) => styleText('cyan', text, { validateStream: false }),
    styleOptionText: (text) => styleText('cyan', text, { validateStream: false }),
  };
}

/** After a full-width colon, which is as wide as a colon and a space, stands no space. */
function closedUp(help: string, texts: Texts): string {
  const title = styledTitle('Usage:', texts);
  return title.includes('：') ? help.replace(`${title} `, title) : help;
}

/** Lines of a width at most. Chinese may be broken anywhere but before its punctuation, other words between spaces. */
export function wrapText(text: string, width: number): string {
  if (width < NARROWEST) return text;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

const NARROWEST = 20;

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of text.matchAll(PIECES)) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** One Chinese character with the punctuation that must not begin a line, or a word; each with the space after it. */
const PIECES =
  /(?:（?\p{Script=Han}|（?[^\s\p{Script=Han}（，。；：、！？）》”’]+|（)[，。；：、！？）》”’]*\s*|[，。；：、！？）》”’]+\s*|\s+/gu;

/** Of the program itself, its commands are what one looks for: its options come last, with where to go on. */
function inReadingOrder(command: Command, help: string, texts: Texts): string {
  if (command.parent) return help;
  const title = styledTitle('Options:', texts);
  const sections = help.trimEnd().split('\n\n');
  const options = sections.filter((section) => section.startsWith(title));
  const others = sections.filter((section) => !section.startsWith(title));
  return `${[...others, ...options, texts.help.goOn].join('\n\n')}\n`;
}

function styledTitle(title: string, texts: Texts): string {
  return styleText('bold', texts.help.titles[title] ?? title, { validateStream: false });
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
