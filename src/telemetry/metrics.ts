/** The Prometheus registry of this process: operational figures only, no tenant, prompt or money in any label. */
import { Registry } from 'prom-client';
import { collectProcessMetrics } from './process-metrics';

export class Metrics extends Registry {
  constructor() {
    super();
    collectProcessMetrics(this, 'bursar_');
  }
}
