import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examplesIn } from '../../src/config/folder-in-use.ts';
import { loadConfig } from '../../src/config/load.ts';
import { heldExamplesNote } from '../../src/daemon/held-examples.ts';
import { Workspace } from '../support/workspace.ts';
import { NOW } from './folder.ts';

const SCHEDULES = join(import.meta.dirname, '../../schedules');
const TEAM = { DINGTALK_TEAM_WEBHOOK: 'https://oapi.dingtalk.com/robot/send?access_token=dummy' };
const FAMILY = { DINGTALK_FAMILY_WEBHOOK: 'https://oapi.dingtalk.com/robot/send?access_token=dummy-2' };
const OF_FAMILY = ['birthdays', 'wedding'];
const OF_TEAM = ['clock-in', 'clock-out', 'lunch', 'reading', 'stand-up', 'workout'];

/** The examples beside a reminder of one's own, as a daemon reads them with this `.env`. */
async function read(env: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  using workspace = new Workspace();
  cpSync(SCHEDULES, workspace.at('schedules'), { recursive: true });
  workspace.write('schedules/mine.yaml', 'reminders: { tea: { at: "15:30", text: 喝茶 } }\n');
  for (const [name, text] of Object.entries(files)) workspace.write(`schedules/${name}`, text);
  return await loadConfig(workspace.at('schedules'), { env, cwd: workspace.path, now: NOW });
}

async function paused(env: Readonly<Record<string, string>>, files?: Readonly<Record<string, string>>) {
  return (await read(env, files)).reminders.filter((each) => each.paused).map(({ id }) => id);
}

describe('who fills .env by hand is sent no example unasked', () => {
  it.each([
    ['in the sandbox they are shown', {}, []],
    ['of a robot that is connected', TEAM, OF_TEAM],
    ['of both', { ...TEAM, ...FAMILY }, [...OF_FAMILY, ...OF_TEAM].toSorted()],
    ['until somebody names the robot', { ...TEAM, DINGBELL_EXAMPLES: 'team' }, []],
    ['each robot for itself', { ...TEAM, ...FAMILY, DINGBELL_EXAMPLES: 'team' }, OF_FAMILY],
    ['or several', { ...TEAM, ...FAMILY, DINGBELL_EXAMPLES: 'team, family' }, []],
  ])('%s', async (_, env, held) => {
    expect(await paused(env)).toEqual(held);
  });

  it('what somebody wrote in a folder of their own, or under another name, is no example', async () => {
    const own = 'reminders: { run: { at: "18:30", text: 跑步 } }\n';
    expect(
      await paused(TEAM, { 'work.yaml': own, 'life.yaml': '', 'family.yaml': own.replace('run', 'lunch') }),
    ).toEqual([]);
  });

  it('says which, and what to write, so that nothing is lost that was asked for before', async () => {
    const note = heldExamplesNote(await read({ ...TEAM, ...FAMILY, DINGBELL_EXAMPLES: 'team' }), 'en');
    expect(note).toMatchObject({ code: 'examples-held' });
    expect(note?.message).toMatch(/: birthdays, wedding$/);
    expect(note?.hint).toContain('DINGBELL_EXAMPLES=family,team');
    expect(heldExamplesNote(await read({}), 'en')).toBeUndefined();
  });

  it('each shipped reminder and hook is known as an example', async () => {
    const { reminders, hooks } = await loadConfig(SCHEDULES, { env: {}, now: NOW });
    const known = [...examplesIn(SCHEDULES).values()].flatMap((ids) => [...ids]).toSorted();
    expect(known).toEqual([...reminders.map(({ id }) => id), ...hooks.keys()].toSorted());
    const files = [...examplesIn(SCHEDULES).keys()];
    expect(readdirSync(SCHEDULES).map((name) => join(SCHEDULES, name))).toEqual(expect.arrayContaining(files));
  });
});
