/** `${NAME}` in a credential or a base URL: read from the environment when the document is applied. */
import { apiKeySchema, baseUrlProblems, MASKED_KEY, normalBaseUrl } from '../domain/provider-document';
import type { Environment } from './environment';
import type { Finding } from './problem';
import type { ConfigDocument } from './schema';

export interface ResolvedCredential {
  readonly provider: string;
  readonly name: string;
  /** The order in which they are tried. */
  readonly position: number;
  /** null: the document shows the mask, the stored key stays. */
  readonly apiKey: string | null;
  /** As written, where that holds a placeholder and no key. */
  readonly reference: string | null;
}

export interface Resolved {
  readonly credentials: readonly ResolvedCredential[];
  /** By provider. */
  readonly baseUrls: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function resolvePlaceholders(document: Pick<ConfigDocument, 'providers'>, environment: Environment): Resolved {
  const findings: Finding[] = [];
  const credentials: ResolvedCredential[] = [];
  const baseUrls = new Map<string, string>();
  for (const [provider, { base_url, credentials: listed = [] }] of Object.entries(document.providers ?? {})) {
    if (base_url !== undefined) {
      const { text, problems } = substitute(base_url, environment);
      const wrong = problems.length > 0 ? problems : baseUrlProblems(text);
      findings.push(...wrong.map((problem) => ({ path: ['providers', provider, 'base_url'], problem })));
      baseUrls.set(provider, normalBaseUrl(text));
    }
    listed.forEach(({ name, api_key }, position) => {
      const { text, problems } = substitute(api_key, environment);
      const wrong = problems.length > 0 ? problems : keyProblems(text);
      const path = ['providers', provider, 'credentials', position, 'api_key'];
      findings.push(...wrong.map((problem) => ({ path, problem })));
      const reference = text === api_key ? null : api_key;
      credentials.push({ provider, name, position, apiKey: text === MASKED_KEY ? null : text, reference });
    });
  }
  return { credentials, baseUrls, findings };
}

function substitute(written: string, environment: Environment): { text: string; problems: readonly string[] } {
  const problems: string[] = [];
  const text = written.replace(PLACEHOLDER, (_, name: string) => {
    if (!VARIABLE_NAME.test(name)) {
      problems.push('${…} must hold the name of an environment variable');
      return '';
    }
    const value = environment(name);
    if (!value.ok) problems.push(value.failure);
    return value.ok ? value.value : '';
  });
  return { text, problems };
}

/** Says what is wrong with the value, never the value. */
function keyProblems(text: string): readonly string[] {
  const parsed = apiKeySchema.safeParse(text);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}
