/**
 * The same text with every literal secret replaced by asterisks, character for character, so that positions still
 * hold. Works on text that is no YAML at all: a line is shown above all when it is wrong. Rather too much than too
 * little is masked; what only names an environment variable, and the word `sandbox`, stay readable.
 */
export function maskSecrets(text: string): string {
  return maskTokens(maskValues(text));
}

/** A key that sounds like a secret, misspelt or not. Repetitions are bounded: a hostile line must not cost its square. */
const SECRET_KEY = /(?:webhook|secret|token|password|heartbeat|relay)[\w-]{0,30}["']?[ \t]{0,10}[:：][ \t]{0,20}/iu;

/** What follows such a key, on its line and in the block below it. */
function maskValues(text: string): string {
  let blockIndent: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      const indent = line.length - line.trimStart().length;
      if (blockIndent !== undefined && (line.trim() === '' || indent > blockIndent)) return maskAll(line);
      blockIndent = undefined;
      const match = SECRET_KEY.exec(line);
      if (!match) return line;
      const valueStart = match.index + match[0].length;
      if (line.slice(0, match.index).includes('{')) return maskInFlow(line);
      const value = line.slice(valueStart);
      if (value.trim() === '' || isBlockHeader(value)) blockIndent = indent;
      return line.slice(0, valueStart) + maskValue(value);
    })
    .join('\n');
}

const FLOW_ENTRY = new RegExp(
  String.raw`(?<key>${SECRET_KEY.source})(?<value>"[^"]*"?|'[^']*'?|(?:\$\{[^}]{0,200}\}|[^,}])*)`,
  'giu',
);

/** `{ webhook: …, secret: … }`: each value up to the comma or the brace after it. */
function maskInFlow(line: string): string {
  return line.replaceAll(FLOW_ENTRY, (_, key: string, value: string) => key + maskValue(value));
}

const HARMLESS = /^["']?(?:sandbox|(?:\$\{\w+(?::-(?:sandbox)?)?\})+|)["']?\s*(?:#.*)?$/;

function maskValue(value: string): string {
  return HARMLESS.test(value.trim()) || isBlockHeader(value) ? value : maskAll(value);
}

function isBlockHeader(value: string): boolean {
  return /^[|>][-+\d]{0,2}\s*$/.test(value);
}

/** Whatever it stands in: what DingTalk's own tokens and secrets look like. */
const TOKENS = /(?<=token=|sign=|key=)[^\s"'&]+|(?<=:\/\/)[^\s/@"']+(?=@)|SEC[0-9A-Za-z]{8,}|\b[0-9a-f]{64}\b/gi;

function maskTokens(text: string): string {
  return text.replaceAll(TOKENS, (token) => '*'.repeat(token.length));
}

function maskAll(text: string): string {
  return text.replaceAll(/[^\s]/g, '*');
}
