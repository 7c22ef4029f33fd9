import { compact } from '../compact.ts';
import { Fields } from '../fields.ts';
import { isSignedBy } from '../hmac.ts';
import type { Account, HookEvent, Involved, Repository, Thing } from '../hook-event.ts';
import type { Kind } from '../kinds.ts';
import { mentionsIn } from '../mentions-in.ts';
import { one, type Reading, type Sender } from '../sender.ts';
import { writtenTime } from '../written-time.ts';
import { boardDeed, cardDeed, cardEdit, memberDeed } from './trello-deeds.ts';

/**
 * https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/ (read 2026-11): `X-Trello-Webhook` is the base64
 * of the HMAC-SHA1, by the secret of the application, over the whole body and the callbackURL exactly as it was given
 * when the webhook was made, both as UTF-8; a `HEAD` to it has to be answered 200 then, or none is made. Until 2016 the
 * characters' low bytes were signed, which old answers still tell: https://github.com/trello-archive/api-docs/pull/26
 */
export const trello: Sender = {
  name: 'trello',
  kinds: ['card', 'board', 'mentioned', 'comment', 'member'],
  setup: {
    en: 'Trello gives the secret: https://trello.com/power-ups/admin → your Power-Up → API key → Secret. It has no page for webhooks: dingbell hook register makes one.',
    'zh-CN':
      '密钥由 Trello 给出：https://trello.com/power-ups/admin → 你的 Power-Up → API key → Secret。它没有填 webhook 的页面，用 dingbell hook register 创建。',
  },
  givesSecret: true,
  isRegistered: true,
  signsAddress: true,
  silentOf: ['branches'],
  // The address to which it posts is signed along.
  signature: {
    headers: ['x-trello-webhook'],
    verify: ({ headers, body, url = '' }, key) =>
      isSignedBy(headers['x-trello-webhook'] ?? '', { algorithm: 'sha1', encoding: 'base64', key, over: [body, url] })
        ? 'right'
        : 'wrong',
  },
  duplicateKey: ({ body }) => new Fields(body).text('action.id'),
  read: ({ body }) => read(new Fields(body)),
};

function read(body: Fields): Reading {
  const action = body.at('action');
  const event = action.text('type') ?? '';
  const found = readAction(event, body, action);
  if (found === 'nothing') return { kind: 'nothing', event };
  return found === undefined ? { kind: 'unknown', event } : one(found);
}

const BOARD =
  /^(?:create|update|delete|move|close|reopen|archive)\w*(?:List|Board|Label|CustomField)|Board|^enable|^disable|Plugin/;

function readAction(type: string, body: Fields, action: Fields): HookEvent | 'nothing' | undefined {
  const about = aboutCard(body, action);
  const data = action.at('data');
  switch (type) {
    case 'createCard':
    case 'copyCard':
    case 'convertToCardFromCheckItem':
    case 'emailCard':
      return compact<HookEvent>({ ...about, kind: 'card.created', to: data.text('list.name') });
    // From another board: it is new here, but nobody made it.
    case 'moveCardToBoard':
      return compact<HookEvent>({
        ...about,
        kind: 'card.moved',
        from: data.text('boardSource.name'),
        to: data.text('board.name'),
      });
    case 'updateCard':
      return updated(data, about);
    case 'deleteCard':
      return { ...about, kind: 'card.deleted', thing: cardIn(data.at('card'), true) };
    case 'commentCard':
      return commented(data, about, 'card.commented');
    case 'updateComment':
      return { ...commented(data, about, 'comment.updated'), deed: { did: 'edited' } };
    // Of one that is gone nobody hears what it said.
    case 'deleteComment':
      return { ...about, kind: 'comment.updated', deed: { did: 'deleted' } };
    case 'addMemberToCard':
      return { ...about, kind: 'card.assigned', involved: membersIn(action) };
    default:
      return readOther(type, data, action, about);
  }
}

function readOther(
  type: string,
  data: Fields,
  action: Fields,
  about: Omit<HookEvent, 'kind'>,
): HookEvent | 'nothing' | undefined {
  const ofPeople = memberDeed(type, data);
  if (ofPeople !== undefined) {
    const circle = type.endsWith('Organization') ? circleIn(data) : undefined;
    const involved = membersIn(action, 'mentioned');
    return compact<HookEvent>({ ...withoutThing(about), kind: 'member', thing: circle, ...ofPeople, involved });
  }
  if (data.has('card')) {
    const involved = type === 'removeMemberFromCard' ? membersIn(action) : undefined;
    return compact<HookEvent>({ ...about, kind: 'card.updated', ...cardDeed(type, data), involved });
  }
  if (!BOARD.test(type)) return undefined;
  const ofBoard = boardDeed(type, data);
  return ofBoard === undefined ? 'nothing' : { ...withoutThing(about), kind: 'board', ...ofBoard };
}

function circleIn(data: Fields): Thing | undefined {
  const name = data.text('organization.name');
  return name === undefined ? undefined : { type: 'organization', id: name, title: name };
}

/** What was changed stands under `old`: of a card in its list nothing but its place, or its picture. */
function updated(data: Fields, about: Omit<HookEvent, 'kind'>): HookEvent | 'nothing' {
  const old = data.at('old');
  if (data.has('listAfter')) {
    const [from, to] = [data.text('listBefore.name'), data.text('listAfter.name')];
    return compact<HookEvent>({ ...about, kind: 'card.moved', from, to });
  }
  const changed = Object.keys(old.value ?? {});
  if (changed.every((key) => NEVER_NEWS.has(key))) return 'nothing';
  if (changed.includes('closed') && data.is('card.closed')) return { ...about, kind: 'card.archived' };
  if (changed.includes('dueComplete')) {
    return data.is('card.dueComplete')
      ? { ...about, kind: 'card.done' }
      : { ...about, kind: 'card.updated', ...cardEdit(data) };
  }
  const at = writtenTime(data.text('card.due'));
  if (changed.includes('due') && at !== undefined) {
    return { ...about, kind: 'card.due', due: compact({ at, before: writtenTime(old.text('due')) }) };
  }
  return { ...about, kind: 'card.updated', ...cardEdit(data) };
}

const NEVER_NEWS = new Set(['pos', 'cover', 'manualCoverAttachment', 'idAttachmentCover', 'subscribed', 'dueReminder']);

function commented(data: Fields, about: Omit<HookEvent, 'kind'>, kind: Kind): HookEvent {
  const text = data.text('text') ?? data.text('action.text');
  return compact<HookEvent>({ ...about, kind, text, involved: mentionsIn(text) });
}

function aboutCard(body: Fields, action: Fields): Omit<HookEvent, 'kind'> {
  const card = action.at('data.card');
  return compact<Omit<HookEvent, 'kind'>>({
    sender: 'trello',
    at: writtenTime(action.text('date')),
    repository: boardIn(body, action.at('data.board')),
    actor: accountIn(action.at('memberCreator')),
    thing: card.value === undefined ? undefined : cardIn(card),
    labels: labelIn(action),
  });
}

function labelIn(action: Fields): readonly string[] | undefined {
  const label = action.text('data.label.name');
  return label === undefined ? undefined : [label];
}

function boardIn(body: Fields, board: Fields): Repository | undefined {
  const name = board.text('name') ?? body.text('model.name');
  if (name === undefined) return undefined;
  const link = board.text('shortLink');
  const url = link === undefined ? body.text('model.shortUrl') : `https://trello.com/b/${link}`;
  return compact<Repository>({ name, short: name, url });
}

function cardIn(card: Fields, isGone = false): Thing {
  const link = card.text('shortLink');
  return compact<Thing>({
    type: 'card',
    id: card.text('idShort') === undefined ? (card.text('id') ?? '') : `#${card.text('idShort') ?? ''}`,
    title: card.text('name'),
    url: link === undefined || isGone ? undefined : `https://trello.com/c/${link}`,
  });
}

function accountIn(member: Fields): Account | undefined {
  const ids = [member.text('username'), member.text('id')].filter((each) => each !== undefined);
  const name = member.text('fullName') ?? member.text('name') ?? ids[0];
  return name === undefined ? undefined : { ids, name };
}

function membersIn(action: Fields, as: Involved['as'] = 'assignee'): readonly Involved[] {
  const account = accountIn(action.at('member')) ?? accountIn(action.at('data.member'));
  return account === undefined ? [] : [{ as, account }];
}

function withoutThing({ thing: _thing, ...about }: Omit<HookEvent, 'kind'>): Omit<HookEvent, 'kind'> {
  return about;
}
