import type { Config } from '../../config/config.ts';
import type { Session } from '../session.ts';
import type { Texts } from '../texts/catalogue.ts';

/** What the checks look at. */
export interface Patient {
  readonly session: Session;
  readonly texts: Texts['doctor'];
  /** The folder of YAML as it was named. */
  readonly directory: string;
}

/** One whose configuration can be read. */
export interface ConfiguredPatient extends Patient {
  readonly config: Config;
}
