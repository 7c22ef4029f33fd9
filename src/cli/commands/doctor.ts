import { readConfiguration } from '../configuration.ts';
import { backupFindings } from '../doctor/backup-findings.ts';
import { configurationFindings } from '../doctor/configuration-findings.ts';
import { dataFindings } from '../doctor/data-findings.ts';
import { envFindings } from '../doctor/env-findings.ts';
import type { Finding } from '../doctor/finding.ts';
import { holidayFindings } from '../doctor/holiday-findings.ts';
import { hookFindings } from '../doctor/hook-findings.ts';
import { inletFindings } from '../doctor/inlet-findings.ts';
import { networkFindings } from '../doctor/network-findings.ts';
import { nodeFindings } from '../doctor/node-findings.ts';
import type { ConfiguredPatient, Patient } from '../doctor/patient.ts';
import { pm2Findings } from '../doctor/pm2-findings.ts';
import { robotFindings } from '../doctor/robot-findings.ts';
import { storeFindings } from '../doctor/store-findings.ts';
import { watchFindings } from '../doctor/watch-findings.ts';
import { printable } from '../../message/printable.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Session } from '../session.ts';

export interface DoctorInput {
  readonly dir: string;
  /** Proves each robot with a test message. */
  readonly send?: boolean;
}

/** Everything that could keep reminders from arriving, each with its mend. Not fine = something does. */
export async function doctor(session: Session, { dir, send = false }: DoctorInput): Promise<ExitCode> {
  const patient: Patient = { session, texts: session.texts.doctor, directory: dir };
  const counts = { ok: 0, warn: 0, fail: 0 };
  for await (const finding of examine(patient, send)) {
    counts[finding.status] += 1;
    await tell(session, finding);
    // As they come: the network takes its time.
    await session.out.flush();
  }
  if (!session.json) await session.out.line(verdict(patient, counts));
  return counts.fail > 0 ? EXIT.notFine : EXIT.fine;
}

async function* examine(patient: Patient, send: boolean): AsyncGenerator<Finding> {
  yield* nodeFindings(patient);
  yield* await envFindings(patient);
  const read = await readConfiguration(patient.session, patient.directory);
  yield* configurationFindings(patient, read);
  // What could be read of a wrong one says where the data is, and what its robots talk to.
  const config = read.kind === 'config' ? read.config : read.remains;
  yield* examineConfigured({ ...patient, config }, send && read.kind === 'config');
  yield* pm2Findings(patient);
}

async function* examineConfigured(patient: ConfiguredPatient, send: boolean): AsyncGenerator<Finding> {
  const data = await dataFindings(patient);
  yield* data;
  yield* await storeFindings(
    patient,
    data.some(({ status }) => status === 'fail'),
  );
  yield* await backupFindings(patient);
  yield* await holidayFindings(patient);
  yield* await hookFindings(patient);
  yield* await networkFindings(patient);
  yield* watchFindings(patient);
  yield* await inletFindings(patient);
  if (send) yield* robotFindings(patient);
}

async function tell({ out, json, texts }: Session, finding: Finding): Promise<void> {
  const { check, status, message, mend } = finding;
  if (json) return out.json({ check, status, message, mend });
  await out.line(`${out.paint(COLOURS[status], MARKS[status])} ${printable(message)}`);
  if (mend !== undefined) await out.line(`    ${texts.tryThis} ${mend}`);
}

const MARKS = { ok: '✓', warn: '!', fail: '✗' } as const;
const COLOURS = { ok: 'green', warn: 'yellow', fail: 'red' } as const;

function verdict(
  { session: { out }, texts }: Patient,
  { warn, fail }: { readonly warn: number; readonly fail: number },
): string {
  if (fail > 0) return out.paint('red', texts.verdict.ill(fail, warn));
  return warn > 0 ? out.paint('yellow', texts.verdict.watch(warn)) : out.paint('green', texts.verdict.well);
}
