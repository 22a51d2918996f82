export { decisionRow } from './decision-row';
export { decisionView } from './decisions/receipt';
export { decide } from './domain/decide';
export type { Decision, Ranked } from './domain/decision';
export { reasonsOf } from './domain/explain';
export type { Facts, State } from './domain/facts';
export { estimateTokens, TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST } from './domain/token-estimate';
export { checkEndpoint } from './domain/rules/check';
export { RoutingModule } from './routing.module';
