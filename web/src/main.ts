// The entry of assent.js: loads, checks, and only then runs the widget. Whatever fails leaves the page as it was.

import { report, warn } from './announce';
import { define } from './elements/dom';
import { open, readEmbed } from './loader';
import { parsed } from './page';
import { runWidget } from './widget';

async function main(script: HTMLScriptElement): Promise<void> {
  const embed = readEmbed(script);
  const { core, boot } = await open(embed);
  await parsed();
  runWidget(core, boot, embed);
}

// A page that embeds the script twice gets one widget: the first that comes takes the name of its element.
if (!customElements.get('assent-banner') && (!window.assent || Array.isArray(window.assent))) {
  define('assent-banner');
  main(document.currentScript as HTMLScriptElement).catch(report);
} else warn('the page has a widget already');
