/**
 * How many degrees the sun's apparent longitude is past `target` at midnight in Beijing, at which `day` begins; less
 * than 0 before. Jean Meeus, Astronomical Algorithms, chapter 25, the low-precision sun: 0.01 degrees.
 *
 * @param day days since 1970-01-01
 */
export function degreesPast(target: number, day: number): number {
  const centuries = (day - 8 / 24 - 10_957.5) / 36_525;
  const past = apparentLongitude(centuries) - target;
  return past - 360 * Math.round(past / 360);
}

function apparentLongitude(t: number): number {
  const anomaly = 357.52911 + 35_999.05029 * t - 0.0001537 * t * t;
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * sine(anomaly) +
    (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
    0.000289 * sine(3 * anomaly);
  const trueLongitude = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t + centre;
  return trueLongitude - 0.00569 - 0.00478 * sine(125.04 - 1_934.136 * t);
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}
