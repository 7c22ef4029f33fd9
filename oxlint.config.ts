/** Who may import whom, a room or single files of one (docs/architecture.md, Rooms). What is not named is forbidden. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schedule: [],
  message: [],
  network: [],
  hooks: ['message', 'schedule/instant.ts', 'robot/sandbox/refusal.ts', 'robot/sandbox/shape.ts'],
  robot: ['message', 'network'],
  delivery: [
    'message',
    'robot/robot.ts',
    'robot/cause.ts',
    'robot/cause-words.ts',
    'schedule/instant.ts',
    'schedule/override.ts',
    'schedule/explain-override.ts',
  ],
  store: ['delivery', 'schedule', 'message', 'robot/robot.ts'],
  config: ['schedule', 'message', 'hooks', 'network', 'robot'],
  daemon: ['schedule', 'message', 'hooks', 'network', 'robot', 'delivery', 'store', 'config'],
  web: ['schedule', 'message', 'hooks', 'network', 'robot', 'delivery', 'store', 'config', 'daemon'],
  cli: ['schedule', 'message', 'hooks', 'network', 'robot', 'delivery', 'store', 'config', 'daemon', 'web'],
};

const ROOMS = Object.keys(MAY_IMPORT);
/** Who has no I/O, and what of Node it may use all the same. */
const PURE: ReadonlyMap<string, readonly string[]> = new Map([
  ['schedule', []],
  ['message', []],
  ['hooks', ['node:crypto', 'node:path']],
]);

interface Restriction {
  readonly group: string[];
  readonly message: string;
}

function restrictionsOf(room: string): Restriction[] {
  const may = MAY_IMPORT[room] ?? [];
  const closed = ROOMS.filter((other) => other !== room && !may.includes(other)).map((other) => ({
    group: [`**/${other}/**`, ...may.filter((path) => path.startsWith(`${other}/`)).map((path) => `!**/${path}`)],
    message: `src/${room}/ may not import this of src/${other}/: see docs/architecture.md, Rooms.`,
  }));
  const entries = { group: ['**/main.ts', '**/index.ts'], message: 'nothing imports upwards.' };
  const sql = { group: ['node:sqlite'], message: 'SQL lives in src/store/ only.' };
  const io = {
    group: ['node:*', '!node:sqlite', ...(PURE.get(room) ?? []).map((name) => `!${name}`)],
    message: `src/${room}/ is pure: no I/O.`,
  };
  const words = { group: ['luxon'], message: 'times are put into words in src/message/ only.' };
  return [
    ...closed,
    entries,
    ...(room === 'store' ? [] : [sql]),
    ...(room === 'message' ? [] : [words]),
    ...(PURE.has(room) ? [io] : []),
  ];
}

function mayNotImport(files: string, patterns: readonly Restriction[]) {
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const IMPURE = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance'];
const NOW = { name: 'Date', message: 'pure rooms take instants as arguments.' };
const DATA = {
  name: 'Temporal',
  message: 'instants are found with our own zones; Temporal tells them what a zone is.',
};

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  options: { typeAware: true },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    eqeqeq: 'error',
    'no-console': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-param-reassign': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    'no-shadow': 'off',
    'oxc/no-map-spread': 'off',
    'consistent-return': 'off',
    'typescript/consistent-return': 'off',
  },
  overrides: [
    {
      files: ROOMS.map((room) => `src/${room}/**/*.ts`),
      rules: { 'max-lines-per-function': ['error', { max: 60 }], 'max-lines': ['error', { max: 400 }] },
    },
    // Catalogues of words.
    { files: ['src/*/texts/*.ts'], rules: { 'max-lines': 'off' } },
    ...ROOMS.map((room) => mayNotImport(`src/${room}/**/*.ts`, restrictionsOf(room))),
    mayNotImport('src/index.ts', [
      {
        group: ['delivery', 'store', 'daemon', 'web', 'cli'].map((room) => `**/${room}/**`),
        message: 'the library face may import only the pure rooms, network, robot and config.',
      },
    ]),
    mayNotImport('src/main.ts', [
      {
        group: ROOMS.filter((room) => room !== 'cli').map((room) => `**/${room}/**`),
        message: 'the command may import only cli/.',
      },
    ]),
    {
      files: ['src/message/**/*.ts', 'src/hooks/**/*.ts'],
      rules: { 'no-restricted-globals': ['error', ...IMPURE, NOW] },
    },
    {
      files: ['src/schedule/**/*.ts'],
      rules: { 'no-restricted-globals': ['error', ...IMPURE, NOW, DATA] },
    },
    {
      // What a zone's clocks do, and what the Chinese calendar says of a year.
      files: ['src/schedule/zone.ts', 'src/schedule/lunar/lunar-year.ts'],
      rules: { 'no-restricted-globals': ['error', ...IMPURE, NOW] },
    },
    {
      files: ['src/*.cjs'],
      rules: {
        'no-var': 'off',
        'no-console': 'off',
        'prefer-template': 'off',
        'object-shorthand': 'off',
        'import/no-unassigned-import': 'off',
        'typescript/no-floating-promises': 'off',
      },
    },
    // A port of a thread has no origin; these are not windows.
    {
      files: ['src/store/**/*.ts', 'src/daemon/read*.ts'],
      rules: { 'unicorn/require-post-message-target-origin': 'off' },
    },
    { files: ['.ci/**'], rules: { 'no-console': 'off' } },
    {
      files: ['test/**/*.ts', 'bench/**/*.ts', '*.config.ts'],
      rules: {
        'unicorn/consistent-function-scoping': 'off',
        'typescript/no-non-null-assertion': 'off',
        'import/no-default-export': 'off',
        'no-console': 'off',
      },
    },
  ],
  ignorePatterns: ['node_modules', 'coverage', 'dist', 'test/fixtures'],
};
