import { isPagePath } from './page/page-name.ts';

/** An address of ours that somebody handed in, to go back to; the first page when it is no page of ours. */
export function wayBack(address: string | null | undefined): string {
  const isOurs = isPagePath(address?.split('?')[0] ?? '');
  // Printable ASCII without spaces: what the page itself writes, and nothing that could end the header.
  return isOurs && address && /^[!-~]{1,2000}$/.test(address) ? address : '/';
}
