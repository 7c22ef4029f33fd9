import type { Config } from '../../config/config.ts';
import type { Session } from '../session.ts';
import type { DoctorTexts } from './texts.ts';

/** What the checks look at. */
export interface Patient {
  readonly session: Session;
  readonly texts: DoctorTexts;
  /** The folder of YAML as it was named. */
  readonly directory: string;
}

/** One whose configuration can be read. */
export interface ConfiguredPatient extends Patient {
  readonly config: Config;
}
