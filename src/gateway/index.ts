export { GatewayModule } from './gateway.module';
export { isHeaderFault, readAttribution } from './domain/attribution';
export { Load } from './load';
export { readChatRequest } from './protocols/openai-chat';
export { readQuestion } from './stages/detect-signals';
