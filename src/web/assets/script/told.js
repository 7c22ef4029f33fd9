/** Says what came of something, at the foot of the window. */
export function tell(text) {
  const told = document.querySelector('#told');
  told.querySelector('p').textContent = text.trim();
  told.hidden = false;
}

export function closeTold() {
  document.querySelector('.told-close')?.addEventListener('click', (event) => {
    event.preventDefault();
    document.querySelector('#told').hidden = true;
  });
}
