import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What programs do to the file system when a person saves: the system calls that strace shows of them. */
export type WayOfSaving = (file: string, text: string) => void;

export const WAYS_OF_SAVING: readonly (readonly [name: string, save: WayOfSaving])[] = [
  ['vim', saveLikeVim],
  ['vim with backupcopy=yes', saveLikeVimInPlace],
  ['sed -i', saveLikeSed],
  ['VS Code', saveLikeVsCode],
  ['Emacs', saveLikeEmacs],
  ['git checkout', saveLikeGit],
  ['echo >', (file, text) => writeFileSync(file, text)],
];

/** Tries whether it may create files, keeps the old one as a backup, writes a new one under the name. */
function saveLikeVim(file: string, text: string): void {
  const probe = join(dirname(file), '4913');
  const swap = join(dirname(file), `.${file.split('/').at(-1)}.swp`);
  writeFileSync(swap, 'b0VIM 9.1');
  writeFileSync(probe, '');
  unlinkSync(probe);
  renameSync(file, `${file}~`);
  writeFileSync(file, text);
  unlinkSync(`${file}~`);
  unlinkSync(swap);
}

function saveLikeVimInPlace(file: string, text: string): void {
  copyFileSync(file, `${file}~`);
  saveLikeVsCode(file, text);
  unlinkSync(`${file}~`);
}

/** Another file takes the name. */
function saveLikeSed(file: string, text: string): void {
  const temporary = join(dirname(file), 'sedXq3vPz');
  writeFileSync(temporary, text);
  renameSync(temporary, file);
}

/** The same file, emptied and written. */
function saveLikeVsCode(file: string, text: string): void {
  const handle = openSync(file, 'r+');
  ftruncateSync(handle, 0);
  const half = Math.floor(text.length / 2);
  writeSync(handle, text.slice(0, half));
  writeSync(handle, text.slice(half));
  closeSync(handle);
}

/** A lock that is a link to nothing, and a backup by renaming. */
function saveLikeEmacs(file: string, text: string): void {
  const lock = join(dirname(file), `.#${file.split('/').at(-1)}`);
  symlinkSync('somebody@somewhere.4711', lock);
  renameSync(file, `${file}~`);
  writeFileSync(file, text);
  unlinkSync(lock);
}

function saveLikeGit(file: string, text: string): void {
  unlinkSync(file);
  writeFileSync(file, text);
}

/** Kubernetes mounts a configuration as links through `..data`, and swaps that one link. */
export function mountLikeKubernetes(folder: string, files: Readonly<Record<string, string>>, version: number): void {
  const data = `..2026_11_24_${version}`;
  mkdirSync(join(folder, data), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, data, name), text);
  symlinkSync(data, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  if (version === 1) for (const name of Object.keys(files)) symlinkSync(join('..data', name), join(folder, name));
  else rmSync(join(folder, `..2026_11_24_${version - 1}`), { recursive: true });
}
