/** Where a hook's sender posts to. */
export function hookAddress(publicUrl: string, hook: string): string {
  return `${publicUrl.replace(/\/$/, '')}/hooks/${encodeURIComponent(hook)}`;
}
