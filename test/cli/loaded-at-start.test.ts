import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown } from '../support/leaks.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0, token: dummy-token-of-this-test } }
robots: { team: { webhook: sandbox } }
reminders:
  each-second: { robot: team, cron: "* * * * * *", text: tick }
`;

/** Loaded only where a calendar names another country than China: with the configuration, not after it. */
const WITH_THE_CONFIGURATION = new Set(['src/config/country-holidays.ts']);

describe('what the daemon is made of', () => {
  it('is loaded when it is ready: it goes on, whole, when its program is gone from the disk', async () => {
    using workspace = new Workspace();
    const root = workspace.at('checkout');
    for (const part of ['src', 'package.json']) cpSync(join(ROOT, part), join(root, part), { recursive: true });
    workspace.write('checkout/node_modules/.package-lock.json', '{}');
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
    }
    workspace.write('schedules/all.yaml', YAML);
    const daemon = new DaemonProcess({ cwd: workspace.path, root });
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    await daemon.running();
    rmSync(root, { recursive: true });

    const page = String((await daemon.line(({ page: address }) => address !== undefined))['page']);
    const shown = await everythingShown(page, 'dummy-token-of-this-test');
    expect(shown).toContain('# TYPE dingbell_deliveries gauge');
    expect(shown).toContain('BEGIN:VCALENDAR');
    await daemon.line(({ msg }) => msg === 'delivered');
    workspace.write('schedules/all.yaml', `${YAML}  lunch: { robot: team, at: "11:50", text: lunch }\n`);
    await daemon.line(({ msg }) => msg?.includes('was read again') === true);
    expect(await daemon.stop('SIGTERM'), daemon.output).toBe(0);
  });

  it('is loaded by plain imports: one that failed late would stay away until a restart', () => {
    const rooms = ['config', 'daemon', 'delivery', 'message', 'robot', 'schedule', 'store', 'web'];
    const late = rooms
      .flatMap((room) =>
        readdirSync(join(ROOT, 'src', room), { recursive: true, encoding: 'utf8' }).map(
          (file) => `src/${room}/${file}`,
        ),
      )
      .filter((file) => file.endsWith('.ts') && /\bimport\(/.test(readFileSync(join(ROOT, file), 'utf8')))
      .filter((file) => !WITH_THE_CONFIGURATION.has(file));
    expect(late).toEqual([]);
  });
});

describe('a limit of open files that is too low', () => {
  it('is told in a line before anything is opened, with what to do', async () => {
    using workspace = new Workspace();
    workspace.write('schedules/all.yaml', YAML);
    const daemon = new DaemonProcess({ cwd: workspace.path, through: ['sh', '-c', 'ulimit -n 30; exec "$@"', 'sh'] });
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    onTestFinished(async () => void (await daemon.stop('SIGKILL')));
    expect(await daemon.exited).toBe(78);
    expect(daemon.output).toMatch(/^error: only 30 open files are allowed .*ulimit -n 1024.*LimitNOFILE=1024\n/);
    expect(daemon.output.trimEnd().split('\n')).toHaveLength(2);
  });
});
