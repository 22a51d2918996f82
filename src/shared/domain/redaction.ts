/** Taking personal data and secrets out of text by their shape. It finds what looks like one, and no more than that. */

export const REDACTIONS = ['email', 'phone', 'card', 'secret'] as const;
export type Redaction = (typeof REDACTIONS)[number];

interface Shape {
  /** Every repetition has a bound, so that no text takes more than linear time. */
  readonly pattern: RegExp;
  readonly accepts: (match: string) => boolean;
}

const always = (): boolean => true;
const digitsIn = (text: string): string => text.replaceAll(/\D/g, '');

// E.164 numbers have at most 15 digits; shorter than 8 they are any number, and so is a decimal.
const isPhone = (match: string): boolean => {
  const { length } = digitsIn(match);
  return length >= 8 && length <= 15 && !/^\d+\.\d+$/.test(match);
};

/** The Luhn sum of ISO/IEC 7812 tells card numbers from others of their length. */
function isCard(match: string): boolean {
  const digits = Array.from(digitsIn(match), Number).reverse();
  const sum = digits.reduce((total, digit, at) => {
    const doubled = at % 2 === 0 ? digit : digit * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

/** In the order in which they are looked for: a card number would pass for a phone number. */
const SHAPES: Readonly<Record<Redaction, readonly Shape[]>> = {
  secret: [
    {
      pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8192}?-----END [A-Z ]{0,30}PRIVATE KEY-----/g,
      accepts: always,
    },
    // JSON Web Tokens, and keys by the prefixes of their issuers.
    { pattern: /\beyJ[\w-]{10,4096}\.[\w-]{10,4096}\.[\w-]{10,4096}/g, accepts: always },
    { pattern: /\b(?:sk|pk|rk|brs|ghp|gho|ghs|xox[abprs]|AKIA|AIza|glpat|hf)[-_]?[\w-]{16,512}/g, accepts: always },
    { pattern: /\bBearer [\w.~+/-]{16,4096}=*/g, accepts: always },
  ],
  email: [{ pattern: /[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, accepts: always }],
  card: [{ pattern: /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.])/g, accepts: isCard }],
  phone: [{ pattern: /(?<![\w.])\+?\(?\d[\d ()./-]{6,22}\d(?![\w])/g, accepts: isPhone }],
};
const ORDER = Object.keys(SHAPES) as Redaction[];

/** Each find becomes the name of its kind in brackets. */
export function redactText(text: string, kinds: readonly Redaction[]): string {
  let redacted = text;
  for (const kind of ORDER) {
    if (!kinds.includes(kind)) continue;
    for (const { pattern, accepts } of SHAPES[kind]) {
      redacted = redacted.replaceAll(pattern, (match) => (accepts(match) ? `[${kind}]` : match));
    }
  }
  return redacted;
}

/** All texts of a JSON value, names of members included; its shape stays. */
export function redactJson(value: unknown, kinds: readonly Redaction[]): unknown {
  if (typeof value === 'string') return redactText(value, kinds);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, kinds));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [redactText(name, kinds), redactJson(member, kinds)]),
  );
}
