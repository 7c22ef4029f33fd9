/* The page's buttons without leaving the page. */

import { refresh } from './live.js';
import { tell } from './told.js';

export function listenForActions() {
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('form[data-action]');
    if (!form) return;
    event.preventDefault();
    void send(form, new URLSearchParams(new FormData(form)));
  });
}

async function send(form, fields) {
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'application/json' } });
    if (answer.status === 401) location.reload();
    else await handle(answer, form, fields);
  } catch {
    // Whether it arrived is not known: the form goes the plain way, and the browser says what is wrong.
    form.submit();
  } finally {
    button.disabled = false;
  }
}

async function handle(answer, form, fields) {
  if (!answer.headers.get('content-type')?.startsWith('application/json')) {
    tell(await answer.text());
    return;
  }
  const { kind, text, submit, ok } = await answer.json();
  if (kind === 'ask' && fields.get('confirmed') !== 'yes') {
    if (await agrees(text, submit)) {
      fields.set('confirmed', 'yes');
      await send(form, fields);
    }
    return;
  }
  if (ok) finish(form);
  tell(text);
  void refresh();
}

/** A question in a dialog, which gives the focus back to where it was. */
function agrees(text, submit) {
  const ask = document.querySelector('#ask');
  ask.querySelector('#ask-text').textContent = text;
  ask.querySelector('#ask-yes').textContent = submit;
  ask.returnValue = 'no';
  ask.showModal();
  return new Promise((resolve) => {
    ask.addEventListener('close', () => resolve(ask.returnValue === 'yes'), { once: true });
  });
}

/** What was typed is done with; where it was not done, it stays as it was typed. */
function finish(form) {
  form.reset();
  const around = form.closest('details.menu, details.send');
  if (!around) return;
  around.open = false;
  around.querySelector('summary').focus({ preventScroll: true });
}
