export { GatewayModule } from './gateway.module';
export { isHeaderFault, readAttribution } from './domain/attribution';
export { Load } from './load';
export { readChatRequest } from './protocols/openai-chat/request-facts';
export { readQuestion } from './stages/detect-signals';
