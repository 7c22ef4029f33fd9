/**
 * Lets what begins with a dash and is no option be text: `dingbell send team "-5 度"`. commander takes all of that for
 * options; behind this mark it does not.
 */
export function sheltered(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv.map((word, index) => {
    const isText = word.length > 1 && word.startsWith('-') && !OPTION.test(word) && (end === -1 || index < end);
    return isText ? MARK + word : word;
  });
}

/** The same without the mark, in whatever commander made of it. */
export function unsheltered<Value>(value: Value): Value;
export function unsheltered(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(MARK, '');
  return Array.isArray(value) ? value.map((each: unknown) => unsheltered(each)) : value;
}

/** A character that nobody types: of the private use area. */
const MARK = '\u{E000}';

/** `-h`, `--wait`, `--key=value`, and what is mistyped for one; `--` says that none follows. */
const OPTION = /^(?:-[A-Za-z]+|--[A-Za-z][\w-]*(?:=.*)?|--)$/s;
