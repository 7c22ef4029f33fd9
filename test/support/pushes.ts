import { createHmac, hash } from 'node:crypto';

/** What GitHub posts when somebody has pushed one commit: as much of it as says anything. */
export function githubPush(title: string, { branch = 'main', filler = '' } = {}): string {
  const author = { name: 'xiaoming-dev', username: 'xiaoming-dev', email: 'x@example.com' };
  const id = hash('sha1', `${branch} ${title}`);
  const commit = { id, message: title, url: `https://example.com/acme/shop/commit/${id}`, author, committer: author };
  return JSON.stringify({
    ref: `refs/heads/${branch}`,
    before: 'b'.repeat(40),
    after: id,
    created: false,
    deleted: false,
    forced: false,
    compare: `https://example.com/acme/shop/compare/${id}`,
    commits: [commit],
    head_commit: commit,
    pusher: { name: 'xiaoming-dev', email: 'x@example.com' },
    sender: { login: 'xiaoming-dev', type: 'User' },
    repository: {
      name: 'shop',
      full_name: 'acme/shop',
      html_url: 'https://example.com/acme/shop',
      default_branch: 'main',
    },
    filler,
  });
}

/** The headers that go with it; sent again, it has the same. */
export function githubHeaders(body: string, secret?: string, event = 'push'): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': hash('sha256', body),
    ...(secret !== undefined && {
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    }),
  };
}
