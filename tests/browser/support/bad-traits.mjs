// Bad traits of a notice, each alone, and the rules that must name it: for every rule at least one, so that none is
// dead. A trait is CSS as a site would write it, or, for what no CSS can do, a change of the layer's nodes or a script
// of the page.

/** The whole of a theme that talks visitors into accepting. */
export const bad_theme = {
  css: `
    assent-banner { --assent-accent: #b7410e; --assent-on-accent: #fff; }
    assent-banner::part(accept) { min-block-size: 4.5em; font-size: 1.3em; font-weight: 800; }
    assent-banner::part(reject) {
      align-self: end; justify-self: end; inline-size: 5em; block-size: 20px; min-block-size: 0; padding: 0;
      border: 0; background: #f3f3f3; color: #b5b5b5; font-size: 0.7em; font-weight: 400; opacity: 0.5;
    }
    assent-banner::part(reopen) { display: none; }`,
  rules: ['clicks', 'equal-contrast', 'equal-size', 'focus-order', 'is-button', 'not-disabled', 'target-size'],
};

const of_reject = (css) => `assent-banner::part(reject) { ${css} }`;
const of_answers = (css) => `assent-banner::part(button) { ${css} }`;

/** What can be seen, or walked with the Tab key, while the layer stands. */
export const theme_traits = {
  banner: {
    'reject is narrower': { css: of_reject('inline-size: 60%'), rules: ['equal-size'] },
    'accept is higher': {
      css: `assent-banner::part(accept) { block-size: 80px } ${of_reject('block-size: 46px; align-self: end')}`,
      rules: ['equal-size'],
    },
    'reject is drawn smaller': { css: of_reject('scale: 0.99'), rules: ['equal-size'] },
    'the words of reject are smaller': { css: of_reject('font-size: 0.8em'), rules: ['equal-size'] },
    'the words of reject are thinner': { css: of_reject('font-weight: 400'), rules: ['equal-size'] },
    'the words of reject are paler': { css: of_reject('color: #bbb'), rules: ['equal-contrast'] },
    'the words of reject are filled with a paler colour': {
      css: of_reject('-webkit-text-fill-color: oklch(0.8 0 0)'),
      rules: ['equal-contrast'],
    },
    'reject is an outline beside a full accept': {
      css: of_reject('background: transparent; color: #16354c; border-color: #16354c'),
      rules: ['equal-contrast'],
    },
    'accept alone has an edge': {
      css: `${of_answers('background: #fff; color: #16354c')} assent-banner::part(accept) { border: 2px solid #16354c }
            ${of_reject('border: 2px solid #ccc')}`,
      rules: ['equal-contrast'],
    },
    'all words are pale': { css: of_answers('color: #8ba3b3'), rules: ['equal-contrast'] },
    'words lie on an image': {
      css: of_answers('background-image: linear-gradient(#16354c, #16354c)'),
      rules: ['equal-contrast'],
    },
    'reject is half transparent': { css: of_reject('opacity: 0.5'), rules: ['equal-contrast', 'not-disabled'] },
    'the whole notice is a little transparent': { css: 'assent-banner::part(actions) { opacity: 0.98 }', rules: ['not-disabled'] },
    'reject is grey by a filter': { css: of_reject('filter: grayscale(1)'), rules: ['not-disabled'] },
    'the pointer says no over reject': { css: of_reject('cursor: not-allowed'), rules: ['not-disabled'] },
    'reject lets clicks through': { css: of_reject('pointer-events: none'), rules: ['not-disabled'] },
    'reject has no size': { css: of_reject('scale: 0'), rules: ['not-disabled'] },
    'reject lies off the screen': { css: of_reject('translate: -300vw'), rules: ['not-disabled'] },
    'reject cannot be seen': { css: of_reject('visibility: hidden'), rules: ['focus-order', 'not-disabled'] },
    'reject is not drawn': { css: of_reject('display: none'), rules: ['focus-order', 'not-disabled'] },
    'something that lets clicks through lies on the notice': {
      css: `html::after { content: ''; position: fixed; inset: 50% 0 0; z-index: 2147483647; pointer-events: none; background: #fff }`,
      rules: ['not-disabled'],
    },
    'answers are low': { css: of_answers('min-block-size: 0; block-size: 40px; align-self: start'), rules: ['target-size'] },
    'answers look like text': {
      css: of_answers('background: transparent; border-color: transparent; color: #16354c'),
      rules: ['is-button'],
    },
    'no focus is seen': { css: 'assent-banner::part(button):focus-visible { outline: none }', rules: ['focus-order'] },
    'the focus is pale': { css: 'assent-banner::part(button):focus-visible { outline-color: #ddd }', rules: ['focus-order'] },
    'another answer stands between accept and reject': {
      plant: (layer) => layer.querySelector('[part~=accept]').after(layer.querySelector('[part~=choose]')),
      rules: ['focus-order'],
    },
    'the focus is not moved': { plant: (layer) => layer.getRootNode().activeElement.blur(), rules: ['focus-order'] },
    'there is no reject': {
      plant: (layer) => layer.querySelector('[part~=reject]').remove(),
      rules: ['focus-order', 'is-button'],
    },
    'reject is a link': {
      plant: (layer) => {
        const link = document.createElement('a');
        link.href = '#';
        link.append('Reject all');
        link.setAttribute('part', 'button reject');
        layer.querySelector('[part~=reject]').replaceWith(link);
      },
      rules: ['is-button'],
    },
    'reject is disabled': {
      plant: (layer) => layer.querySelector('[part~=reject]').setAttribute('aria-disabled', 'true'),
      rules: ['not-disabled'],
    },
    'it is no dialog': { plant: (layer) => layer.setAttribute('role', 'group'), rules: ['announced'] },
    'it has no name': { plant: (layer) => layer.removeAttribute('aria-labelledby'), rules: ['announced'] },
    'it has no description': { plant: (layer) => layer.removeAttribute('aria-describedby'), rules: ['announced'] },
  },
  preferences: {
    'reject is narrower': { css: 'assent-preferences::part(reject) { inline-size: 60% }', rules: ['equal-size'] },
    'close is small': {
      css: 'assent-preferences::part(close) { inline-size: 20px; block-size: 20px }',
      rules: ['target-size'],
    },
    'a switch is on': {
      plant: (layer) => (layer.querySelectorAll('input')[1].checked = true),
      rules: ['nothing-pre-ticked'],
    },
    'it has no description': { plant: (layer) => layer.removeAttribute('aria-describedby'), rules: ['announced'] },
    'it is not modal': {
      css: 'assent-preferences::part(dialog) { position: fixed; inset: 0; z-index: 2147483647 }',
      plant: (layer) => {
        document.body.append(layer.getRootNode().host);
        layer.close();
        layer.show();
      },
      rules: ['focus-order'],
    },
  },
};

/** What shows only in how somebody gets on who gives no answer. */
export const silent_traits = {
  'the page does not scroll': { css: 'html { overflow: hidden }', rules: ['no-wall'] },
  'a wall lies between the notice and the page': {
    css: `body::before { content: ''; position: fixed; inset: 0; z-index: 999; background: rgb(0 0 0 / 0.5) }`,
    rules: ['no-wall'],
  },
  'the focus does not come back from the preference center': {
    scripts: [() => addEventListener('keyup', ({ key }) => key === 'Escape' && document.activeElement.blur())],
    rules: ['focus-order'],
  },
};

/** Scripts of a page that take something for a yes, each by what it is found with. */
export const eager_scripts = {
  'waiting ten minutes: stored waited': () => setTimeout(() => localStorage.setItem('waited', '1'), 300_000),
  'scrolling: stored scrolled=1': () => addEventListener('scroll', () => (document.cookie = 'scrolled=1')),
  'Escape: posted /escaped': () =>
    addEventListener('keydown', ({ key }) => key === 'Escape' && fetch('/escaped', { method: 'POST' })),
  'closing the preference center: stored closed': () =>
    addEventListener('click', ({ target }) => target.localName === 'assent-preferences' && sessionStorage.setItem('closed', '1')),
};

/** What shows only in how many clicks an answer takes. */
export const click_traits = {
  'the control to withdraw is off the screen': { css: 'assent-banner::part(reopen) { translate: 0 9em }', rules: ['clicks'] },
  'reject is on the second layer only': { css: of_reject('display: none'), rules: ['clicks'] },
  'reject has to be pressed twice': {
    scripts: [
      () => {
        let asked = false;
        const ask = (event) => {
          const at = event.clientX / innerWidth;
          if (asked || event.target.localName !== 'assent-banner' || at < 0.52 || at > 0.62) return;
          asked = true;
          event.stopImmediatePropagation();
        };
        addEventListener('click', ask, true);
      },
    ],
    rules: ['clicks'],
  },
};
