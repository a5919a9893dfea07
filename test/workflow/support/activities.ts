import { createActivities, type Activities } from '../../../src/activities';
import { createMailMakers } from '../../../src/activities/mail-makers';
import type { MailServer, PassOver } from '../../../src/activities/ports';
import type { ProgramPolicy } from '../../../src/domain/policy';
import { programOf } from '../../../src/domain/program';
import { createFollowers } from '../../../src/infra/prisma/compose-followers';
import type { County } from '../../../src/domain/service-area';
import type { PrismaClient } from '../../../src/infra/prisma/generated/client';
import { createMailPorts } from '../../../src/infra/prisma/compose-mail-ports';
import { createOutbox } from '../../../src/infra/prisma/outbox/outbox';
import { createWaitingReferrals } from '../../../src/infra/prisma/waitlist/place-next';
import type { SituationReader } from '../../../src/infra/prisma/routing/situation';
import { neverPassOver } from '../../support/never-pass-over';
import { SILENT } from './silent-log';
import type { VirtualFollowers } from './virtual-followers';

/** The service's own activities; only the mail server and the clock are a test's. */
export function composeActivities(setting: {
  readonly prisma: PrismaClient;
  readonly policy: ProgramPolicy;
  readonly situations: SituationReader;
  readonly waker: VirtualFollowers;
  readonly postOffice: MailServer;
  readonly spoc: string;
  /** Of the exchange, as the digest knows them. */
  readonly counties: readonly County[];
  readonly passOver?: PassOver;
}): Activities {
  const { prisma, policy, situations, waker, postOffice, spoc, counties, passOver = neverPassOver } = setting;
  const countyName = (fips: string) => `Sample ${fips}`;
  const common = { policy, situations, waker, owner: spoc, countyName, log: SILENT };
  return createActivities({
    ...createFollowers(prisma, { ...common, passOver, now: waker.now }),
    ...{ policy, waker },
    outbox: createOutbox(prisma),
    makers: createMailMakers({
      ...{ policy, program: programOf(policy, spoc), counties },
      ...createMailPorts(prisma, {
        policy,
        countyName,
        passOver,
        urlFor: ({ id }) => `https://leads.example.org/l/${id}`,
      }),
    }),
    mailServer: postOffice,
    messageIdHost: 'leads.example.org',
    passOver,
    waiting: createWaitingReferrals(prisma, { ...common, passOver }),
    now: waker.now,
    heartbeat: () => undefined,
  });
}
