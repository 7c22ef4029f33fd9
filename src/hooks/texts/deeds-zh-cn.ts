import type { Part } from '../deed.ts';
import type { deedsEn } from './deeds-en.ts';
import type { DeedParts } from './parts.ts';

/** 谁做了什么；不知道是谁，就说它怎么了。 */
function did({ who, thing, gap }: DeedParts, active: string): string {
  return who === '' ? `${thing} ${active}` : `${who} ${active}${gap}${thing}`;
}

/** 谁把它怎么了。 */
function put({ who, thing, gap }: DeedParts, rest: string): string {
  return who === '' ? `${thing} ${rest}` : `${who} 把${gap}${thing} ${rest}`;
}

/** 外文前面空一格。 */
function spaced(text: string): string {
  return /^[\p{Script=Han}]/u.test(text) ? text : ` ${text}`;
}

const parts: Readonly<Record<Part, string>> = {
  title: '标题',
  description: '描述',
  target: '目标分支',
  due: '到期时间',
  milestone: '里程碑',
  priority: '优先级',
  label: '标签',
  attachment: '附件',
  checklist: '清单',
  item: '清单项',
  list: '列表',
  assignee: '负责人',
  reviewer: '审阅人',
  role: '权限',
  default_branch: '默认分支',
  category: '分类',
  rule: '分支规则',
  type: '类型',
  weight: '权重',
  severity: '严重程度',
  confidentiality: '可见范围',
  order: '排序',
  link: '链接',
  key: '密钥',
  team: '团队',
  start: '开始时间',
  time: '工时',
  parent: '上级',
  sub_issue: '子问题',
  blocker: '前置问题',
  blocked: '受阻的问题',
  package: '软件包',
  webhook: '这个 Webhook',
};

export const deedsZhCn: typeof deedsEn = {
  part: (part, name) => (name === '' ? parts[part] : `${parts[part]} ${name}`),
  wiki: (thing) => `维基页面 ${thing}`,
  milestone: (thing) => `里程碑 ${thing}`,
  repository: (thing) => `仓库 ${thing}`,
  project: (thing) => `项目 ${thing}`,
  board: (thing) => `看板 ${thing}`,
  discussion: (thing) => `讨论 ${thing}`,
  release: (thing) => `发布 ${thing}`,
  organization: (thing) => `组织 ${thing}`,
  team: (thing) => `团队 ${thing}`,
  group: (thing) => `群组 ${thing}`,
  comment: (thing) => `${thing} 的评论`,
  joined: ({ who, object, thing, gap }) =>
    who === '' || who === object ? `${object} 加入了${gap}${thing}` : `${who} 把 ${object} 加进了${gap}${thing}`,
  left: ({ who, object, thing, gap }) =>
    who === '' || who === object ? `${object} 离开了${gap}${thing}` : `${who} 把 ${object} 移出了${gap}${thing}`,
  invited: ({ who, object, thing, gap }) =>
    who === '' ? `${object} 被邀请加入${gap}${thing}` : `${who} 邀请 ${object} 加入${gap}${thing}`,
  asked: ({ object, thing, gap }) => `${object} 申请加入${gap}${thing}`,
  role: ({ who, object, thing, gap }) =>
    who === '' ? `${object} 在${gap}${thing} 的权限变了` : `${who} 改了 ${object} 在${gap}${thing} 的权限`,
  account: (did, names) => `账号 ${names} ${{ created: '新建了', deleted: '删除了', renamed: '改名了' }[did]}`,
  did: {
    created: (all) => did(all, '新建了'),
    edited: (all) => did(all, '编辑了'),
    deleted: (all) => did(all, '删除了'),
    closed: (all) => did(all, '关闭了'),
    reopened: (all) => did(all, '重新打开了'),
    archived: (all) => did(all, '归档了'),
    restored: (all) => did(all, '恢复了'),
    renamed: (all) => put(all, '改了名'),
    transferred: (all) => put(all, '移到了别处'),
    locked: (all) => did(all, '锁定了'),
    unlocked: (all) => did(all, '解锁了'),
    pinned: (all) => did(all, '置顶了'),
    unpinned: (all) => did(all, '取消置顶了'),
    fixed: (all) => did(all, '修复了'),
    dismissed: (all) => did(all, '忽略了'),
    withdrawn: (all) => did(all, '撤回了'),
    published: (all) => did(all, '公布了'),
    made_public: (all) => put(all, '设为公开'),
    made_private: (all) => put(all, '设为私有'),
    drafted: (all) => put(all, '改回草稿'),
    pushed: ({ who, thing }) => (who === '' ? `${thing} 有新提交` : `${who} 向 ${thing} 推送了新提交`),
    queued: (all) => put(all, '放进了合并队列'),
    unqueued: (all) => put(all, '移出了合并队列'),
    auto_merge_on: (all) => put(all, '设为条件满足后自动合并'),
    auto_merge_off: (all) => put(all, '取消了自动合并'),
    answered: (all) => put(all, '标为已回答'),
    unanswered: (all) => put(all, '标为未回答'),
    settled: ({ who, thing, gap }) =>
      who === '' ? `${thing} 里的一处讨论已解决` : `${who} 把${gap}${thing} 里的一处讨论标为已解决`,
    unsettled: ({ who, thing, gap }) =>
      who === '' ? `${thing} 里的一处讨论重新打开了` : `${who} 重新打开了${gap}${thing} 里的一处讨论`,
    commented: ({ who, thing, gap }) => (who === '' ? `${thing} 有新评论` : `${who} 评论了${gap}${thing}`),
    undone: (all) => put(all, '标为未完成'),
    unapproved: ({ who, thing }) => (who === '' ? `${thing} 的批准撤回了` : `${who} 撤回了对 ${thing} 的批准`),
    occurred: ({ thing }) => `${thing} 又发生了`,
    invited: ({ who, thing, object }) => `${who} 邀请 ${object} 加入 ${thing}`.trim(),
    requested: ({ who, thing }) => `${who} 申请加入 ${thing}`.trim(),
    added: ({ who, thing, object, gap }) =>
      who === '' ? `${thing} 加了${spaced(object)}` : `${who} 给${gap}${thing} 加了${spaced(object)}`,
    removed: ({ who, thing, object, gap }) =>
      who === '' ? `${thing} 去掉了${spaced(object)}` : `${who} 去掉了${gap}${thing} 的${spaced(object)}`,
    changed: ({ who, thing, object, gap }) =>
      who === '' ? `${thing} 的${spaced(object)}变了` : `${who} 改了${gap}${thing} 的${spaced(object)}`,
    checked: ({ who, thing, object, gap }) =>
      who === '' ? `${thing} 的${spaced(object)} 完成了` : `${who} 完成了${gap}${thing} 的${spaced(object)}`,
    unchecked: ({ who, thing, object, gap }) =>
      who === '' ? `${thing} 的${spaced(object)} 改回未完成` : `${who} 把${gap}${thing} 的${spaced(object)} 改回未完成`,
  },
};
