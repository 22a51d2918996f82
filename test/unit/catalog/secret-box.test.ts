/** Encryption of credentials: what opens, and what does not. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { SecretBox } from '../../../src/catalog';

const OWNER = { tenantId: 'ten_1', provider: 'openai', credentialId: 'crd_1' };
const box = new SecretBox({ current: 'the present secret', previous: 'the previous secret' });
const previous = new SecretBox({ current: 'the previous secret', previous: null });
const stranger = new SecretBox({ current: 'another secret', previous: null });

it('opens what it sealed, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(box.open(box.seal(text, OWNER), OWNER)).toEqual({ ok: true, value: text });
    }),
  );
});

it('seals the same text differently each time', () => {
  expect(box.seal('key', OWNER).ciphertext.equals(box.seal('key', OWNER).ciphertext)).toBe(false);
});

it('opens what the previous secret sealed, and seals with the present one', () => {
  const sealed = previous.seal('key', OWNER);
  expect(sealed.keyId).not.toBe(box.keyId);
  expect(box.open(sealed, OWNER)).toEqual({ ok: true, value: 'key' });
  expect(box.seal('key', OWNER).keyId).toBe(box.keyId);
});

it('says that the key is unknown where another secret sealed', () => {
  expect(stranger.open(box.seal('key', OWNER), OWNER)).toEqual({ ok: false, failure: 'unknown_key' });
});

it.each(['tenantId', 'provider', 'credentialId'] as const)('does not open for another %s', (field) => {
  const sealed = box.seal('key', OWNER);
  expect(box.open(sealed, { ...OWNER, [field]: 'other' })).toEqual({ ok: false, failure: 'tampered' });
});

it('does not open when any byte was changed or cut off', () => {
  const sealed = box.seal('key', OWNER);
  for (let i = 0; i < sealed.ciphertext.length; i++) {
    const ciphertext = Buffer.from(sealed.ciphertext);
    ciphertext.writeUInt8(ciphertext.readUInt8(i) ^ 1, i);
    expect(box.open({ ...sealed, ciphertext }, OWNER)).toEqual({ ok: false, failure: 'tampered' });
    const cut = { ...sealed, ciphertext: sealed.ciphertext.subarray(0, i) };
    expect(box.open(cut, OWNER)).toEqual({ ok: false, failure: 'tampered' });
  }
});

it('shows neither its secrets nor its keys', () => {
  expect(JSON.stringify(box)).toBe('{}');
  expect(inspect(box, { showHidden: true, depth: null })).not.toContain('Buffer');
});
