/** What a document changes among the things of one kind, by name and content. */
import type { ManagedBy } from '../rows/managed-by';
import type { DocumentPath } from './problem';

/** Something that is there. */
export interface Held {
  readonly key: string;
  /** Equal exactly when nothing would change. */
  readonly content: string;
  readonly managedBy: ManagedBy;
}

/** Something that the document says. */
export interface Desired {
  readonly key: string;
  readonly content: string;
  readonly path: DocumentPath;
}

export interface Difference {
  /** New, different, or taken over from the API as it is. */
  readonly put: readonly Desired[];
  /** Managed by the document before, and no longer in it. */
  readonly remove: readonly string[];
  /** Made through the API under the same name, and different. */
  readonly conflicts: readonly Desired[];
}

export function differenceOf(held: readonly Held[], desired: readonly Desired[]): Difference {
  const before = new Map(held.map((thing) => [thing.key, thing]));
  const after = new Set(desired.map(({ key }) => key));
  const isConflict = ({ key, content }: Desired): boolean => {
    const thing = before.get(key);
    return thing?.managedBy === 'api' && thing.content !== content;
  };
  const isSame = ({ key, content }: Desired): boolean => {
    const thing = before.get(key);
    return thing?.managedBy === 'file' && thing.content === content;
  };
  return {
    put: desired.filter((thing) => !isConflict(thing) && !isSame(thing)),
    remove: held.filter(({ key, managedBy }) => managedBy === 'file' && !after.has(key)).map(({ key }) => key),
    conflicts: desired.filter(isConflict),
  };
}
