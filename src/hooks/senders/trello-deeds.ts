import { compact } from '../compact.ts';
import type { Deed, Did, Part } from '../deed.ts';
import type { Fields } from '../fields.ts';
import type { HookEvent } from '../hook-event.ts';
import { writtenTime } from '../written-time.ts';

/** What was done, and to what of it. */
type Done = Pick<HookEvent, 'deed' | 'from' | 'to' | 'due'>;

/** What is added to a card or taken from it, by where it stands in `data`. */
const OF_CARD: Readonly<Record<string, readonly [Did, Part, string]>> = {
  addLabelToCard: ['added', 'label', 'label'],
  removeLabelFromCard: ['removed', 'label', 'label'],
  addAttachmentToCard: ['added', 'attachment', 'attachment'],
  deleteAttachmentFromCard: ['removed', 'attachment', 'attachment'],
  addChecklistToCard: ['added', 'checklist', 'checklist'],
  removeChecklistFromCard: ['removed', 'checklist', 'checklist'],
  createCheckItem: ['added', 'item', 'checkItem'],
  deleteCheckItem: ['removed', 'item', 'checkItem'],
  updateCheckItem: ['changed', 'item', 'checkItem'],
  updateChecklist: ['changed', 'checklist', 'checklist'],
  removeMemberFromCard: ['removed', 'assignee', 'member'],
};

/** What else happened to a card. */
export function cardDeed(type: string, data: Fields): Done {
  if (type === 'updateCheckItemStateOnCard') {
    const isDone = data.text('checkItem.state') === 'complete';
    const name = data.text('checkItem.name');
    return { deed: compact<Deed>({ did: isDone ? 'checked' : 'unchecked', part: 'item', name }) };
  }
  if (type === 'moveCardFromBoard') {
    return compact<Done>({
      deed: { did: 'transferred' },
      from: data.text('board.name'),
      to: data.text('boardTarget.name'),
    });
  }
  if (type === 'updateCustomFieldItem') {
    return { deed: compact<Deed>({ did: 'changed', name: data.text('customField.name') ?? 'Custom Field' }) };
  }
  const found = OF_CARD[type];
  if (found === undefined) return {};
  const [did, part, key] = found;
  // A label may have a colour and no name.
  const name = data.text(`${key}.name`) ?? data.text(`${key}.color`);
  return { deed: compact<Deed>({ did, part, name }) };
}

/** Of `updateCard`: what was before stands under `old`. */
export function cardEdit(data: Fields): Done {
  const old = data.at('old');
  if (old.has('name'))
    return compact<Done>({ deed: { did: 'renamed' }, from: old.text('name'), to: data.text('card.name') });
  const keys = Object.keys(old.value ?? {});
  if (keys.includes('closed')) return { deed: { did: 'restored' } };
  if (keys.includes('dueComplete')) return { deed: { did: 'undone' } };
  if (keys.includes('due')) return { deed: { did: 'removed', part: 'due' } };
  if (keys.includes('desc')) return { deed: { did: 'changed', part: 'description' } };
  if (keys.includes('start')) {
    const at = writtenTime(data.text('card.start'));
    return at === undefined ? { deed: { did: 'edited' } } : { deed: { did: 'changed', part: 'start' }, due: { at } };
  }
  return { deed: { did: 'edited' } };
}

const OF_BOARD: Readonly<Record<string, readonly [Did, Part | undefined, string]>> = {
  createList: ['added', 'list', 'list'],
  moveListToBoard: ['added', 'list', 'list'],
  moveListFromBoard: ['removed', 'list', 'list'],
  createLabel: ['added', 'label', 'label'],
  deleteLabel: ['removed', 'label', 'label'],
  createBoard: ['created', undefined, ''],
  copyBoard: ['created', undefined, ''],
};

/** What happened to a board and its lists; `undefined`: its lists are in another order, which is no news. */
export function boardDeed(type: string, data: Fields): Done | undefined {
  const made = OF_BOARD[type];
  const old = data.at('old');
  if (made !== undefined) {
    const [did, part, key] = made;
    const name = key === '' ? undefined : (data.text(`${key}.name`) ?? data.text(`${key}.color`));
    if (part !== undefined && name === undefined) return { deed: { did: 'edited' } };
    return { deed: compact<Deed>({ did, part, name }) };
  }
  if (type === 'updateList' || type === 'updateLabel') return listEdit(type, data, old);
  if (type !== 'updateBoard') return {};
  if (old.has('name'))
    return compact<Done>({ deed: { did: 'renamed' }, from: old.text('name'), to: data.text('board.name') });
  if (Object.hasOwn(Object(old.value), 'closed'))
    return { deed: { did: data.is('board.closed') ? 'archived' : 'restored' } };
  if (Object.hasOwn(Object(old.value), 'desc')) return { deed: { did: 'changed', part: 'description' } };
  return { deed: { did: 'edited' } };
}

function listEdit(type: string, data: Fields, old: Fields): Done | undefined {
  const [key, part] = type === 'updateList' ? (['list', 'list'] as const) : (['label', 'label'] as const);
  const name = data.text(`${key}.name`);
  const before = old.text('name');
  if (before !== undefined) return compact<Done>({ deed: { did: 'changed', part }, from: before, to: name });
  if (Object.hasOwn(Object(old.value), 'closed')) {
    return { deed: compact<Deed>({ did: data.is(`${key}.closed`) ? 'removed' : 'added', part, name }) };
  }
  if (Object.hasOwn(Object(old.value), 'pos')) return undefined;
  return { deed: compact<Deed>({ did: 'changed', part, name }) };
}

const OF_PEOPLE: Readonly<Record<string, Did>> = {
  addMemberToBoard: 'added',
  addMemberToOrganization: 'added',
  removeMemberFromBoard: 'removed',
  removeMemberFromOrganization: 'removed',
  makeAdminOfBoard: 'changed',
  makeNormalMemberOfBoard: 'changed',
  makeObserverOfBoard: 'changed',
};

const ROLES: Readonly<Record<string, string>> = {
  makeAdminOfBoard: 'admin',
  makeNormalMemberOfBoard: 'normal',
  makeObserverOfBoard: 'observer',
};

/** Who came, went, or may do something else now; `undefined`: the action is not about people. */
export function memberDeed(type: string, data: Fields): Done | undefined {
  const did = OF_PEOPLE[type];
  if (did === undefined) return undefined;
  return compact<Done>({ deed: { did }, to: did === 'removed' ? undefined : (ROLES[type] ?? data.text('memberType')) });
}
