import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import type { Common } from './github-like.ts';

/** Neither passed nor failed. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'pending',
  'skipped',
  'neutral',
  'stale',
  'action_required',
  'building',
  'queued',
]);

const PAGES: Readonly<Record<string, string>> = { built: 'success', errored: 'failure' };

/**
 * A part of a run, or what another program says of a commit, from GitHub and Gitea. Told by itself only where a hook asks
 * for it. `undefined`: it is neither.
 */
export function job(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  if (event === 'status') return commitStatus(body, common);
  if (event === 'page_build') return pageBuild(body.at('build'), common);
  if (event !== 'workflow_job' && event !== 'check_run' && event !== 'check_suite') return undefined;
  const found = body.at(event);
  const state = found.text('conclusion');
  if (state === undefined || UNDECIDED.has(state)) return 'nothing';
  return compact<HookEvent>({
    ...common,
    kind: 'build.job',
    branch: found.text('head_branch') ?? found.text('check_suite.head_branch'),
    url: found.text('html_url'),
    to: state,
    text: found.text('output.title'),
    build: { workflow: found.text('name') ?? found.text('app.name') ?? '', run: found.text('id') ?? '', order: 0 },
  });
}

function commitStatus(body: Fields, common: Common): HookEvent | 'nothing' {
  const state = body.text('state');
  if (state === undefined || UNDECIDED.has(state)) return 'nothing';
  return compact<HookEvent>({
    ...common,
    kind: 'build.job',
    branch: body.list('branches')[0]?.text('name'),
    url: body.text('target_url'),
    to: state,
    text: body.text('description'),
    build: { workflow: body.text('context') ?? '', run: body.text('id') ?? '', order: 0 },
  });
}

function pageBuild(build: Fields, common: Common): HookEvent | 'nothing' {
  const state = build.text('status');
  if (state === undefined || UNDECIDED.has(state)) return 'nothing';
  return compact<HookEvent>({
    ...common,
    kind: 'build.job',
    to: PAGES[state] ?? state,
    text: build.text('error.message'),
    build: { workflow: 'Pages', run: build.text('commit') ?? '', order: 0 },
  });
}
