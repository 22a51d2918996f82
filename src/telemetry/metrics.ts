/** The Prometheus registry of this process: operational figures only, no tenant, prompt or money in any label. */
import { collectDefaultMetrics, Registry } from 'prom-client';

export class Metrics extends Registry {
  constructor() {
    super();
    collectDefaultMetrics({ register: this, prefix: 'bursar_' });
  }
}
