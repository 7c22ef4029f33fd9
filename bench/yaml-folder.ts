/** One robot of the sandbox, to whom everything goes that names none. */
export const ROBOT_YAML = `robots:
  team:
    webhook: sandbox
defaults:
  robot: team
`;
