import { Counter, type Registry } from 'prom-client';
import type { SweepMetrics } from './ports';

/** What the sweep and the comparison find. In a quiet system neither number moves. */
export function createSweepMetrics(registry: Registry): SweepMetrics {
  const swept = new Counter({
    name: 'assister_leads_followers_swept_total',
    help: 'Workflows that were woken because they had not followed in time',
    registers: [registry],
  });
  const lost = new Counter({
    name: 'assister_leads_workflows_lost_total',
    help: 'Workflows that Temporal had lost',
    registers: [registry],
  });
  return { woken: (count) => swept.inc(count), lost: (count) => lost.inc(count) };
}
