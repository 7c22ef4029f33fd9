import { Hono } from 'hono';
import type { Site, SiteEnv } from '../site.ts';
import { alertmanagerRoutes } from './alertmanager.ts';
import { deliveryRoutes } from './deliveries.ts';
import { hookRoutes } from './hooks.ts';
import { messageRoutes } from './messages.ts';
import { reminderRoutes } from './reminders.ts';
import { statusRoutes } from './status.ts';
import { upcomingRoutes } from './upcoming.ts';

/** JSON for programs. Errors are `{error: "one sentence that says what to send"}`, always in English. */
export function apiRoutes({ daemon }: Site): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .route('/', reminderRoutes(daemon))
    .route('/', upcomingRoutes(daemon))
    .route('/', deliveryRoutes(daemon))
    .route('/', messageRoutes(daemon))
    .route('/', alertmanagerRoutes(daemon))
    .route('/', hookRoutes(daemon))
    .route('/', statusRoutes(daemon));
}
