import { compact } from '../compact.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent, Involved, Thing } from '../hook-event.ts';
import { commented, commitIn, type Common, involvedAs, thingIn } from './github-like.ts';

/** What GitHub says of a repository and its surroundings: told only where it is asked for. */
export function ofRepository(event: string, body: Fields, common: Common): HookEvent | 'nothing' | undefined {
  const action = body.text('action');
  switch (event) {
    case 'ping':
      return { ...common, kind: 'ping' };
    case 'commit_comment':
      return commitComment(body, common);
    case 'star':
      return action === 'deleted' ? 'nothing' : { ...common, kind: 'star' };
    // The star says the same.
    case 'watch':
    case 'deployment':
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
      return compact<HookEvent>({ ...common, kind: 'milestone', to: action, thing: milestone(body) });
    case 'discussion':
    case 'discussion_comment':
      return discussion(event, body, common);
    case 'member':
    case 'membership':
    case 'organization':
    case 'team':
    case 'team_add':
      return compact<HookEvent>({ ...common, kind: 'member', to: action, involved: membersIn(body) });
    case 'repository':
    case 'public':
    case 'branch_protection_rule':
    case 'repository_ruleset':
      return compact<HookEvent>({ ...common, kind: 'repository', to: action ?? event, url: common.repository?.url });
    default:
      return security(event, body, common);
  }
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
  const event = commented({ ...common, thing }, comment, 'commit.commented');
  return { ...event, ...(path !== undefined && { remark: compact({ path, line: comment.number('line') }) }) };
}

function wiki(body: Fields, common: Common): HookEvent {
  const page = body.list('pages')[0];
  const title = page?.text('title') ?? page?.text('page_name');
  const thing = compact<Thing>({ type: 'page', id: title ?? '', title, url: page?.text('html_url') });
  return compact<HookEvent>({ ...common, kind: 'wiki', thing, to: page?.text('action') });
}

function milestone(body: Fields): Thing {
  const found = body.at('milestone');
  const title = found.text('title');
  return compact<Thing>({ type: 'milestone', id: title ?? '', title, url: found.text('html_url') });
}

function discussion(event: string, body: Fields, common: Common): HookEvent {
  const found = body.at('discussion');
  const about = { ...common, thing: thingIn('discussion', found) };
  const written = event === 'discussion' ? found : body.at('comment');
  return { ...commented(about, written, 'discussion'), ...(body.text('action') && { to: body.text('action') ?? '' }) };
}

function membersIn(body: Fields): readonly Involved[] {
  return involvedAs('mentioned', [body.at('member'), body.at('membership.user')]);
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
    to: body.text('action'),
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
