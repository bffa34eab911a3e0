// The hash by which a content security policy names a script of the widget that stands inline.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './collector.mjs';

/** As `./dev build` prints it, for a file of web/dist. */
export const hashOf = (name) => 'sha256-' + createHash('sha256').update(readFileSync(join(root, 'web/dist', name))).digest('base64');
