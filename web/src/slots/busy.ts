// Whether a visitor is doing something inside a place: then nothing in it changes until that has ended. Only looks.

function isDirty(control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): boolean {
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options];
    if (control.multiple) return options.some((each) => each.selected !== each.defaultSelected);
    const chosen = options.findLastIndex(({ defaultSelected }) => defaultSelected);
    return control.selectedIndex >= 0 && control.selectedIndex !== Math.max(chosen, 0);
  }
  const { type, value, defaultValue } = control;
  if (/^(hidden|submit|button|reset|image)$/.test(type)) return false;
  if (/^(checkbox|radio)$/.test(type)) return (control as HTMLInputElement).checked !== (control as HTMLInputElement).defaultChecked;
  // Browsers give these a value where the page gives none.
  if (/^(range|color)$/.test(type) && defaultValue === '') return false;
  return value !== defaultValue;
}

/** A film without sound that runs by itself for ever is decoration. */
const plays = (media: HTMLMediaElement) =>
  !media.paused && !media.ended && !(media.muted && media.loop && media.autoplay);

/** True while the focus or a selection is inside, something was typed, something plays or a dialog is open. */
export function isBusy(place: Element): boolean {
  const selection = getSelection();
  const every = <Found extends Element>(selector: string) => [...place.querySelectorAll<Found>(selector)];
  return (
    place.contains(document.activeElement) ||
    place.contains(document.fullscreenElement) ||
    (selection !== null && !selection.isCollapsed && selection.containsNode(place, true)) ||
    place.querySelector('dialog[open]') !== null ||
    every<HTMLInputElement>('input,textarea,select').some(isDirty) ||
    every<HTMLMediaElement>('audio,video').some(plays)
  );
}

const endings = ['focusout', 'selectionchange', 'input', 'change', 'reset', 'pause', 'ended', 'close', 'fullscreenchange'];

/** Calls back after something that a visitor did may have ended, while somebody `waits` for it. */
export function watchEndings(waits: () => boolean, act: () => void): void {
  let is_due = false;
  const soon = () => {
    if (is_due || !waits()) return;
    is_due = true;
    // The event comes before what it tells of: a form is reset, the focus is elsewhere, only behind it.
    setTimeout(() => {
      is_due = false;
      act();
    });
  };
  for (const name of endings) document.addEventListener(name, soon, true);
}
