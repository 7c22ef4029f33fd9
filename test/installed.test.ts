import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as source from '../src/index.ts';
import { breadth, IS_LONG } from './support/breadth.ts';
import { DaemonProcess } from './support/daemon-process.ts';
import { installDingbell } from './support/installed.ts';
import { ROOT, Workspace } from './support/workspace.ts';

const JAPAN = `
calendars:
  japan: { country: JP }
reminders:
  japan: { at: "09:00", on: workdays, calendar: japan, text: お早う, robot: team }
`;

let workspace: Workspace;
let installed: string;

beforeAll(() => {
  workspace = new Workspace();
  installed = installDingbell(workspace);
  cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
  // With a package that is not in what was built.
  workspace.write('schedules/japan.yaml', JAPAN);
}, 120_000);
afterAll(() => workspace[Symbol.dispose]());

function run(root: string, ...args: readonly string[]): string {
  const program = [join(root, 'src/dingbell.cjs'), ...args];
  return execFileSync(process.execPath, program, { cwd: workspace.path, encoding: 'utf8' });
}

it.each(
  breadth({
    quick: [['next', '--from', '2026-11-24', '--json']],
    long: [['--help'], ['check'], ['next', '--from', '2026-11-24', '--json'], ['preview', 'clock-in'], ['schema']],
  }),
)('says what the source says: %s %s', (...args) => {
  const said = run(installed, ...args);
  expect(said.length).toBeGreaterThan(20);
  expect(said).toBe(run(ROOT, ...args));
});

it('has what was built, and the checkout it was packed from has it no more', () => {
  expect(existsSync(join(installed, 'dist/program.cjs'))).toBe(true);
  expect(existsSync(workspace.at('checkout/dist'))).toBe(false);
});

it('completes by its own path', () => {
  expect(run(installed, 'completion', 'bash')).toContain(join(installed, 'src/dingbell.cjs'));
});

it('gives the same library', async () => {
  const program = `import * as library from 'dingbell'; console.log(Object.keys(library).join());`;
  const names = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: workspace.path,
    encoding: 'utf8',
  });
  expect(names.trim().split(',').toSorted()).toEqual(Object.keys(source).toSorted());
});

it('serves its page, with looks and scripts', async () => {
  const folder = workspace.at('daemon');
  workspace.write(
    'daemon/schedules/all.yaml',
    'daemon: { http: { port: 0 } }\nrobots: { team: { webhook: sandbox } }\n',
  );
  const daemon = new DaemonProcess({ cwd: folder, root: installed });
  const { page } = await daemon.line((line) => typeof line['page'] === 'string');
  const html = await (await fetch(page as string)).text();
  for (const [, path = ''] of html.matchAll(/(?:href|src)="(\/(?:style\.css|page\.js|icon\.svg)[^"]*)"/g)) {
    expect((await fetch(new URL(path, page as string))).status).toBe(200);
  }
  expect(await daemon.stop()).toBe(0);
});

it.runIf(IS_LONG)('goes without a package that is not installed', { timeout: 60_000 }, () => {
  using other = new Workspace();
  const root = installDingbell(other, (name) => name !== 'date-holidays');
  expect(() => run(root, 'next')).toThrow('npm install date-holidays');
});
