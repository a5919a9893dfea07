import type { StatementTeller } from '../../../src/activities/reports/ports';
import { createActStore } from '../../../src/infra/prisma/api/act-store';
import { createReferralReader } from '../../../src/infra/prisma/api/referral-reader';
import { createPrisma, type Database } from '../../../src/infra/prisma/client';
import { createReferralSnapshots } from '../../../src/infra/prisma/referral-snapshots';
import { loadProgram } from '../../../src/infra/program-file';
import { createStatementTeller } from '../../../src/infra/report-teller';
import { createTemporalClient } from '../../../src/infra/temporal/client';
import { createReferralWorkflows } from '../../../src/infra/temporal/referral-workflows';
import { referralTerms } from '../../../src/workflows/referral/terms';
import type { Installation } from './installation';

/** The teller of reports as a worker has it, next to the service and on its servers. */
export interface TellerBeside {
  readonly prisma: Database;
  readonly teller: StatementTeller;
  close(): Promise<void>;
}

export function tellerBeside({ databaseUrl, wayToTemporal }: Installation): TellerBeside {
  const policy = loadProgram('config/mnsure.json');
  const { prisma, close } = createPrisma(databaseUrl, { max: 10 });
  const temporal = createTemporalClient({
    ...{ address: wayToTemporal.address, namespace: 'default' },
    ...{ apiKey: undefined, tls: undefined, metadata: undefined },
  });
  const snapshots = createReferralSnapshots(prisma, referralTerms(policy), (fips) => `Sample ${fips}`);
  const teller = createStatementTeller({
    prisma,
    acts: createActStore(prisma),
    workflows: createReferralWorkflows(temporal.client, { taskQueue: 'assister-leads', snapshots }),
    referrals: createReferralReader(prisma, policy.calendar),
  });
  return {
    ...{ prisma, teller },
    close: async () => {
      await temporal.close();
      await close();
    },
  };
}
