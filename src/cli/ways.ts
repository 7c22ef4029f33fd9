import { sep } from 'node:path';

/** Of an installed package, what a checkout has scripts and git for is done by npx and npm. */
const isInstalled = import.meta.dirname.split(sep).includes('node_modules');

/** How the daemon is started in a terminal. */
export const START = isInstalled ? 'npx dingbell run' : 'npm start';
/** How a newer version comes, with its Node. */
export const UPDATE = isInstalled ? 'npm install -g dingbell' : 'git pull && npm ci';
