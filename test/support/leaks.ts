import { expect } from 'vitest';
import type { Sandbox, SandboxRequest } from '../../src/robot/sandbox/sandbox.ts';
import type { DaemonProcess } from './daemon-process.ts';
import type { Workspace } from './workspace.ts';

/** Every signature that this sandbox is sent from now on: they are made afresh for each attempt. */
export function signaturesSentTo(sandbox: Sandbox): ReadonlySet<string> {
  const signatures = new Set<string>();
  const receive = sandbox.receive.bind(sandbox);
  sandbox.receive = (request: SandboxRequest, now: number) => {
    const signature = request.query.get('sign');
    if (signature !== null && signature !== '') signatures.add(signature);
    return receive(request, now);
  };
  return signatures;
}

const PATHS = [
  '',
  'month',
  'history',
  'robots',
  'metrics',
  'calendar.ics',
  'healthz',
  'readyz',
  'api/reminders',
  'api/deliveries',
  'api/status',
  'page.js',
  'style.css',
  'login',
  'no-such-page',
];

/**
 * Everything that a daemon shows over HTTP, with the headers.
 *
 * @param more Of what only some have. Default: nothing.
 */
export async function everythingShown(page: string, token: string, more: readonly string[] = []): Promise<string> {
  const answers = [...PATHS, ...more].map(async (path) => {
    const response = await fetch(new URL(path, page), { headers: { authorization: `Bearer ${token}` } });
    return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
  });
  return (await Promise.all(answers)).join('\n');
}

/** What a run has said and left behind. */
export interface Remains {
  readonly daemons: readonly DaemonProcess[];
  /** What was read over HTTP. Default: nothing. */
  readonly shown?: readonly string[];
  readonly workspace: Workspace;
  /** Folders with files that are not in the workspace. Default: none. */
  readonly elsewhere?: readonly string[];
}

/** Holds what a run has said and left behind, down to each byte of the database, against what nobody may see. */
export function expectNoLeak(
  secrets: Iterable<string>,
  { daemons, shown = [], workspace, elsewhere = [] }: Remains,
): void {
  const files = [workspace.path, ...elsewhere].flatMap((folder) => [...workspace.contents(folder)]);
  const haystacks = [
    ...daemons.map(({ output }) => ({ where: 'the log', text: output })),
    ...shown.map((text) => ({ where: 'the pages', text })),
    ...files.map(({ file, bytes }) => ({ where: file, text: bytes })),
  ];
  for (const secret of secrets) {
    const spellings = [secret, encodeURIComponent(secret)];
    const leaks = haystacks.filter(({ text }) => spellings.some((spelling) => text.includes(spelling)));
    expect(
      leaks.map(({ where }) => where),
      secret,
    ).toEqual([]);
  }
}
