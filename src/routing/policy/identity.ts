/** The identity of a policy. */
import { hash } from 'node:crypto';

/** SHA-256 of the encoding of the normal form, 64 hexadecimal digits: equal for policies that mean the same by the language's laws. */
export const identityOf = (encoding: string): string => hash('sha256', encoding, 'hex');
