/** A menu opens where it is seen, and closes at Escape and at a click elsewhere. */
export function tendMenus() {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (target.matches('details.menu[open]'))
        target.querySelector('.menu-body').scrollIntoView({ block: 'nearest', behavior: 'instant' });
    },
    true,
  );
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = event.target.closest?.('details.menu[open]');
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    // The question that a button of the menu asks is part of the menu.
    if (event.target.closest?.('dialog')) return;
    for (const menu of document.querySelectorAll('details.menu[open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
