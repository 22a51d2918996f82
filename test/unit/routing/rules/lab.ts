/** Endpoints with rules, and requests for them. */
import { type Endpoint } from '../../../../src/catalog/domain/catalog';
import { type EndpointDocument, toEndpoint } from '../../../../src/catalog/domain/endpoint-document';
import { compileRules } from '../../../../src/routing/domain/rules/compile';
import type { RuleFacts, RuleState } from '../../../../src/routing/domain/rules/environment';
import { matchRule, type RuleMatch } from '../../../../src/routing/domain/rules/match';

export const REQUEST: RuleFacts = {
  ...{ requested_model: 'smart', input_tokens: 1000, max_output_tokens: null, messages_count: 1 },
  ...{ has_schema: false, has_json_mode: false, has_tools: false, has_images: false, has_audio: false },
  ...{ streaming: false, task: null, region: null, data_class: null, workflow: null, customer: null },
  ...{ environment: null, team: null, project: null, hour_local: 8, time_of_day: '08:30', weekday: 'sat' },
  ...{ signals: null, declared: {} },
};
export const MOMENT: RuleState = { monthly_spend_pct: 0.5 };

/** With rules that all lead to the same tier: which one matched is its position. */
export const endpointWith = (conditions: readonly string[], signals: EndpointDocument['signals'] = []): Endpoint =>
  toEndpoint('smart', {
    signals,
    routing: { rules: conditions.map((text) => ({ if: text, use: { tier: 'economy' } })) },
  });

export function matched(endpoint: Endpoint, facts: Partial<RuleFacts> = {}, state = MOMENT): RuleMatch {
  return matchRule(compileRules(endpoint), { ...REQUEST, ...facts }, state);
}

/** Whether a rule with this condition matches. */
export const holds = (condition: string, facts: Partial<RuleFacts> = {}, state = MOMENT): boolean =>
  matched(endpointWith([condition]), facts, state).rule !== null;
