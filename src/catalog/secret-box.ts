/** Encrypts credentials at rest: AES-256-GCM under a key that HKDF derives from the operator's secret. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { failed, ok, type Result } from '../shared/domain/result';

/** What the ciphertext is bound to: moved to another row, it does not open. */
export interface SecretOwner {
  readonly tenantId: string;
  readonly provider: string;
  readonly credentialId: string;
}

export interface SealedSecret {
  /** Nonce, authentication tag, encrypted text. */
  readonly ciphertext: Buffer;
  /** Fingerprint of the key that opens it. */
  readonly keyId: string;
}

export type OpenFailure = 'unknown_key' | 'tampered';

export interface OperatorSecrets {
  readonly current: string;
  /** The one before a rotation: it only opens. */
  readonly previous: string | null;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
// NIST SP 800-38D §8.2.2: a random nonce of 96 bits serves 2^32 encryptions under one key.
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = NONCE_BYTES + TAG_BYTES;

export class SecretBox {
  // Private to the language, not only to the compiler: neither JSON nor an inspection in a log shows it.
  readonly #current: Key;
  readonly #keys: ReadonlyMap<string, Key>;

  constructor(secrets: OperatorSecrets) {
    this.#current = keyOf(secrets.current);
    const previous = secrets.previous === null ? [] : [keyOf(secrets.previous)];
    this.#keys = new Map([...previous, this.#current].map((key) => [key.id, key]));
  }

  /** Fingerprint of the key that seals. */
  get keyId(): string {
    return this.#current.id;
  }

  seal(plaintext: string, owner: SecretOwner): SealedSecret {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#current.bytes, nonce).setAAD(boundTo(owner));
    const encrypted = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), encrypted]), keyId: this.#current.id };
  }

  open(sealed: SealedSecret, owner: SecretOwner): Result<string, OpenFailure> {
    const key = this.#keys.get(sealed.keyId);
    if (key === undefined) return failed('unknown_key');
    if (sealed.ciphertext.length < HEADER_BYTES) return failed('tampered');
    const nonce = sealed.ciphertext.subarray(0, NONCE_BYTES);
    const tag = sealed.ciphertext.subarray(NONCE_BYTES, HEADER_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce).setAAD(boundTo(owner)).setAuthTag(tag);
    try {
      const plaintext = Buffer.concat([decipher.update(sealed.ciphertext.subarray(HEADER_BYTES)), decipher.final()]);
      return ok(plaintext.toString('utf8'));
    } catch {
      return failed('tampered');
    }
  }
}

const keyOf = (secret: string): Key => ({
  id: derive(secret, 'provider-credentials/key-id', KEY_ID_BYTES).toString('hex'),
  bytes: derive(secret, 'provider-credentials/key', KEY_BYTES),
});

const derive = (secret: string, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'bursar', purpose, bytes));

const boundTo = ({ tenantId, provider, credentialId }: SecretOwner): Buffer =>
  Buffer.from(`${tenantId}/${provider}/${credentialId}`);
