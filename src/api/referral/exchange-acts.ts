import type { z } from 'zod';
import { localDateIn } from '../../domain/time';
import type { Route } from '../http/route';
import type { ExclusionReader } from './lead-ports';
import { reassignBody, reopenBody, withdrawBody } from './act-bodies';
import { checkDirected } from './check-directed';
import { actRoute, type ActDeps } from './act-route';

type Deps = ActDeps & { readonly exclusionReader: ExclusionReader };

/** What the exchange itself does with a referral. Its CRM takes it back, and its coordinators decide. */
export function exchangeActRoutes(deps: Deps): Route[] {
  const { exclusionReader, policy } = deps;
  return [
    actRoute(deps, {
      name: 'withdraw',
      operationId: 'withdrawReferral',
      summary: 'Take a referral back',
      description: 'The assister is told at once, the clocks stop, and its place is free again.',
      body: withdrawBody,
      example: () => ({ reason: 'no-longer-needed' }) satisfies z.input<typeof withdrawBody>,
      problems: ['referral-closed'],
      actor: 'crm',
      toAct: (base, { reason }) => ({ kind: 'withdraw', ...base, reason }),
    }),
    actRoute(deps, {
      name: 'reassign',
      operationId: 'reassignReferral',
      summary: 'Give a referral to another organization',
      description:
        'With `organizationId` to that one, whatever the rules say: the decision tells which of them it went against. Without it the rules choose again, leaving out who has it now. Also for a referral that waits for a person.',
      body: reassignBody,
      example: () => ({ reason: 'The office is closed this week' }),
      problems: ['referral-closed', 'already-recorded', 'organization-not-eligible'],
      payload: ({ reason, ...rest }) => ({ ...rest, comments: reason }),
      toAct: (base, { organizationId = null }) => ({ kind: 'reassign', ...base, directedTo: organizationId }),
      check: async ({ organizationId }, { assignment }, now) => {
        // The act itself refuses the organization that has it already.
        if (organizationId === undefined || assignment?.organization.id === organizationId) return;
        await checkDirected(exclusionReader, organizationId, localDateIn(policy.calendar.zone, now));
      },
    }),
    actRoute(deps, {
      name: 'reopen',
      operationId: 'reopenReferral',
      summary: 'Open a closed referral again',
      description: 'It is routed anew, first to the organization that had it, if that one is eligible.',
      body: reopenBody,
      example: () => ({ reason: 'The consumer called again' }),
      problems: ['referral-not-closed'],
      payload: ({ reason }) => ({ comments: reason }),
      toAct: (base) => ({ kind: 'reopen', ...base }),
    }),
  ];
}
