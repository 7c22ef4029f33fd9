/** The parts of `1h30m`: a number and its unit. */
export const DURATION_PARTS = /(\d+(?:\.\d+)?)\s*([smhd])\s*/g;
