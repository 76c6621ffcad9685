// Shows a letter as it reads while somebody writes it. The server draws it, as
// it draws the letter itself. Without this, the next step of the form shows it.
const preview = document.querySelector('#preview');
const form = preview.closest('form');
const PAUSE = 400; // ms without a key
let waiting, asked = 0;

async function show() {
  const mine = ++asked;
  try {
    const answer = await fetch(preview.dataset.from, {
      method: 'POST',
      body: new FormData(form),
    });
    // A slow answer never replaces a newer one.
    if (!answer.ok || answer.redirected || mine !== asked) return;
    preview.querySelector('[aria-live]').innerHTML = await answer.text();
    preview.hidden = false;
  } catch {
    // No network: what is shown stays, and the form still works.
  }
}

form.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE);
});
show();
