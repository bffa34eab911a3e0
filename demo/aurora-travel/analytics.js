// A visit counter as a measurement provider would write it; it stands locked in the page until measurement is allowed.
// It keeps the number of pages seen in one cookie, which services.json declares, and sends nothing.
(() => {
  'use strict';
  const line = document.querySelector('#visit-counter');
  if (!line) return;
  const half_a_year_s = 15_778_800;
  const seen = 1 + Number(/(?:^|; )aurora_visits=(\d{1,6})(?:;|$)/.exec(document.cookie)?.[1] ?? 0);
  document.cookie = `aurora_visits=${seen}; path=/; max-age=${half_a_year_s}; samesite=lax`;
  let clicks = 0;
  const write = () => {
    const counted = `${clicks} ${clicks === 1 ? 'click' : 'clicks'}`;
    const pages = `${seen} ${seen === 1 ? 'page' : 'pages'}`;
    line.textContent = `Visit counter: on. ${pages} seen since you allowed it, ${counted} on this one.`;
  };
  document.addEventListener('click', () => {
    clicks += 1;
    write();
  });
  write();
})();
