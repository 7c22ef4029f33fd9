import type { Daemon } from '../daemon/daemon.ts';
import type { ActionRequest } from './action-request.ts';

/** The robots of real groups that would say something at once: before that, a person is asked. */
export async function realRobotsOf(request: ActionRequest, daemon: Daemon): Promise<readonly string[]> {
  const { robots } = daemon.config;
  return (await robotsOf(request, daemon)).filter((name) => robots.get(name)?.webhook.kind === 'dingtalk');
}

async function robotsOf(request: ActionRequest, { config, history }: Daemon): Promise<readonly string[]> {
  switch (request.kind) {
    case 'fire':
      return config.reminders.find(({ id }) => id === request.reminder)?.robots ?? [];
    case 'resend': {
      const found = await history.find(request.delivery);
      return found ? [found.delivery.robot] : [];
    }
    case 'skip':
    case 'pause':
    case 'resume':
      return [];
  }
}
