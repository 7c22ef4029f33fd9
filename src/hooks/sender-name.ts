/** What `from` may say. */
export const SENDER_NAMES = [
  'github',
  'gitlab',
  'gitea',
  'gitee',
  'trello',
  'jira',
  'grafana',
  'alertmanager',
  'sentry',
  'jenkins',
  'uptime-kuma',
  'json',
  'feed',
  'slack',
  'dingtalk',
] as const;

export type SenderName = (typeof SENDER_NAMES)[number];
