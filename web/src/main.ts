// The entry of assent.js: loads, checks, and only then runs the widget. Whatever fails leaves the page as it was.

import { report } from './announce';
import { takeHandoff } from './arrivals';
import { open, readEmbed } from './loader';
import { parsed } from './page';
import { runWidget } from './widget';

async function main(script: HTMLScriptElement): Promise<void> {
  const embed = readEmbed(script);
  const handoff = takeHandoff();
  const { core, boot } = await open(embed);
  await parsed();
  runWidget(core, boot, embed, handoff);
}

// A page that embeds the script twice gets one widget.
if (!window.assent || Array.isArray(window.assent)) main(document.currentScript as HTMLScriptElement).catch(report);
