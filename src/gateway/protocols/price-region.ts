/** Where alone a request lets itself be processed: Anthropic's `inference_geo`, which has its price. */
import { REGION_NAME } from '../../catalog';

/** Anywhere, which is what a price without a region is of. */
const ANYWHERE = 'global';

/** null: anywhere, or nothing that names a region. */
export const regionNamed = (word: unknown): string | null =>
  typeof word === 'string' && word !== ANYWHERE && REGION_NAME.test(word) ? word : null;
