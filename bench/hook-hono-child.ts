import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { verify } from '@octokit/webhooks-methods';
import { Hono } from 'hono';
import { Workspace } from '../test/support/workspace.ts';
import { SECRET } from './hook-secret.ts';

/**
 * What a hook costs by itself: a bare hono app that verifies the signature with GitHub's own library and inserts the
 * body into SQLite, on the disk before it answers. One table, no filter, nobody is told.
 */
const workspace = new Workspace();
const db = new DatabaseSync(workspace.at('hook.db'));
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE event (id TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, received_at INTEGER NOT NULL) STRICT;
`);
const insert = db.prepare('INSERT INTO event (id, kind, body, received_at) VALUES (?, ?, ?, ?)');

const app = new Hono().post('/hooks/shop', async (context) => {
  const body = await context.req.text();
  if (!(await verify(SECRET, body, context.req.header('x-hub-signature-256') ?? ''))) return context.body(null, 401);
  const id = context.req.header('x-github-delivery') ?? '';
  insert.run(id, context.req.header('x-github-event') ?? '', body, Date.now());
  return context.json({ id, state: 'accepted' }, 202);
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.send?.(`http://127.0.0.1:${port}/hooks/shop`);
});
process.on('disconnect', () => {
  server.close(() => {
    db.close();
    workspace[Symbol.dispose]();
  });
});
