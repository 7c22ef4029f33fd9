import { createRequire } from 'node:module';
import { sep } from 'node:path';

// As in dingbell.cjs: what was built where the package is installed, the source in a checkout.
const isInstalled = import.meta.dirname.split(sep).includes('node_modules');
const library = createRequire(import.meta.url)(isInstalled ? '../dist/library.cjs' : './index.ts');

/** The library face, `index.ts`, in which each is documented. */
export const { ConfigError, createRobot, cron, loadConfig, sign, tellRobotCause } = library;
