// The page's API has what the provider uses of it; where it does not, this does not compile. It is part of no bundle.

import type { Assent } from '../src/api';
import type { Widget } from './src/widget.js';

export const fits = (assent: Assent): Widget => assent;
