/** One command of a `console` fence with what it prints. */
export interface ConsoleCommand {
  readonly command: string;
  /** With its last line feed; empty when nothing is printed. */
  readonly output: string;
}

/** `$ command`, then its output, until the next `$`. A backslash at the end of a line goes on with the command. */
export function consoleCommands(text: string): readonly ConsoleCommand[] {
  const commands: { command: string; output: string }[] = [];
  let continues = false;
  for (const line of text.split('\n').slice(0, -1)) {
    const last = commands.at(-1);
    if (continues && last) last.command += `\n${line}`;
    else if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: '' });
    else if (last) last.output += `${line}\n`;
    else throw new Error(`a console fence begins with "$ ", not with ${JSON.stringify(line)}`);
    continues = (continues || line.startsWith('$ ')) && line.endsWith('\\');
  }
  return commands;
}

export function writeConsole(commands: readonly ConsoleCommand[]): string {
  return commands.map(({ command, output }) => `$ ${command}\n${output}`).join('');
}

/** What differs from run to run, or from host to host, made equal. */
export function settled(output: string): string {
  return (
    output
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
      // The beginning of one, where a command names what waits.
      .replaceAll(/(?<=take-back )[0-9a-f]{8}\b|\b[0-9a-f]{8}(?= {2}\d{4}-\d{2}-\d{2} )/g, 'ID')
      .replaceAll(/(?<!\d)(\d{2}:\d{2}):\d{2}(?:\.\d{3})?(?!\d)/g, '$1')
      .replaceAll(/(?<=\d-\d{2}-\d{2}-\d{4})\d{2}(?=\.db)/g, '')
      .replaceAll(/"state":"(?:pending|sending|delivered)"/g, '"state":"…"')
      .replaceAll(/\bpid (\d+)/g, 'pid PID')
      .replaceAll(/\d+ ?(?:sec|秒)[a-z]*/g, 'SECONDS')
      .replaceAll(/[\d.]+ [KMGT]B/g, 'SIZE')
      .replaceAll(/(?<=\S) {2,}/g, '  ')
      .replaceAll(/[ \t]+$/gm, '')
  );
}
