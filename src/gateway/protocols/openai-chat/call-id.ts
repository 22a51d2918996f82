/** Ids of calls in the form that a provider takes. */
import type { ChatFlavour } from './flavours';

const NINE_CHARACTERS = /^[a-zA-Z0-9]{9}$/;

/** The same id for the same call, so that its result finds it; another form is hashed into the one that is wanted. */
export const callIdFor = ({ callIds }: ChatFlavour, id: string): string =>
  callIds === 'any' || NINE_CHARACTERS.test(id) ? id : hashed(id);

const FNV_PRIME = 0x100000001b3n;
const FNV_OFFSET = 0xcbf29ce484222325n;
// 36 ** 9 ids: among the few calls of a conversation no two of them meet.
const IDS = 36n ** 9n;

/** FNV-1a of 64 bits, as nine digits of base 36. */
function hashed(id: string): string {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(id)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  return (hash % IDS).toString(36).padStart(9, '0');
}
