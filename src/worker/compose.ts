import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { createActivities, type Activities } from '../activities';
import { createMailMakers } from '../activities/mail-makers';
import type { Log, MailServer, PassOver } from '../activities/ports';
import type { ProgramPolicy } from '../domain/policy';
import { programOf } from '../domain/program';
import type { AreaTable } from '../domain/service-area';
import type { Instant } from '../domain/time';
import { createLinks } from '../infra/links';
import type { Database } from '../infra/prisma/database/client';
import { createFollowers } from '../infra/prisma/compose-followers';
import { createFollowerRows } from '../infra/prisma/followers/rows';
import { createMailPorts } from '../infra/prisma/compose-mail-ports';
import { createOutbox } from '../infra/prisma/outbox/outbox';
import { createWaitingReferrals } from '../infra/prisma/waitlist/place-next';
import { SituationReader } from '../infra/prisma/routing/situation';
import { isAboutRow } from '../infra/is-about-row';
import { createRunningWorkflows } from '../infra/temporal/running-workflows';
import { createWaker, type WakerHandle } from '../infra/temporal/waker';
import type { CompareDeps } from './compare';
import type { SweepMetrics } from './ports';
import type { SweepDeps } from './sweep';

/** What a worker needs: connections, one exchange's program, and the settings from its environment. */
export interface WorkerSetting {
  readonly prisma: Database;
  readonly client: Client;
  readonly mailServer: MailServer;
  readonly policy: ProgramPolicy;
  readonly areas: AreaTable;
  readonly taskQueue: string;
  readonly spocEmail: string;
  readonly publicUrl: string;
  readonly linkKeys: readonly string[];
  readonly metrics: SweepMetrics;
  readonly log: Log;
  readonly now: () => Instant;
}

export interface WorkerParts {
  readonly activities: Activities;
  readonly sweep: SweepDeps;
  readonly compare: CompareDeps;
  readonly waker: WakerHandle;
}

/** Puts the adapters behind the ports of the activities and of the sweeps. */
export function composeWorker(setting: WorkerSetting): WorkerParts {
  const { prisma, client, mailServer, policy, areas, taskQueue, spocEmail, publicUrl, metrics, log, now } =
    setting;
  const countyName = (fips: string) => areas.counties.find((county) => county.fips === fips)?.name ?? fips;
  const waker = createWaker(client, { taskQueue, log });
  const passOver: PassOver = (where, id, error) => {
    log.error({ err: error, where, id }, 'this could not be worked on and was passed over');
    metrics.passedOver(where);
  };
  const deciding = {
    policy,
    waker,
    owner: spocEmail,
    countyName,
    log,
    passOver,
    situations: new SituationReader(policy.routing),
  };
  const waiting = createWaitingReferrals(prisma, deciding);
  const rows = createFollowerRows(prisma, deciding);
  const { urlFor } = createLinks({ keys: setting.linkKeys, publicUrl });
  const sweeping = { rows, waker, metrics, log, now, passOver };
  return {
    waker,
    activities: createActivities({
      ...createFollowers(prisma, { ...deciding, now }),
      outbox: createOutbox(prisma),
      makers: createMailMakers({
        policy,
        program: programOf(policy, spocEmail),
        counties: areas.counties,
        ...createMailPorts(prisma, { policy, countyName, urlFor, passOver }),
      }),
      mailServer,
      messageIdHost: new URL(publicUrl).hostname,
      policy,
      waker,
      waiting,
      now,
      passOver,
      heartbeat: (done) => Context.current().heartbeat(done),
    }),
    sweep: { ...sweeping, waiting },
    compare: { ...sweeping, running: createRunningWorkflows(client), isAboutRow },
  };
}
