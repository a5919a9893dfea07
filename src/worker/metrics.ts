import { Counter, type Registry } from 'prom-client';
import { PASSED_OVER_IN } from '../activities/ports';
import type { SweepMetrics } from './ports';

/** What the sweep and the comparison find. In a quiet system no number moves. */
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
  const stuck = new Counter({
    name: 'assister_leads_followers_stuck_total',
    help: 'Workflows that had still not followed after they were woken; the log names them',
    registers: [registry],
  });
  const passedOver = new Counter({
    name: 'assister_leads_passed_over_total',
    help: 'Rows that could not be worked on, so that those behind them were not held up; the log names them',
    labelNames: ['where'],
    registers: [registry],
  });
  for (const where of PASSED_OVER_IN) passedOver.inc({ where }, 0);
  return {
    woken: (count) => swept.inc(count),
    stuck: (count) => stuck.inc(count),
    lost: (count) => lost.inc(count),
    passedOver: (where) => passedOver.inc({ where }),
  };
}
