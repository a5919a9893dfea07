import { actRoutes } from './acts';
import { amendReferralRoute } from './amend-referral';
import { exchangeActRoutes } from './exchange-acts';
import { assignmentLinkTarget } from './page/link-target';
import { assignmentRouter } from './page/router';
import { receiveReferralRoute } from './receive-referral';
import { referralReadRoutes } from './referrals';

export type ReferralDeps = Parameters<typeof receiveReferralRoute>[0] &
  Parameters<typeof referralReadRoutes>[0] &
  Parameters<typeof amendReferralRoute>[0] &
  Parameters<typeof actRoutes>[0] &
  Parameters<typeof exchangeActRoutes>[0] &
  Parameters<typeof assignmentRouter>[0] &
  Parameters<typeof assignmentLinkTarget>[0];

/** Leads and referrals: their operations, and the page behind the link of a lead’s mail. */
export function referral(deps: ReferralDeps) {
  return {
    routes: [
      receiveReferralRoute(deps),
      ...referralReadRoutes(deps),
      amendReferralRoute(deps),
      ...actRoutes(deps),
      ...exchangeActRoutes(deps),
    ],
    pages: [assignmentRouter(deps)],
    targets: { assignment: assignmentLinkTarget(deps) },
  };
}
