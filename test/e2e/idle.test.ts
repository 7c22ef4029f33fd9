import { readdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { startDaemon } from '../../src/daemon/start-daemon.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { IS_LONG } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Workspace } from '../support/workspace.ts';

/** Where it is not the small hours, in which the daemon tidies up. */
const ZONE = new Date().getUTCHours() < 12 ? 'Asia/Shanghai' : 'UTC';

/** Nothing is due within the hour, whenever that is. */
const YAML = `
daemon: { timezone: ${ZONE}, http: { port: 0 }, holidays: off }
robots: { team: { webhook: "https://oapi.dingtalk.com/robot/send?access_token=dummy-token-of-the-idle-test" } }
reminders: { party: { robot: team, once: "2099-12-31 18:00", text: at last } }
`;

describe('a daemon with nothing to do writes nothing', () => {
  it('for an hour of the clock', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    const clock = new SettableClock(toEpochMs(Date.now()));
    const network = new Agent();
    const lines: string[] = [];
    const daemon = await startDaemon({
      directory: workspace.at('schedules'),
      loadConfig: () => loadConfig(workspace.at('schedules'), { cwd: workspace.path, env: {}, locale: 'en' }),
      clock,
      random: () => 0.5,
      network,
      createLogger: () => createLogger({ scrub: (line) => line, destination: { write: (line) => lines.push(line) } }),
      version: 'test',
    });
    await clock.advanceTo(toEpochMs(clock.now() + SECOND));
    await kept(workspace);
    const before = stamps(workspace);
    await clock.advanceTo(toEpochMs(clock.now() + HOUR));
    expect(stamps(workspace)).toEqual(before);
    expect(before.map(([name]) => name)).toEqual(expect.arrayContaining(['dingbell.db', 'dingbell.db-wal']));
    await daemon?.stop();
    await network.close();
    expect(lines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it.runIf(IS_LONG)('for more than a minute of real time', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    const daemon = new DaemonProcess({ cwd: workspace.path });
    try {
      await daemon.running();
      await kept(workspace);
      await sleep(2 * SECOND);
      const before = stamps(workspace);
      await sleep(70 * SECOND);
      expect(stamps(workspace)).toEqual(before);
      expect(await daemon.stop(), daemon.output).toBe(0);
    } finally {
      await daemon.stop('SIGKILL');
    }
  });
});

/** The configuration that it goes by is the last thing that a start writes. */
async function kept(workspace: Workspace): Promise<void> {
  await vi.waitFor(() => statSync(workspace.at('data/accepted.json')), { timeout: 30_000 });
}

/** Whatever is written moves the time of a file in the data folder. `-shm` is memory that processes share. */
function stamps(workspace: Workspace): readonly (readonly [file: string, size: number, written: number])[] {
  const data = workspace.at('data');
  return readdirSync(data)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => {
      const { size, mtimeMs } = statSync(`${data}/${name}`);
      return [name, size, mtimeMs];
    });
}
