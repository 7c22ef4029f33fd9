import type { RobotConfig } from '../../config/config.ts';
import { tellRobotCauseApart } from '../../robot/cause-words.ts';
import { mendOf, sendTestMessage } from '../robot-test-message.ts';
import { fail, type Finding, ok } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Each robot proved with a test message, one after the other. */
export async function* robotFindings(patient: ConfiguredPatient): AsyncGenerator<Finding> {
  for (const robot of patient.config.robots.values()) yield await robotFinding(patient, robot);
}

async function robotFinding({ session, texts: { robots } }: ConfiguredPatient, robot: RobotConfig): Promise<Finding> {
  if (robot.webhook.kind === 'sandbox') return ok('robot', robots.sandbox(robot.name));
  const { language } = session;
  const cause = await sendTestMessage(session, robot);
  if (!cause) return ok('robot', robots.arrived(robot.name));
  const { what } = tellRobotCauseApart(cause, language);
  return fail('robot', robots.refused(robot.name, what), mendOf(cause, session.texts, language));
}
