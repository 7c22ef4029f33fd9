const PAGE = 'dingtalk://dingtalkclient/page/link';

/**
 * The address by which DingTalk opens a web page in the browser, not in its side bar; other addresses stay.
 *
 * @see https://open.dingtalk.com/document/orgapp/message-link-description
 */
export function browserLink(address: string): string {
  if (!/^https?:\/\//i.test(address)) return address;
  return `${PAGE}?url=${encodeURIComponent(address.toWellFormed())}&pc_slide=false`;
}

/** The web page that such an address opens; any other address is its own. */
export function pageBehind(address: string): string {
  if (!address.startsWith(`${PAGE}?`)) return address;
  return new URLSearchParams(address.slice(PAGE.length + 1)).get('url') ?? address;
}
