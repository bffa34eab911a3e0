// What the shop tells the widget: which window a visitor opened and what a visitor typed; that a trip's page was seen its
// markup says. It never reads the profile back.
(() => {
  'use strict';

  window.assent = window.assent || [];
  const tell = (act) => window.assent.push(act);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  function openChoices() {
    const note = document.querySelector('#choices-note');
    if (Array.isArray(window.assent) && note) {
      note.textContent = 'The choices cannot be opened right now. Nothing is stored and nothing is sent.';
    }
    tell((assent) => assent.preferences.open());
  }

  function show(seats, place) {
    for (const seat of seats) {
      const chosen = seat.dataset.place === place;
      seat.setAttribute('aria-expanded', String(chosen));
      document.getElementById(seat.getAttribute('aria-controls')).hidden = !chosen;
    }
  }

  function wireCarriage() {
    const seats = all('.seat');
    if (seats.length === 0) return;
    show(seats, seats[0].dataset.place);
    for (const seat of seats) {
      seat.addEventListener('click', () => {
        show(seats, seat.dataset.place);
        document.getElementById(seat.getAttribute('aria-controls')).scrollIntoView({ block: 'nearest' });
        tell((assent) => assent.profile.observe('view-category', seat.dataset.place));
      });
    }
    document.querySelector('.search').addEventListener('submit', (event) => {
      event.preventDefault();
      search(seats, new FormData(event.target).get('q').trim().toLowerCase());
    });
  }

  function search(seats, words) {
    const found = seats.filter((seat) => words && seat.dataset.words.includes(words));
    for (const seat of seats) seat.classList.toggle('found', found.includes(seat));
    document.querySelector('.carriage').classList.toggle('searching', found.length > 0);
    const answer = document.querySelector('.search-answer');
    if (!words) {
      answer.textContent = '';
      return;
    }
    answer.textContent = found.length === 0 ? `Nothing for “${words}” yet. Try train, snow or boat.`
      : found.length === 1 ? `One window shows “${words}”.` : `${found.length} windows show “${words}”.`;
    if (found.length > 0) show(seats, found[0].dataset.place);
    tell((assent) => assent.profile.observe('search', words.slice(0, 60)));
  }

  // What a field becomes in the profile; undefined where the visitor left it empty.
  function typed(field) {
    if (field.type === 'checkbox') return field.checked ? true : undefined;
    if (field.value === '') return undefined;
    if (field.type === 'number') return Number(field.value);
    return field.name === 'home' ? field.value.trim().slice(0, 2) : field.value;
  }

  function wireForm(selector, thanks) {
    const form = document.querySelector(selector);
    if (!form) return;
    const told = new Set();
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      for (const field of form.querySelectorAll('[name]')) {
        const value = typed(field);
        if (value === undefined && !told.delete(field.name)) continue;
        if (value !== undefined) told.add(field.name);
        tell(({ profile }) => (value === undefined ? profile.forget(field.name) : profile.set(field.name, value)));
      }
      form.querySelector('[role="status"]').textContent = thanks;
    });
  }

  for (const button of all('[data-privacy-choices]')) button.addEventListener('click', openChoices);
  wireCarriage();
  wireForm('.finder-form', 'Noted in this browser. What it is used for is your choice.');
  wireForm('.topic', 'Noted in this browser.');
})();
