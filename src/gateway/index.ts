export { GatewayModule } from './gateway.module';
export { Load } from './load';
