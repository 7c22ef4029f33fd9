import type { Config, Reminder } from '../../config/config.ts';
import { deliveryId } from '../../delivery/identity.ts';
import { buildPayload } from '../../robot/dingtalk/payload.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import type { Occurrence } from '../../schedule/occurrence.ts';
import { loadConfiguration } from '../configuration.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import { timeForPeople } from '../format-time.ts';
import { messageForPeople } from '../message-text.ts';
import { reminderNamed } from '../named.ts';
import type { Session } from '../session.ts';
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
  for (const occurrence of occurrencesFrom(session, reminder, startOf(session, config, input.at))) {
    await printOccurrence(session, reminder, occurrence);
  }
  return EXIT.fine;
}

function startOf(session: Session, config: Config, at: string | undefined): EpochMs {
  if (at === undefined) return session.now;
  return parseTimeArgument(session, at, { option: '--at', timezone: config.daemon.timezone, bare: 'future' });
}

function occurrencesFrom(session: Session, reminder: Reminder, from: EpochMs): readonly Occurrence[] {
  const due = reminder.timetable.next(toEpochMs(from - 1));
  if (!due) throw new Failure(session.texts.preview.never(reminder.id));
  return due.occurrences;
}

async function printOccurrence(session: Session, reminder: Reminder, occurrence: Occurrence): Promise<void> {
  const { out, json, language, texts } = session;
  const message = reminder.render(occurrence, { lateMinutes: 0 });
  const posts = reminder.robots.map((robot) => ({
    robot,
    payload: buildPayload(message, idOf(reminder, occurrence, robot)),
  }));
  if (json) {
    for (const post of posts) await out.json(post);
    return;
  }
  await out.line(out.paint('bold', `${timeForPeople(occurrence.at, reminder.timezone, language)}  ${reminder.id}`));
  await out.line(messageForPeople(message, texts));
  for (const { robot, payload } of posts) {
    await out.line();
    await out.line(out.paint('dim', texts.preview.posted(robot)));
    await out.line(JSON.stringify(payload, null, 2));
  }
}

/** The id that the planner would give: the payload shown is the one that will be posted. */
function idOf({ id: reminder }: Reminder, { at: dueAt, person, notice }: Occurrence, robot: string): string {
  return deliveryId({
    reminder,
    robot,
    dueAt,
    ...(person !== undefined && { person }),
    ...(notice !== undefined && { notice }),
  });
}
