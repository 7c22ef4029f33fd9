import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { ROOT, Workspace } from '../support/workspace.ts';
import { IS_LONG } from '../support/breadth.ts';
import { allPages, isChinese } from './pages.ts';

const run = promisify(execFile);

/** The Chinese pages have the same ones (pairs.test.ts). */
const pages = allPages().filter((page) => IS_LONG || !isChinese(page));
const examples = pages.flatMap(({ path, fences }) =>
  fences
    .filter(({ language, marks }) => language === 'ts' && marks.includes('run'))
    .map((fence) => [`${path}:${fence.line}`, fence.text] as const),
);

describe('the TypeScript in the pages prints what stands beside it', () => {
  it.each(examples)('%s', async (_, text) => {
    using folder = new Workspace();
    mkdirSync(folder.at('node_modules'));
    symlinkSync(ROOT, folder.at('node_modules/dingbell'));
    cpSync(`${ROOT}/schedules`, folder.at('schedules'), { recursive: true });
    const example = folder.write('example.ts', text);
    await using robot = await startRobot();
    const { stdout } = await run(process.execPath, [example], { cwd: folder.path, env: robot.env });
    expect(stdout.split('\n').slice(0, -1)).toEqual(outputIn(text));
  });
});

/** `console.log(…); // this` */
function outputIn(text: string): readonly string[] {
  return [...text.matchAll(/^ *console\.log\(.*\); \/\/ (.+)$/gm)].map(([, output = '']) => output);
}

/** A DingTalk that takes what the examples send. */
async function startRobot() {
  const member = { name: 'team', token: 'dummy-token', secret: 'SEC-dummy' };
  const server = await startSandboxServer({ sandbox: new Sandbox({ robots: [member] }), now: Date.now });
  return {
    env: { DINGTALK_WEBHOOK: server.webhook(member), DINGTALK_SECRET: member.secret },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
