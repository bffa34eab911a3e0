// Hands the visitor a text as a file. It reaches no network: the file is made in the browser.

const read_within_ms = 10_000;

export function saveFile(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  // Browsers read the file after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), read_within_ms);
}
