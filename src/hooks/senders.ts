import type { Sender } from './sender.ts';
import type { SenderName } from './sender-name.ts';
import { alertmanager } from './senders/alertmanager.ts';
import { dingtalk } from './senders/dingtalk.ts';
import { feed } from './senders/feed.ts';
import { gitea } from './senders/gitea.ts';
import { gitee } from './senders/gitee.ts';
import { github } from './senders/github.ts';
import { gitlab } from './senders/gitlab.ts';
import { grafana } from './senders/grafana.ts';
import { jenkins } from './senders/jenkins.ts';
import { jira } from './senders/jira.ts';
import { json } from './senders/json.ts';
import { sentry } from './senders/sentry.ts';
import { slack } from './senders/slack.ts';
import { trello } from './senders/trello.ts';
import { uptimeKuma } from './senders/uptime-kuma.ts';

/** What `from` names: one file each. */
export const SENDERS: Readonly<Record<SenderName, Sender>> = {
  github,
  gitlab,
  gitea,
  gitee,
  trello,
  jira,
  grafana,
  alertmanager,
  sentry,
  jenkins,
  'uptime-kuma': uptimeKuma,
  json,
  feed,
  slack,
  dingtalk,
};
