/* What the page is spared without: it is complete when none of this runs. */

import { listenForActions } from './script/actions.js';
import { keepUpToDate } from './script/live.js';
import { tendMenus } from './script/menus.js';
import { moveByKeys } from './script/month.js';
import { closeTold } from './script/told.js';

forgetWishes();
keepUpToDate();
listenForActions();
tendMenus();
moveByKeys();
closeTold();

/** A cookie has them by now; an address that is kept or passed on is without them. */
function forgetWishes() {
  const address = new URL(location.href);
  if (!address.searchParams.has('lang') && !address.searchParams.has('theme')) return;
  address.searchParams.delete('lang');
  address.searchParams.delete('theme');
  history.replaceState(history.state, '', address);
}
