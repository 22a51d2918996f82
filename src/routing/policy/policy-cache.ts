/** Compiled policies by the text they came in, so that a policy sent with every call is compiled once. */
import { failed, ok, type Result } from '../../shared/domain/result';
import type { AdmissionError } from '../domain/policy/admit';
import type { Compiled, Language } from '../domain/policy/language';
import { type PolicyWarning, warningsOf } from '../domain/policy/warnings';
import { identityOf } from './identity';

export interface AdmittedPolicy extends Compiled<'Policy'> {
  readonly identity: string;
  readonly warnings: readonly PolicyWarning[];
}

/** Far above any policy of use (4096 nodes of 30 characters), and short enough to be sorted and hashed in a moment. */
export const MAX_POLICY_CHARACTERS = 262_144;

/** What a compiled policy holds in memory for each character of its text: 30 measured for a typical one, 42 for many small operations. */
export const BYTES_PER_CHARACTER = 64;

const DEFAULT_CACHE_BYTES = 32 * 1024 * 1024;

export class PolicyCache {
  /** In the order of last use, the longest ago first. */
  private readonly policies = new Map<string, AdmittedPolicy>();
  private characters = 0;
  private readonly maxCharacters: number;

  constructor(
    private readonly language: Language,
    maxBytes = DEFAULT_CACHE_BYTES,
  ) {
    this.maxCharacters = Math.floor(maxBytes / BYTES_PER_CHARACTER);
  }

  /**
   * @param text JSON, as the caller wrote it
   * @throws SyntaxError where it is no JSON
   */
  admit(text: string): Result<AdmittedPolicy, AdmissionError> {
    const known = this.policies.get(text);
    if (known !== undefined) {
      this.policies.delete(text);
      this.policies.set(text, known);
      return ok(known);
    }
    const tooLong = lengthFault(text);
    if (tooLong !== null) return failed(tooLong);
    const compiled = this.language.compile(JSON.parse(text), 'Policy');
    if (!compiled.ok) return compiled;
    const policy = withIdentity(compiled.value);
    this.keep(text, policy);
    return ok(policy);
  }

  private keep(text: string, policy: AdmittedPolicy): void {
    this.policies.set(text, policy);
    this.characters += text.length;
    for (const oldest of this.policies.keys()) {
      if (this.characters <= this.maxCharacters) return;
      this.policies.delete(oldest);
      this.characters -= oldest.length;
    }
  }
}

const withIdentity = (compiled: Compiled<'Policy'>): AdmittedPolicy => ({
  ...compiled,
  identity: identityOf(compiled.encoding),
  warnings: warningsOf(compiled.normalForm),
});

/** null where the text is short enough. */
export function lengthFault({ length }: string): AdmissionError | null {
  if (length <= MAX_POLICY_CHARACTERS) return null;
  const message = `the policy has ${length} characters, ${MAX_POLICY_CHARACTERS} are allowed`;
  return { path: '$', op: null, message, hint: 'put what is long into declared fields or shorter names' };
}
