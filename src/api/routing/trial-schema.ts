import { z } from 'zod';
import { RANK_CRITERIA } from '../../domain/policy';
import { ASSISTER_TYPES } from '../../domain/vocabulary';
import { date, distinct, DISTINCT, UNIQUE } from '../http/fields';
import { dateOut, id, instantOut } from '../http/outputs';

export const routingTrialBody = z
  .strictObject({
    from: date,
    to: date.meta({ description: 'Included' }),
    policy: z
      .strictObject({
        bothProgramsAssisterType: z.enum(ASSISTER_TYPES).optional(),
        rankBy: z
          .array(z.enum(RANK_CRITERIA))
          .min(1, 'must name at least one criterion')
          .max(RANK_CRITERIA.length)
          .refine(distinct, DISTINCT)
          .meta(UNIQUE)
          .optional(),
        sameConsumerDays: z.int().min(0).max(1000).optional(),
      })
      .meta({ description: 'What is left out stays as it is' }),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' })
  .meta({ id: 'NewRoutingTrial' });

const rules = z.object({
  bothProgramsAssisterType: z.enum(ASSISTER_TYPES),
  rankBy: z.array(z.enum(RANK_CRITERIA)).readonly(),
  sameConsumerDays: z.int(),
});

const placement = z
  .object({
    organizationId: id.nullable().meta({ description: 'Null: nobody could take it in the period' }),
    assisterType: z.enum(ASSISTER_TYPES),
    waited: z.boolean().meta({ description: 'It could not be placed when it came' }),
  })
  .meta({ id: 'TrialPlacement' });

const fairness = z
  .object({
    maxDeviation: z.number().meta({ description: 'The largest difference between a share and its weight' }),
    organizations: z
      .array(
        z.object({
          organizationId: id,
          leads: z.int(),
          share: z.number().meta({ description: 'Of all placed leads, 0 to 1' }),
          weight: z.number().meta({
            description:
              'The fair share, 0 to 1: its capacity in the capacity of all that serve each lead’s county and type',
          }),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Fairness' });

export const routingTrialView = z
  .object({
    from: dateOut,
    to: dateOut,
    policyVersion: z.string(),
    ruleVersion: z.string(),
    rules: z.object({ current: rules, trial: rules }),
    counts: z.object({
      leads: z.int(),
      changed: z
        .int()
        .meta({ description: 'Go to another organization under the trial than under the current rules' }),
      differFromHad: z
        .int()
        .meta({ description: 'Go elsewhere under the current rules than they really went' }),
      nobodyCurrent: z.int(),
      nobodyTrial: z.int(),
    }),
    fairness: z.object({ actual: fairness, current: fairness, trial: fairness }),
    nobody: z
      .object({ current: z.array(id), trial: z.array(id) })
      .meta({ description: 'Leads that nobody would get' }),
    organizations: z.array(z.object({ id, name: z.string(), type: z.enum(ASSISTER_TYPES) })),
    leads: z.array(
      z.object({
        referralId: id,
        at: instantOut,
        had: id.nullable().meta({ description: 'The organization that it was first given to' }),
        current: placement,
        trial: placement,
        changed: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'RoutingTrial' });
export type RoutingTrialView = z.infer<typeof routingTrialView>;
