/** A section of a document: the things of one kind, as they are held and as the document wants them. */
import canonicalize from 'canonicalize';
import type { Edit } from '../catalog-changes';
import type { SecretBox } from '../secret-box';
import type { Desired, Held } from './difference';
import type { Resolved } from './placeholders';
import type { ConfigDocument } from './schema';
import type { CheckedTerms } from './terms';

export interface Section {
  /** What its things are called in messages. */
  readonly noun: string;
  readonly held: readonly Held[];
  readonly desired: readonly Desired[];
  put(key: string): Promise<void>;
  remove(key: string): Promise<void>;
}

export interface DocumentChange {
  readonly document: ConfigDocument;
  readonly resolved: Resolved;
  readonly terms: CheckedTerms;
  readonly edit: Edit;
  readonly box: SecretBox;
}

/** The columns that every row of a document has. */
export const writtenBy = ({ tenantId }: Edit) => ({ tenantId, managedBy: 'file' }) as const;

/** Independent of the order in which keys were written. */
export const contentOf = (value: unknown): string => canonicalize(value) ?? '';

/** The keys of a section are its own: one that leads nowhere is our fault. */
export function found<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the section has no ${key}`);
  return value;
}
