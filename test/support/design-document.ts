/** The configuration document of the design, word for word where endpoints are declared, with every provider at one address. */

/** As the design writes it. */
const DESIGN_ENDPOINTS = `
endpoints:
  smart:
    timezone: Europe/Berlin
    latency_ceiling_ms: 700
    signals: [{ name: priority, path: $.metadata.priority, type: string, default: normal }]
    routing:                       # first match wins, fall through to default
      default: { provider: anthropic, model: claude-3-5-sonnet }
      rules:
        - if: "input_tokens > 100000"
          use: { provider: google, model: gemini-2.5-pro }
        - if: "has_schema"
          use: { provider: openai, model: gpt-4o }
        - if: "monthly_spend_pct > 0.8"
          use: { provider: groq, model: llama-3.3-70b }
        - if: "hour_local in [22, 23, 0, 1, 2, 3, 4, 5]"
          use: { provider: together, model: deepseek-r1 }
    fallback: [{ provider: openai, model: gpt-4o-mini }, { tier: economy }]
`;

const PROVIDERS = ['anthropic', 'google', 'groq', 'openai', 'together'];

/** Those of its models that the shipped catalog has not, or no longer. */
const MISSING_MODELS = [
  ['anthropic', 'claude-3-5-sonnet'],
  ['together', 'deepseek-r1'],
] as const;

/** The design's endpoints, and their models at providers that all answer at `baseUrl` in the protocol of OpenAI. */
export function designDocument(baseUrl: string): string {
  const providers = PROVIDERS.map(
    (name) => `  ${name}: { kind: openai_compatible, base_url: "${baseUrl}", local: true }`,
  );
  const models = MISSING_MODELS.map(
    ([provider, model]) =>
      `  - { provider: ${provider}, model: ${model}, tier: standard, context_window: 200000,` +
      ` capabilities: [streaming, tools, json_schema, json_mode],` +
      ` price: { input_per_mtok_usd: "3", output_per_mtok_usd: "15" } }`,
  );
  return ['providers:', ...providers, 'models:', ...models, DESIGN_ENDPOINTS].join('\n');
}
