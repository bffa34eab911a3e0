// The entry of assent.js: loads, checks, and only then runs the widget. Whatever fails leaves the page as it was.

import { report, warn } from './announce';
import { takeHandoff } from './arrivals';
import { define } from './elements/dom';
import { open, readEmbed } from './loader';
import { looked, parsed } from './page';
import { runWidget } from './widget';

async function main(script: HTMLScriptElement): Promise<void> {
  const embed = readEmbed(script);
  const handoff = takeHandoff();
  const { core, boot } = await open(embed);
  await parsed();
  await looked();
  runWidget(core, boot, embed, handoff);
}

// A page that embeds the script twice gets one widget: the first that comes takes the name of its element.
const tag = 'assent-banner';
const is_taken = customElements.get(tag) || (window.assent && !Array.isArray(window.assent));
define(tag);
// A crawler sees the page as it is; a CUBOT is a phone.
if (/(?<!cu)bot\b|crawler|spider|slurp/i.test(navigator.userAgent)) warn('a crawler: nothing is asked and nothing runs');
else if (is_taken) warn('the page has a widget already: this one does nothing');
else main(document.currentScript as HTMLScriptElement).catch(report);
