/** Where alone a call is processed, which has its price: Anthropic's `inference_geo`, of a request and beside the usage of an answer. */
import { REGION_NAME } from '../../catalog';
import type { ToldUsage } from '../domain/conversation/answer';
import type { JsonObject } from './dialect';
import { objectOf } from './wire';

/** Anywhere, which is what a price without a region is of. */
const ANYWHERE = 'global';

/** null: anywhere, or nothing that names a region. */
export const regionNamed = (word: unknown): string | null =>
  typeof word === 'string' && word !== ANYWHERE && REGION_NAME.test(word) ? word : null;

/** Of a whole answer, or of what a stream's event says of it; null: anywhere, or it does not say. */
export const servedRegion = (answer: JsonObject): string | null =>
  regionNamed(objectOf(answer['usage'])['inference_geo']);

/** As it stands beside a usage that was told: only where it is said. */
export function regionTold(answer: JsonObject): Pick<ToldUsage, 'region'> {
  const region = servedRegion(answer);
  return region === null ? {} : { region };
}
