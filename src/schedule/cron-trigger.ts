import { type CronOptions, parseCron } from './cron.ts';
import type { Trigger } from './trigger.ts';
import { wallTrigger } from './wall-trigger.ts';
import { isTimeZone, zone } from './zone.ts';

/**
 * When an expression fires in a zone.
 *
 * @param options.timezone an IANA id
 * @throws {Error} when the expression is refused (see `parseCron`) or the zone is unknown; the message says what to
 *   write instead
 */
export function cron(expression: string, options: CronOptions & { readonly timezone: string }): Trigger {
  const parsed = parseCron(expression, options);
  if (parsed.kind === 'faults') {
    throw new Error(parsed.faults.map(({ message, hint }) => `${message.en}; ${hint.en}`).join('\n'));
  }
  if (!isTimeZone(options.timezone)) {
    throw new Error(`unknown time zone "${options.timezone}"; write an IANA name such as Asia/Shanghai`);
  }
  return wallTrigger(parsed.pattern, zone(options.timezone));
}
