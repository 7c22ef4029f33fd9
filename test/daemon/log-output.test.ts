import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogOutput } from '../../src/daemon/log-output.ts';
import { isLocked } from '../../src/store/lock.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: sandbox } }
reminders:
  each-second: { robot: team, cron: "* * * * * *", text: tick }
`;

describe('where the log goes', () => {
  it('hands over each line at once: a crash loses none', () => {
    using workspace = new Workspace();
    const { stdout, signal } = spawnSync(
      process.execPath,
      [join(ROOT, 'test/daemon/writing-child.ts'), workspace.at('written'), '10', 'crash'],
      { encoding: 'utf8' },
    );
    expect(signal).toBe('SIGKILL');
    expect(stdout.split('\n')).toHaveLength(11);
  });

  it('keeps a mebibyte for a reader who pauses, and counts what is beyond it', async () => {
    const stream = new PassThrough({ writableHighWaterMark: 1 });
    const output = createLogOutput(stream);
    const line = `${'x'.repeat(1_023)}\n`;
    for (let index = 0; index < 2_000; index += 1) output.write(line);
    expect(output.lost).toBeGreaterThan(900);
    const written = 2_000 - output.lost;
    expect(written).toBeGreaterThan(1_024);
    // It does not wait for them for ever.
    await output.flush(1);
    let read = 0;
    stream.on('data', (chunk: Buffer) => void (read += chunk.length));
    await output.flush(60_000);
    stream.end();
    await once(stream, 'end');
    expect(read).toBe(written * 1_024);
  });
});

describe('a daemon whose log nobody reads any more', () => {
  it('goes on when the reader has gone, and says how many lines are lost', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    const daemon = new DaemonProcess({ cwd: workspace.path });
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    const page = String((await daemon.line(({ page: address }) => address !== undefined))['page']);
    daemon.child.stdout?.destroy();
    const sent = () => numberIn(page, 'dingbell_attempts_total{robot="team",outcome="delivered"}');
    while ((await numberIn(page, 'dingbell_log_lines_lost_total')) < 2);
    const before = await sent();
    while ((await sent()) <= before);
    expect(await daemon.stop('SIGTERM')).toBe(0);
  });

  it('stops all the same when the pipe is full, and holds the lock until then', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    using pipe = new FullPipe(workspace.at('pipe'));
    const child = spawn(process.execPath, [join(ROOT, 'src/dingbell.cjs'), 'run'], {
      cwd: workspace.path,
      stdio: ['ignore', pipe.descriptor, 'inherit', 'ipc'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'message');
    expect(isLocked(workspace.at('data'))).toBe(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(isLocked(workspace.at('data'))).toBe(false);
  });

  it.skipIf(!hasScript())('is not held up by a terminal that stands still, as after Ctrl-S', async () => {
    using workspace = new Workspace();
    using pipe = new FullPipe(workspace.at('pipe'));
    const done = workspace.at('done');
    execFileSync('mkfifo', [done]);
    // `script` makes a terminal, and reads it only while somebody reads `script`.
    const writing = [process.execPath, join(ROOT, 'test/daemon/writing-child.ts'), done];
    const child = spawn('script', ['--quiet', '--command', `exec ${writing.join(' ')}`, '/dev/null'], {
      stdio: ['pipe', pipe.descriptor, 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await readFile(done, 'utf8')).toBe('not held up');
  });
});

/** A pipe in which nothing has place any more, and that nobody reads. */
class FullPipe implements Disposable {
  readonly descriptor: number;

  constructor(path: string) {
    execFileSync('mkfifo', [path]);
    this.descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    try {
      for (;;) writeSync(this.descriptor, Buffer.alloc(4_096));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.descriptor);
  }
}

function hasScript(): boolean {
  return spawnSync('script', ['--version']).status === 0;
}

async function numberIn(page: string, series: string): Promise<number> {
  const text = await (await fetch(new URL('metrics', page))).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length) ?? 0);
}
