/** What a lane is called for people: by its robot, or the robots that share it, in the order of the configuration. */
export function robotsByLane(lanes: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const byLane = Map.groupBy(lanes, ([, lane]) => lane);
  return new Map([...byLane].map(([lane, robots]) => [lane, robots.map(([name]) => name)]));
}
