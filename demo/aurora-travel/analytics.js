// A visit counter as a measurement provider would write it; it stands locked in the page until measurement is allowed.
// It counts on the page only: it stores nothing and sends nothing.
(() => {
  'use strict';
  const line = document.querySelector('#visit-counter');
  if (!line) return;
  let clicks = 0;
  const write = () => {
    const counted = `${clicks} ${clicks === 1 ? 'click' : 'clicks'}`;
    line.textContent = `Visit counter: on. 1 page seen, ${counted} counted since you allowed it.`;
  };
  document.addEventListener('click', () => {
    clicks += 1;
    write();
  });
  write();
})();
