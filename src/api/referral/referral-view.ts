import { z } from 'zod';
import {
  ASSISTER_TYPES,
  MILESTONE_NAMES,
  MILESTONE_STATES,
  REFERRAL_STATUSES,
} from '../../domain/vocabulary';
import { codesOf } from '../../domain/terms';
import { perPolicy } from '../http/per-policy';
import { dateOut, id, instantOut, listOf } from '../http/outputs';

const proof = z
  .object({
    policyVersion: z.string(),
    rule: z.string(),
    zone: z.string(),
    sentAt: instantOut,
    sentOn: dateOut,
    dayZero: dateOut,
    counted: z.array(z.object({ on: dateOut, day: z.int() })),
    skipped: z.array(z.object({ on: dateOut, why: z.string() })),
    dueOn: dateOut,
    dueAt: instantOut,
    pause: z.object({ from: dateOut, to: dateOut }).optional(),
  })
  .meta({ id: 'DeadlineProof', description: 'Every day counted or skipped, and why' });

const milestone = z
  .object({
    name: z.enum(MILESTONE_NAMES),
    dueAt: instantOut,
    state: z.enum(MILESTONE_STATES),
    metAt: instantOut.nullable(),
    breachedAt: instantOut.nullable(),
    reportedAt: instantOut.nullable().meta({ description: 'When we were told that it was met' }),
    lateBy: z.int().nullable().meta({
      description:
        'Of a milestone met late: business minutes from its deadline to when it was met. While it is breached the clock goes on.',
    }),
    pausedAt: instantOut.nullable().meta({ description: 'Set while its clock waits for the consumer' }),
    proof,
    pastDeadlines: z
      .array(z.object({ version: z.int(), dueAt: instantOut, proof, replacedAt: instantOut }))
      .meta({ description: 'Deadlines that a pause has replaced, oldest first' }),
  })
  .meta({ id: 'Milestone' });

/** A referral as every route of the HTTP API gives it. Nothing in it says who the consumer is. */
export const referralViewOf = perPolicy(({ terms }) =>
  z
    .object({
      id,
      externalId: z.string(),
      workflowId: z.string(),
      status: z.enum(REFERRAL_STATUSES),
      assisterType: z.enum(ASSISTER_TYPES),
      assignment: z
        .object({
          id,
          organization: z.object({ id, name: z.string(), type: z.enum(ASSISTER_TYPES) }),
          sentAt: instantOut.nullable(),
          openedAt: instantOut.nullable(),
          acceptBy: instantOut.nullable().meta({
            description: 'Until when it must be accepted; null when the policy asks for no acceptance',
          }),
          acceptedAt: instantOut.nullable(),
          milestones: z.array(milestone),
        })
        .nullable(),
      contact: z.object({ madeOn: dateOut }).nullable(),
      appointment: z.object({ at: instantOut, held: z.boolean() }).nullable(),
      resolution: z
        .object({
          resolution: z.enum(codesOf(terms.resolutions)),
          comments: z.string().nullable(),
          interim: z.boolean().meta({ description: 'A final resolution is still to come' }),
        })
        .nullable(),
      attempts: z.int().meta({ description: 'Of the current organization, to reach the consumer' }),
      sameConsumerAs: id.nullable().meta({ description: 'An older referral of the same consumer' }),
      createdAt: instantOut,
      updatedAt: instantOut,
      version: z.int().meta({ description: 'Number of the last event; also the entity tag' }),
    })
    .meta({ id: 'Referral' }),
);
export type ReferralView = z.infer<ReturnType<typeof referralViewOf>>;

export const referralListOf = perPolicy((policy) =>
  listOf(referralViewOf(policy)).meta({ id: 'ReferralList' }),
);
