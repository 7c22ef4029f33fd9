import type { HookConfig } from '../../src/config/config.ts';

export const HOOK_TOKEN = 'a-dummy-token-of-a-hook';

/** A hook as it is in force, of GitHub, by a token. */
export function testHook(name: string, changes: Partial<HookConfig> = {}): HookConfig {
  return {
    name,
    from: 'github',
    secrets: [],
    tokens: [HOOK_TOKEN],
    robots: ['team'],
    mention: { involved: true, called: [] },
    lateMs: 3_600_000,
    routes: [],
    keepMs: 86_400_000,
    paused: false,
    source: { file: 'all.yaml', line: 1 },
    ...changes,
  };
}
