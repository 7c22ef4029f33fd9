/** What the shell, CI and pm2 are told at the end. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT = {
  fine: 0,
  /** The thing asked about is not fine: an invalid configuration, a failed delivery. */
  notFine: 1,
  /** The command was used wrongly. */
  usage: 2,
  /** The daemon cannot start on this configuration (`EX_CONFIG` of sysexits.h); pm2 is told not to try again. */
  config: 78,
} as const;
