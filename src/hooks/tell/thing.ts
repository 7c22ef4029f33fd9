import type { Account, HookEvent, Involved, Thing } from '../hook-event.ts';
import type { Pen } from '../pen.ts';

/** What an event is about, as a link: `shop#7 优惠券`, `SHOP-42 …`, the name of a card. */
export function thingOf(
  event: Pick<HookEvent, 'thing' | 'repository' | 'url' | 'to' | 'kind' | 'release'>,
  pen: Pen,
): string {
  const { thing, repository, url, kind } = event;
  if (thing === undefined) return placeOf(event, pen);
  const { type, id, title } = thing;
  const name = title === undefined ? '' : pen.thing(title);
  const isComment = kind.endsWith('commented') || kind === 'mentioned' || kind === 'comment.updated';
  const address = isComment ? (url ?? thing.url) : thing.url;
  if (type === 'card') return pen.link(name || pen.texts.card(pen.text(id).replace('＃', '#')), address);
  if (NAMED.has(type)) return pen.link(name || pen.text(id), address);
  const place = /^[#!]/.test(id) ? `${pen.text(repository?.short)}${pen.text(id).replace(/^＃/, '#')}` : pen.text(id);
  const isPull = isComment && type === 'pull_request' ? `${pen.texts.pullRequest} ` : '';
  const short = type === 'commit' ? pen.texts.commitOf(pen.text(id)) : place;
  return pen.link([`${isPull}${short}`, name].filter(Boolean).join(' '), address);
}

/** They are called by their names alone. */
const NAMED: ReadonlySet<Thing['type']> = new Set(['page', 'milestone', 'organization', 'team', 'group']);

/** A branch, a tag or a release with its repository, or that alone. */
function placeOf(
  {
    repository,
    url,
    to,
    kind,
    release,
    ...event
  }: Pick<HookEvent, 'repository' | 'url' | 'to' | 'kind' | 'release'> & { readonly branch?: string },
  pen: Pen,
): string {
  const short = pen.text(repository?.short);
  if (kind.startsWith('branch.')) return pen.link(`${short}/${pen.text(event.branch)}`, url);
  if (kind.startsWith('tag.')) return pen.link([short, pen.text(to)].filter(Boolean).join(' '), url);
  if (release !== undefined) return pen.link([short, pen.text(release.tag)].filter(Boolean).join(' '), url);
  return pen.link(short, url ?? repository?.url);
}

export function accountsAs({ involved = [] }: HookEvent, as: Involved['as']): readonly Account[] {
  return involved.filter((each) => each.as === as).map(({ account }) => account);
}
