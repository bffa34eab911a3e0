// GrowthBook on the page of the bench page-decide, as a site sets it up: an instance with its payload at hand, which makes
// visual changes on its own whenever attributes change.
import { GrowthBook } from '@growthbook/growthbook';
import { experiments } from './decide-cases.mjs';

window.growthbook = new GrowthBook({ attributes: { id: 'visitor-1' }, trackingCallback: () => {} });
window.growthbook.initSync({ payload: { features: {}, experiments } });
