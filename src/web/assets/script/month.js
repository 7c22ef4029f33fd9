/* In the month the arrow keys move between days, Page Up and Page Down between months. */

const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const LINKS = { PageUp: 'a[rel="prev"]', PageDown: 'a[rel="next"]' };

export function moveByKeys() {
  document.addEventListener('keydown', (event) => {
    const day = event.target.closest?.('[data-month] [data-date]');
    if (!day || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key in LINKS) {
      event.preventDefault();
      document.querySelector(`.month-links ${LINKS[event.key]}`)?.click();
    } else if (event.key in DAYS || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      neighbour(day, event.key)?.focus();
    }
  });
}

/** Home and End are the ends of the week. */
function neighbour(day, key) {
  if (key === 'Home' || key === 'End') {
    const week = [...day.closest('tr').querySelectorAll('[data-date]')];
    return key === 'Home' ? week[0] : week.at(-1);
  }
  const days = [...day.closest('[data-month]').querySelectorAll('[data-date]')];
  return days[days.indexOf(day) + DAYS[key]];
}
