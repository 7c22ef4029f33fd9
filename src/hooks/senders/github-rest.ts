import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { Deed, Did } from '../deed.ts';
import type { HookEvent, Repository, Thing } from '../hook-event.ts';
import { belonging } from './github-belongings.ts';
import { changed, deedIn, type Done, editedIn, updatedIn } from './github-deeds.ts';
import { job } from './github-job.ts';
import { commented, commentIn, commitIn, type Common, involvedAs, thingIn } from './github-like.ts';

/** What GitHub says of a repository and its surroundings: told only where it is asked for. */
export function ofRepository(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  const action = body.text('action');
  switch (event) {
    case 'ping':
      return ping(body, common);
    case 'commit_comment':
      return commitComment(body, common);
    case 'star':
      return action === 'deleted' ? 'nothing' : { ...common, kind: 'star' };
    // The star says the same.
    case 'watch':
    case 'deployment':
    // Runs, alerts and pushes say what comes of these.
    case 'merge_group':
    case 'workflow_dispatch':
    case 'repository_dispatch':
    case 'secret_scanning_alert_location':
    case 'secret_scanning_scan':
      return 'nothing';
    case 'fork':
      return compact<HookEvent>({
        ...common,
        kind: 'fork',
        url: body.text('forkee.html_url'),
        to: body.text('forkee.full_name'),
      });
    case 'gollum':
      return wiki(body, common);
    case 'milestone':
      return milestone(body, common);
    case 'discussion':
    case 'discussion_comment':
      return discussion(event, body, common);
    case 'member':
    case 'membership':
    case 'organization':
    case 'team':
    case 'team_add':
      return member(event, body, common);
    case 'repository':
    case 'public':
    case 'branch_protection_rule':
    case 'repository_ruleset':
      return ofItself(event, body, common);
    default:
      return job(event, body, common) ?? belonging(event, body, common) ?? security(event, body, common);
  }
}

/** That of an organisation names no repository, that of an app neither. */
function ping(body: Fields, common: Common): HookEvent {
  if (common.repository !== undefined) return { ...common, kind: 'ping' };
  if (body.has('organization.login')) return { ...common, kind: 'ping', thing: circleIn('organization', body) };
  return { ...common, kind: 'ping', repository: { name: 'github', short: 'GitHub' } };
}

function commitComment(body: Fields, common: Common): HookEvent {
  const comment = body.at('comment');
  const id = comment.text('commit_id') ?? '';
  const commit = commitIn(body.at('commit'));
  const thing = compact<Thing>({
    type: 'commit',
    id: id.slice(0, 7),
    title: commit?.title,
    url: comment.text('html_url'),
  });
  const path = comment.text('path');
  const isNew = (body.text('action') ?? 'created') === 'created';
  const event = commentIn(body, { ...common, thing }, isNew ? 'commit.commented' : 'comment.updated');
  return { ...event, ...(path !== undefined && { remark: compact({ path, line: comment.number('line') }) }) };
}

function wiki(body: Fields, common: Common): HookEvent {
  const pages = body.list('pages');
  const [page] = pages;
  const title = page?.text('title') ?? page?.text('page_name');
  const more = pages.length > 1 ? ` (+${pages.length - 1})` : '';
  const thing = compact<Thing>({
    type: 'page',
    id: title ?? '',
    title: title && `${title}${more}`,
    url: page?.text('html_url'),
  });
  return compact<HookEvent>({ ...common, kind: 'wiki', thing, ...deedIn(page?.text('action')) });
}

function milestone(body: Fields, common: Common): HookEvent {
  const found = body.at('milestone');
  const [title, action] = [found.text('title'), body.text('action')];
  const url = action === 'deleted' ? undefined : found.text('html_url');
  const thing = compact<Thing>({ type: 'milestone', id: title ?? '', title, url });
  // GitHub says `opened` of one that was closed.
  const done = action === 'edited' ? editedIn(body, found) : deedIn(action === 'opened' ? 'reopened' : action);
  return compact<HookEvent>({ ...common, kind: 'milestone', thing, ...done });
}

function discussion(event: string, body: Fields, common: Common): HookEvent {
  const found = body.at('discussion');
  const action = body.text('action');
  const about = { ...common, thing: thingIn('discussion', found) };
  if (event === 'discussion_comment') {
    const isNew = action === 'created';
    const said = commentIn(body, about, isNew ? 'discussion' : 'comment.updated');
    return isNew ? { ...said, deed: { did: 'commented' } } : said;
  }
  if (action === 'created') return { ...commented(about, found, 'discussion'), deed: { did: 'created' } };
  const category = body.text('changes.category.from.name');
  const done =
    action === 'category_changed' ? changed('category', category, found.text('category.name')) : updatedIn(body, found);
  return compact<HookEvent>({ ...about, kind: 'discussion', ...done });
}

/** Of a repository, an organisation or a team. */
function member(event: string, body: Fields, common: Common): HookEvent {
  const action = body.text('action') ?? 'added';
  const about = { ...common, kind: 'member' as const };
  if (event === 'team' || event === 'team_add') return ofTeam(action, body, about);
  const people = involvedAs('mentioned', [body.at('member'), body.at('membership.user'), body.at('user')]);
  const thing = event === 'member' ? undefined : circleIn(event, body);
  const role = body.text('changes.permission.to') ?? body.text('changes.role_name.to') ?? body.text('membership.role');
  const before =
    body.text('changes.permission.from') ??
    body.text('changes.old_permission.from') ??
    body.text('changes.role_name.from');
  const did = ENTERED[action];
  if (action === 'renamed') {
    return compact<HookEvent>({
      ...about,
      thing,
      ...deedIn(action),
      from: body.text('changes.login.from'),
      to: thing?.title,
    });
  }
  const isChange = action === 'edited';
  return compact<HookEvent>({
    ...about,
    thing,
    deed: did === undefined ? (isChange ? { did: 'changed' } : deedIn(action).deed) : { did },
    to: did === 'removed' ? undefined : role,
    from: isChange ? before : undefined,
    involved: people,
  });
}

const ENTERED: Readonly<Record<string, Did>> = {
  added: 'added',
  removed: 'removed',
  member_added: 'added',
  member_removed: 'removed',
  member_invited: 'invited',
};

/** A team that was made, or may do something in a repository. */
function ofTeam(action: string, body: Fields, about: HookEvent): HookEvent {
  const name = body.text('team.name');
  const isIn = action === 'added_to_repository' || action === 'added';
  if (isIn || action === 'removed_from_repository') {
    return compact<HookEvent>({
      ...about,
      deed: compact<Deed>({ did: isIn ? 'added' : 'removed', part: 'team', name }),
      to: isIn ? body.text('team.permission') : undefined,
    });
  }
  return compact<HookEvent>({ ...about, thing: circleIn('team', body), ...deedIn(action) });
}

function circleIn(event: string, body: Fields): Thing {
  const isTeam = event === 'team' || event === 'membership';
  const name = isTeam ? body.text('team.name') : body.text('organization.login');
  const isGone = body.text('action') === 'deleted';
  const url = isGone
    ? undefined
    : isTeam
      ? body.text('team.html_url')
      : name && `https://github.com/${encodeURIComponent(name)}`;
  return compact<Thing>({ type: isTeam ? 'team' : 'organization', id: name ?? '', title: name, url });
}

function ofItself(event: string, body: Fields, common: Common): HookEvent {
  const action = body.text('action') ?? event;
  const about = { ...common, kind: 'repository' as const };
  const rule = body.text('rule.name') ?? body.text('repository_ruleset.name');
  if (event !== 'repository' && event !== 'public') {
    const did = RULED[action] ?? 'changed';
    return { ...about, deed: compact<Deed>({ did, part: 'rule', name: rule }) };
  }
  const { repository } = common;
  // Of what is gone there is no page.
  const isGone = action === 'deleted';
  return compact<HookEvent>({
    ...about,
    repository: isGone && repository !== undefined ? withoutAddress(repository) : repository,
    ...ofRepositoryChange(action, body, repository),
  });
}

const RULED: Readonly<Record<string, Did>> = { created: 'added', deleted: 'removed' };

function withoutAddress({ url: _url, ...repository }: Repository): Repository {
  return repository;
}

function ofRepositoryChange(action: string, body: Fields, repository: Repository | undefined): Done {
  const changes = body.at('changes');
  if (action === 'renamed') {
    return compact<Done>({ ...deedIn(action), from: changes.text('repository.name.from'), to: repository?.short });
  }
  if (action === 'transferred') {
    const from = ['user', 'organization'].map((who) => changes.text(`owner.from.${who}.login`)).find(Boolean);
    return compact<Done>({ ...deedIn(action), from, to: repository?.name.split('/')[0] });
  }
  const branch = changes.text('default_branch.from');
  if (branch !== undefined) return changed('default_branch', branch, repository?.defaultBranch);
  return action === 'edited' ? editedIn(body, body.at('repository')) : deedIn(action);
}

const SECURITY = new Set([
  'dependabot_alert',
  'code_scanning_alert',
  'secret_scanning_alert',
  'security_advisory',
  'repository_advisory',
  'repository_vulnerability_alert',
]);

function security(event: string, body: Fields, common: Common): HookEvent | undefined {
  if (!SECURITY.has(event)) return undefined;
  const alert = body.has('alert') ? body.at('alert') : body.at(event);
  const advisory = alert.at('security_advisory');
  const name = alert.text('dependency.package.name') ?? alert.text('affected_package_name');
  const summary =
    advisory.text('summary') ??
    alert.text('rule.description') ??
    alert.text('secret_type_display_name') ??
    alert.text('summary') ??
    event.replaceAll('_', ' ');
  return compact<HookEvent>({
    ...common,
    kind: 'security',
    ...deedIn(body.text('action')),
    url: alert.text('html_url'),
    alerts: {
      name: name ?? summary,
      more: 0,
      list: [
        compact({
          state: 'firing' as const,
          what: name ?? '',
          summary,
          severity: advisory.text('severity') ?? alert.text('rule.severity') ?? alert.text('severity'),
        }),
      ],
    },
  });
}
