import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Output } from '../../src/cli/output.ts';
import { Table, widest } from '../../src/cli/table.ts';
import { openStore } from '../../src/store/store.ts';
import { planned } from '../store/plan.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

/** Sets a title, moves the cursor, colours, in both spellings of the escape; rings; turns the direction around. */
const NASTY = 'x\u001B]0;title\u0007\u001B[2J\u001B[31m\u009B1mred\r\u202Egnirts\u2069y';
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const COMMANDS = /[[\p{Cc}\p{Bidi_Control}]--[\n\t]]/v;

async function printed(print: (out: Output) => Promise<void>): Promise<string> {
  let text = '';
  const out = new Output(new Writable({ write: (chunk: Buffer, _, done) => done(void (text += chunk.toString())) }));
  await print(out);
  await out.flush();
  return text;
}

describe('text from outside at a terminal', () => {
  it('commands nothing: not in a line, nor painted, nor in a cell', async () => {
    const table = new Table([
      { title: 'a', width: widest([NASTY]) },
      { title: 'b', width: 0 },
    ]);
    const text = await printed(async (out) => {
      await out.line(`${out.paint('red', NASTY)} ${table.row([NASTY, 'next'])}`);
    });
    expect(text.replaceAll(COLOUR, '')).not.toMatch(COMMANDS);
    expect(text).toContain('x]0;title[2J[31m1mredgnirtsy  next');
  });

  it('is whole in JSON, and commands nothing there', async () => {
    const text = await printed((out) => out.json({ said: NASTY }));
    expect(text).not.toMatch(COMMANDS);
    expect(JSON.parse(text)).toEqual({ said: NASTY });
  });

  it('keeps our colours', async () => {
    const out = new Output(new Writable());
    const red = '\u001B[31mred\u001B[39m';
    expect(await printed((other) => other.line(red))).toBe(`${red}\n`);
    expect(out.paint('red', 'red')).toMatch(/red/);
  });

  it('is so in the history, in what is previewed, and in an error about a name', async () => {
    const cwd = folder({
      'schedules/all.yaml': `
robots: { team: { webhook: sandbox } }
reminders: { lunch: { robot: team, at: "11:50", text: "午饭\\u202E到" } }
`,
    });
    const store = openStore(join(cwd, 'data'));
    const message = { kind: 'text', text: NASTY } as const;
    await store.plans.commit({ deliveries: [planned('a', { message, robot: NASTY })], cursors: [] });
    store.close();
    const shown = await Promise.all([
      dingbell(['history'], { cwd }),
      dingbell(['history', '--json'], { cwd }),
      dingbell(['preview', 'lunch'], { cwd }),
      dingbell(['fire', NASTY], { cwd }),
      dingbell(['next', '--from', NASTY], { cwd }),
      dingbell([NASTY], { cwd }),
    ]);
    for (const { stdout, stderr } of shown) expect(stdout + stderr).not.toMatch(COMMANDS);
    expect(shown[0]?.stdout).toContain('redgnirtsy');
    expect(jsonLines(shown[1]?.stdout ?? '')).toMatchObject([{ robot: NASTY }]);
    expect(shown[2]?.stdout).toContain('午饭到');
    expect(shown[3]?.stderr).toContain('redgnirtsy');
  });
});
