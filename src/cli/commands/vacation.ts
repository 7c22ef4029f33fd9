import type { Config } from '../../config/config.ts';
import { endOf, overrideId, type Vacation } from '../../schedule/override.ts';
import { loadConfiguration } from '../configuration.ts';
import { parseDateArgument } from '../date-argument.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { Failure, wrongUsage } from '../failure.ts';
import { personNamed, personOf } from '../named.ts';
import { overrideInList } from '../override-text.ts';
import type { Session } from '../session.ts';
import { storedByHand } from '../stored-overrides.ts';
import { withStore } from '../with-store.ts';

interface Whose {
  /** An id or a name in `people:`. */
  readonly person?: string;
  /** Everybody: no reminder says anything. */
  readonly all?: boolean;
  readonly dir: string;
}

export interface AddVacationInput extends Whose {
  readonly from: string;
  /** Inclusive. Default: one day. */
  readonly until?: string;
}

export interface RemoveVacationInput extends Whose {
  /** Only the one that begins then. Default: all of them. */
  readonly from?: string;
}

export interface ListVacationsInput {
  readonly dir: string;
}

/** A person, or everybody, is left in peace on some dates. */
export async function addVacation(session: Session, input: AddVacationInput): Promise<ExitCode> {
  const { out, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  const vacation = vacationOf(session, config, input);
  await withStore(config.daemon.dataDirectory, ({ overrides }) => overrides.set(vacation));
  await printEach(session, [vacation], (each) => {
    const effect = each.person === undefined ? texts.vacation.silence : texts.vacation.peace;
    return `${out.paint('green', overrideInList(session, config, each))}\n  ${effect}`;
  });
  return EXIT.fine;
}

/** Takes vacations back; JSON: each that is no more. */
export async function removeVacations(session: Session, input: RemoveVacationInput): Promise<ExitCode> {
  const { now, texts } = session;
  const config = await loadConfiguration(session, input.dir);
  checkWhose(session, input);
  const known = await readVacations(session, config);
  const from = input.from === undefined ? undefined : dateOf(session, config, '--from', input.from);
  // A person who was removed from the YAML is still known by the id.
  const person = input.person && (personOf(session, config.people, input.person)?.id ?? input.person);
  const gone = known.filter((vacation) => vacation.person === person && (from === undefined || vacation.from === from));
  if (gone.length === 0) {
    if (input.person !== undefined) personNamed(session, config, input.person);
    throw new Failure(texts.vacation.noneToRemove);
  }
  await withStore(config.daemon.dataDirectory, async ({ overrides }) => {
    for (const vacation of gone) await overrides.remove(overrideId(vacation), now);
  });
  await printEach(session, gone, (each) => texts.vacation.removed(overrideInList(session, config, each)));
  return EXIT.fine;
}

/** Vacations that are not over. */
export async function listVacations(session: Session, { dir }: ListVacationsInput): Promise<ExitCode> {
  const { out, json, texts } = session;
  const config = await loadConfiguration(session, dir);
  const vacations = (await readVacations(session, config)).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (!json && vacations.length === 0) await out.line(texts.vacation.none);
  await printEach(session, vacations, (each) => overrideInList(session, config, each));
  return EXIT.fine;
}

async function printEach(
  { out, json }: Session,
  vacations: readonly Vacation[],
  say: (vacation: Vacation) => string,
): Promise<void> {
  for (const vacation of vacations) await (json ? out.json(vacation) : out.line(say(vacation)));
}

function vacationOf(session: Session, config: Config, input: AddVacationInput): Vacation {
  checkWhose(session, input);
  const from = dateOf(session, config, '--from', input.from);
  const until = input.until === undefined ? from : dateOf(session, config, '--until', input.until);
  if (until < from) throw wrongUsage(session.texts.vacation.backwards(from, until));
  const whose = input.person === undefined ? {} : { person: personNamed(session, config, input.person).id };
  const vacation: Vacation = { kind: 'vacation', ...whose, from, until };
  const end = endOf(vacation);
  if (end !== undefined && end <= session.now) throw wrongUsage(session.texts.vacation.past(until));
  return vacation;
}

/** Nobody is to silence everything by leaving out a name. */
function checkWhose({ texts }: Session, { person, all = false }: Whose): void {
  if ((person !== undefined) === all) throw wrongUsage(texts.vacation.whose);
}

function dateOf(session: Session, { daemon: { timezone } }: Config, name: string, text: string): string {
  return parseDateArgument(session, text, { name, timezone });
}

async function readVacations({ now }: Session, config: Config): Promise<readonly Vacation[]> {
  return (await storedByHand(config, now)).filter((override) => override.kind === 'vacation');
}
