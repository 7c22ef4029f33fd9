/** The robot's name keeps its lane the same over restarts: what is pending finds its robot again. */
export function sandboxToken(robot: string): string {
  return `sandbox-${robot}`;
}
