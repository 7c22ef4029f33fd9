import { compact } from '../compact.ts';
import type { Deed, Did, Part } from '../deed.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import { aboutIssue, type Common } from './github-like.ts';

/** What a repository has, and what an issue belongs to, as GitHub and Gitea say it; `undefined`: none of that. */
export function belonging(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  switch (event) {
    case 'package':
    case 'registry_package':
      return packaged(body.at(event), body, common);
    case 'label':
      return owned('label', body.text('label.name'), body, common);
    case 'deploy_key':
      return owned('key', body.text('key.title'), body, common);
    case 'meta':
      return owned('webhook', undefined, body, common);
    case 'sub_issues':
      return subIssue(body, common);
    case 'issue_dependencies':
      return dependency(body, common);
    default:
      return undefined;
  }
}

const OWNED: Readonly<Record<string, Did>> = {
  created: 'added',
  published: 'added',
  deleted: 'removed',
};

function owned(part: Part, name: string | undefined, body: Fields, common: Common): HookEvent {
  const before = body.text('changes.name.from');
  return compact<HookEvent>({
    ...common,
    kind: 'repository',
    deed: compact<Deed>({ did: OWNED[body.text('action') ?? ''] ?? 'changed', part, name }),
    from: before,
    to: before === undefined ? undefined : name,
  });
}

/** GitHub says it twice, under its old name and its new one. One of an owner belongs to no repository. */
function packaged(found: Fields, body: Fields, common: Common): HookEvent {
  const version = found.text('version') ?? versionIn(found.at('package_version'));
  const name = [found.text('name'), version].filter(Boolean).join(' ');
  const owner = found.text('owner.login') ?? '';
  const repository = common.repository ?? (owner === '' ? undefined : { name: owner, short: owner });
  const event = owned('package', name, body, compact<Common>({ ...common, repository }));
  const says = [`package ${owner} ${name} ${event.deed?.did ?? ''}`];
  const url = event.deed?.did === 'removed' ? undefined : found.text('html_url');
  return compact<HookEvent>({ ...event, url, says, echoes: says });
}

/** What an image is called by its digest has a tag. */
function versionIn(version: Fields): string | undefined {
  const tag = version.text('container_metadata.tag.name');
  return tag ?? version.text('version') ?? version.text('name');
}

/** It is said of the issue that is above and of the one that is below: told once. */
function subIssue(body: Fields, common: Common): HookEvent {
  const action = body.text('action') ?? '';
  const [above, below] = [body.at('parent_issue'), body.at('sub_issue')];
  const isOfBelow = action.startsWith('parent_issue');
  const names = [`sub-issue ${above.text('id') ?? ''} ${below.text('id') ?? ''} ${didIn(action)}`];
  const [about, other] = isOfBelow ? [below, above] : [above, below];
  return linked(about, other, { part: isOfBelow ? 'parent' : 'sub_issue', did: didIn(action), names }, common);
}

/** Likewise of the one that waits and of the one it waits for. */
function dependency(body: Fields, common: Common): HookEvent {
  const action = body.text('action') ?? '';
  const [waiting, first] = [body.at('blocked_issue'), body.at('blocking_issue')];
  const isOfFirst = action.startsWith('blocking');
  const names = [`blocked ${waiting.text('id') ?? ''} ${first.text('id') ?? ''} ${didIn(action)}`];
  const [about, other] = isOfFirst ? [first, waiting] : [waiting, first];
  return linked(about, other, { part: isOfFirst ? 'blocked' : 'blocker', did: didIn(action), names }, common);
}

function didIn(action: string): Did {
  return action.endsWith('removed') ? 'removed' : 'added';
}

interface Link {
  readonly part: Part;
  readonly did: Did;
  readonly names: readonly string[];
}

function linked(about: Fields, other: Fields, { part, did, names }: Link, common: Common): HookEvent {
  const name = [`#${other.text('number') ?? ''}`, other.text('title')].filter(Boolean).join(' ');
  return { ...aboutIssue(common, about), kind: 'issue.updated', deed: { did, part, name }, says: names, echoes: names };
}
