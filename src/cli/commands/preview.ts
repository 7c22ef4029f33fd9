import type { Config, Reminder } from '../../config/config.ts';
import { deliveriesOf } from '../../daemon/planned-deliveries.ts';
import { causeFields } from '../../delivery/cause-fields.ts';
import { printable, printableJson } from '../../message/printable.ts';
import { buildPayload } from '../../robot/dingtalk/payload.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { Occurrence } from '../../schedule/occurrence.ts';
import { indexOverrides, type OverrideIndex, timetableUnder } from '../../schedule/override-index.ts';
import { causeText } from '../cause-text.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { addressesOf } from '../../daemon/lanes.ts';
import { messageForPeople } from '../message-text.ts';
import { reminderNamed } from '../named.ts';
import { overrideReason } from '../override-text.ts';
import type { Session } from '../session.ts';
import { storedOverrides } from '../stored-overrides.ts';
import { parseTimeArgument } from '../time-argument.ts';

export interface PreviewInput {
  readonly reminder: string;
  readonly at?: string;
  readonly dir: string;
}

/** The message of a reminder's first due instant at or after a time, as text and as what would be posted. */
export async function preview(session: Session, input: PreviewInput): Promise<ExitCode> {
  const config = await loadConfiguration(session, input.dir);
  const reminder = reminderNamed(session, config, input.reminder);
  const overrides = indexOverrides(await storedOverrides(config, session.now));
  const { timezone } = config.daemon;
  const from = parseTimeArgument(session, input.at, { option: '--at', timezone, bare: 'future' });
  for (const occurrence of occurrencesFrom(session, reminder, overrides, from)) {
    await printOccurrence(session, config, { reminder, occurrence, overrides });
  }
  return EXIT.fine;
}

function occurrencesFrom(
  session: Session,
  reminder: Reminder,
  overrides: OverrideIndex,
  from: EpochMs,
): readonly Occurrence[] {
  const due = timetableUnder(reminder, overrides).next(toEpochMs(from - 1));
  if (!due) throw new Failure(session.texts.preview.never(reminder.id));
  return due.occurrences;
}

interface Previewed {
  readonly reminder: Reminder;
  readonly occurrence: Occurrence;
  readonly overrides: OverrideIndex;
}

async function printOccurrence(session: Session, config: Config, previewed: Previewed): Promise<void> {
  const { out, json, language, texts } = session;
  const { reminder, occurrence, overrides } = previewed;
  const deliveries = deliveriesOnTime(config, previewed);
  const silent = deliveries.find(({ cause }) => cause?.code === 'nothing-to-say');
  if (json) {
    for (const { robot, message, id, state, cause } of deliveries) {
      if (silent) await out.json({ robot, state, ...causeFields(cause) });
      else await out.json({ robot, payload: buildPayload(message, id), ...causeFields(cause) });
    }
    return;
  }
  await out.line(out.paint('bold', `${timeForPeople(occurrence.at, reminder.timezone, language)}  ${reminder.id}`));
  const skipped = overrides.skippedBy(reminder.id, occurrence);
  if (skipped) await out.line(out.paint('yellow', texts.preview.skipped(overrideReason(session, config, skipped))));
  if (silent?.cause) {
    await out.line(out.paint('yellow', texts.preview.skipped(causeText(session, config, silent.cause))));
    return;
  }
  const held = deliveries.find(({ cause }) => cause?.code === 'quiet')?.cause;
  if (held) await out.line(out.paint('yellow', causeText(session, config, held)));
  const [first] = deliveries;
  if (first) await out.line(printable(messageForPeople(first.message, texts)));
  for (const { robot, message, id } of deliveries) {
    await out.line();
    await out.line(out.paint('dim', texts.preview.posted(robot)));
    await out.line(printableJson(JSON.stringify(buildPayload(message, id), null, 2)));
  }
}

/** The planner's own: what is shown is what will be posted. */
function deliveriesOnTime(config: Config, { reminder, occurrence, overrides }: Previewed) {
  const planned = { verdict: 'due', occurrence, lateMs: 0 } as const;
  return deliveriesOf(reminder, planned, {
    ...addressesOf(config),
    away: overrides.away,
    now: occurrence.at,
  });
}
