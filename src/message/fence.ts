/** A fenced code block of a markdown text, by positions in it. */
export interface Fence {
  /** Where its first line begins. */
  readonly start: number;
  /** Where the code begins, after the opening line. */
  readonly codeStart: number;
  /** Where the closing line begins; the text's length when nothing closes it. */
  readonly codeEnd: number;
  /** After the closing line. */
  readonly end: number;
  /** The opening line: three or more backticks or tildes, and the language. */
  readonly opening: string;
  /** What closes it. */
  readonly closing: string;
}

/** The longest name of a language that is taken for one: beyond it, the line is text. */
const LONGEST_INFO = 40;
const OPENING = new RegExp(`^ {0,3}(\`{3,}|~{3,})([^\`\\n]{0,${LONGEST_INFO}})$`);

/**
 * The fenced code blocks of a markdown text, in order.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function fencesOf(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: Pick<Fence, 'start' | 'codeStart' | 'opening' | 'closing'> | undefined;
  let start = 0;
  for (const line of markdown.split('\n')) {
    const next = Math.min(start + line.length + 1, markdown.length);
    const text = line.trimEnd();
    if (open === undefined) open = opened(text, start, next);
    else if (isClosing(text, open.closing)) {
      fences.push({ ...open, codeEnd: start, end: next });
      open = undefined;
    }
    start = next;
  }
  if (open !== undefined) fences.push({ ...open, codeEnd: markdown.length, end: markdown.length });
  return fences;
}

/** What has to follow a text so that nothing after it is taken for code; empty when nothing is open. */
export function missingClosing(markdown: string): string {
  const last = fencesOf(markdown).at(-1);
  const isOpen = last !== undefined && last.codeEnd === markdown.length;
  return isOpen ? `${markdown.endsWith('\n') ? '' : '\n'}${last.closing}` : '';
}

function opened(line: string, start: number, codeStart: number) {
  const [opening, closing] = OPENING.exec(line) ?? [];
  return opening === undefined || closing === undefined ? undefined : { start, codeStart, opening, closing };
}

function isClosing(line: string, closing: string): boolean {
  const text = line.replace(/^ {0,3}/, '');
  return text.length >= closing.length && text === closing.charAt(0).repeat(text.length);
}
