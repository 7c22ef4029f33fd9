/** A small reader of iCalendar, written from RFC 5545 and knowing nothing of how ours is made. */
export interface Component {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Property>;
  readonly components: readonly Component[];
}

interface Property {
  readonly params: string;
  /** As it stands there. */
  readonly raw: string;
  /** Read as TEXT (section 3.3.11). */
  readonly text: string;
}

/** Section 3.1: lines end in CRLF, hold at most 75 octets of whole UTF-8 characters, and go on after CRLF and a space. */
export function physicalLines(bytes: Buffer): readonly string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf('\r\n', start);
    if (end === -1) throw new Error('the last line is open');
    const line = bytes.subarray(start, end);
    if (line.length > 75) throw new Error(`${line.length} octets in a line`);
    if (line.includes(0x0a) || line.includes(0x0d)) throw new Error('a bare line break');
    lines.push(decoder.decode(line));
    start = end + 2;
  }
  return lines;
}

export function parseIcs(text: string): Component {
  const lines: string[] = [];
  for (const line of physicalLines(Buffer.from(text))) {
    if (/^[ \t]/.test(line)) lines.push(`${lines.pop() ?? ''}${line.slice(1)}`);
    else lines.push(line);
  }
  const rest = lines.values();
  const { value: first } = rest.next();
  if (first !== 'BEGIN:VCALENDAR') throw new Error('no calendar');
  const calendar = readComponent('VCALENDAR', rest);
  if (!rest.next().done) throw new Error('something after the calendar');
  return calendar;
}

function readComponent(name: string, lines: Iterator<string>): Component {
  const properties = new Map<string, Property>();
  const components: Component[] = [];
  for (let next = lines.next(); !next.done; next = lines.next()) {
    const [, key = '', params = '', raw = ''] = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/s.exec(next.value) ?? [];
    if (key === '') throw new Error(`no property: ${next.value}`);
    if (key === 'END') {
      if (raw !== name) throw new Error(`${raw} ends in ${name}`);
      return { name, properties, components };
    }
    if (key === 'BEGIN') components.push(readComponent(raw, lines));
    else if (properties.has(key)) throw new Error(`${key} twice`);
    else properties.set(key, { params, raw, text: unescapeText(raw) });
  }
  throw new Error(`${name} has no end`);
}

function unescapeText(raw: string): string {
  return raw.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}
