import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Conversation, DOWN, ENTER } from '../cli/conversation.ts';
import { dingbell } from '../cli/dingbell.ts';
import { robotServer } from '../cli/robot-server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { ROOT, Workspace } from '../support/workspace.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';
import { answerUpToExamples, READERS } from './readers.ts';

/** A checkout in which the daemon of the first step runs. */
async function started() {
  const workspace = new Workspace();
  cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
  const daemon = new DaemonProcess({ cwd: workspace.path });
  onTestFinished(async () => {
    await daemon.stop('SIGKILL');
    workspace[Symbol.dispose]();
  });
  await daemon.running();
  return { workspace, daemon };
}

describe('the first hour, by the readme', () => {
  it.each(breadth({ quick: READERS.slice(1), long: [...READERS] }))(
    'in $lang: the group is connected beside the running daemon',
    async ({ lang, page, asked }) => {
      const { sandbox, env } = await robotServer();
      const { workspace, daemon } = await started();
      const cwd = workspace.path;
      const conversation = new Conversation(['init', '--lang', lang], { cwd });
      await answerUpToExamples(conversation, asked, env.TEAM_WEBHOOK);
      await conversation.answer(asked.examples, ENTER);
      await conversation.answer(asked.write, ENTER);
      await conversation.hears(asked.arrived);
      expect(await conversation.end(), conversation.errors).toBe(0);
      // From the daemon, and once.
      expect(sandbox.counts()).toMatchObject({ shown: 1, refused: 0 });
      await daemon.line(({ msg, robot }) => msg === 'delivered' && robot === 'team');

      // Nothing of the examples reaches the group unasked.
      const next = await dingbell(['next', '--robot', 'team', '--json'], { cwd });
      const rows = next.stdout
        .split('\n')
        .filter((line) => line.includes('"team"') && !line.includes('"kind":"pause"'));
      expect(rows).toEqual([]);

      const [, yaml = ''] =
        /```yaml file=schedules\/\S+\n([^]*?)```/.exec(readFileSync(join(ROOT, page), 'utf8')) ?? [];
      workspace.write('schedules/mine.yaml', yaml.replaceAll(/^ {3}/gm, ''));
      await daemon.line(({ msg, added }) => msg === 'the configuration was read again' && added === 1);
      const fired = await dingbell(['fire', 'tea', '--wait'], { cwd });
      expect(fired.code, fired.stdout + fired.stderr).toBe(0);
      expect(JSON.stringify(sandbox.conversation().at(-1)?.payload)).toContain('喝杯茶');
    },
  );

  it.runIf(IS_LONG)('taken out, the examples make room for reminders of one’s own', async () => {
    const { sandbox, env } = await robotServer();
    const { workspace, daemon } = await started();
    const [{ asked }] = READERS;
    const conversation = new Conversation(['init', '--lang', 'en'], { cwd: workspace.path });
    await answerUpToExamples(conversation, asked, env.TEAM_WEBHOOK);
    await conversation.answer(asked.examples, DOWN + ENTER);
    await conversation.answer(asked.write, ENTER);
    await conversation.hears(asked.arrived);
    expect(await conversation.end()).toBe(0);
    await daemon.line(({ msg, reminders }) => msg === 'the configuration was read again' && reminders === 0);
    const check = await dingbell(['check', '--lang', 'en'], { cwd: workspace.path });
    // The other robot, the people and the page's token are no examples.
    expect(check.stdout).toContain('0 reminders, 2 robots');
    const settings = (folder: string) => readFileSync(workspace.at(`${folder}/robots.yaml`), 'utf8');
    expect(settings('schedules/mine')).toBe(settings('schedules'));
    expect(settings('schedules/mine')).toContain('DINGBELL_TOKEN');
    expect(sandbox.counts()).toMatchObject({ shown: 1 });
  });

  it.runIf(IS_LONG)(
    'a daemon that goes by its own environment is told of: the robot works, and the group would get nothing',
    async () => {
      const { sandbox, env } = await robotServer();
      const workspace = new Workspace();
      cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
      const daemon = new DaemonProcess({ cwd: workspace.path, env: { DINGTALK_TEAM_WEBHOOK: 'sandbox' } });
      onTestFinished(async () => {
        await daemon.stop('SIGKILL');
        workspace[Symbol.dispose]();
      });
      await daemon.running();
      const { stdout, code } = await dingbell(['init', '--yes', '--stdin', '--lang', 'en'], {
        cwd: workspace.path,
        stdin: `${env.TEAM_WEBHOOK}\n${env.TEAM_SECRET}\n`,
      });
      expect(stdout).toContain('But the running daemon');
      expect(code).toBe(1);
      expect(sandbox.counts()).toMatchObject({ shown: 1 });
    },
  );
});
