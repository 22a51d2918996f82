/** Texts of a JSON body that PostgreSQL cannot keep as they stand: with the character U+0000, or with half a character. */
import { isWholeText } from '../shared/domain/unicode';

interface Place {
  readonly value: unknown;
  /** The one that holds it, and under which key; a path for each would make a deep body cost its depth squared. */
  readonly within: Place | null;
  readonly key: PropertyKey;
}

const NUL = '\u0000';

/** The path of one such text, or of the member whose key is one; null when there is none. A body may be of any depth. */
export function unstorableAt(body: unknown): readonly PropertyKey[] | null {
  const open: Place[] = [{ value: body, within: null, key: '' }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === 'string' && isUnstorable(value)) return pathOf(place);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (isUnstorable(key)) return pathOf(place);
      open.push({ value: member, within: place, key: Array.isArray(value) ? Number(key) : key });
    }
  }
  return null;
}

function pathOf(place: Place): readonly PropertyKey[] {
  const path: PropertyKey[] = [];
  for (let at = place; at.within !== null; at = at.within) path.push(at.key);
  return path.reverse();
}

const isUnstorable = (text: string): boolean => text.includes(NUL) || !isWholeText(text);
