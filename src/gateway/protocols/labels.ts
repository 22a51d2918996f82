/** What a body's `metadata` labels the call with, in any dialect. */
import { ATTRIBUTION_PREFIX } from '../domain/attribution';
import type { JsonObject } from './dialect';
import { OBJECT, optional, type Place } from './fields';

/** Without what is said to us; null where nothing else is in it. @param read members that have a meaning of their own */
export function readLabels(body: Place, read: readonly string[] = []): JsonObject | null {
  const labels = Object.entries(optional(body, 'metadata', OBJECT) ?? {}).filter(
    ([name]) => !name.startsWith(ATTRIBUTION_PREFIX) && !read.includes(name),
  );
  return labels.length === 0 ? null : Object.fromEntries(labels);
}
