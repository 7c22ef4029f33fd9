import { unwatchedNote } from '../../daemon/unwatched.ts';
import { type Finding, warn } from './finding.ts';
import type { ConfiguredPatient } from './patient.ts';

/** Whether anybody would notice a daemon that is no more; nothing when somebody would, or in the sandbox. */
export function watchFindings({ session, config }: ConfiguredPatient): readonly Finding[] {
  const note = unwatchedNote(config, session.language);
  return note ? [warn('watched', note.message, note.hint ?? '')] : [];
}
