import type { RobotConfig } from '../../config/config.ts';
import { tellCause } from '../../delivery/cause-words.ts';
import { proofTexts } from '../proof-texts.ts';
import { sendTestMessage } from '../robot-test-message.ts';
import { fail, type Finding, ok } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Each robot proved with a test message, one after the other. */
export async function* robotFindings(patient: ConfiguredPatient): AsyncGenerator<Finding> {
  for (const robot of patient.config.robots.values()) yield await robotFinding(patient, robot);
}

async function robotFinding({ session, texts: { robots } }: ConfiguredPatient, robot: RobotConfig): Promise<Finding> {
  if (robot.webhook.kind === 'sandbox') return ok('robot', robots.sandbox(robot.name));
  const proof = await sendTestMessage(robot, session.language);
  if (proof.kind === 'arrived') return ok('robot', robots.arrived(robot.name));
  return fail(
    'robot',
    robots.refused(robot.name, tellCause(proof.cause, session.language)),
    proofTexts(session.language).mends[proof.mend],
  );
}
