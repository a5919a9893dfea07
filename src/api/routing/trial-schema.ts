import { z } from 'zod';
import { CAPACITY_MEANINGS, RANK_CRITERIA } from '../../domain/policy';
import { ASSISTER_TYPES } from '../../domain/vocabulary';
import { date, unique } from '../http/fields';
import { dateOut, id, instantOut } from '../http/outputs';

const part = z.number().min(0).max(1);

const scarceLanguages = z
  .strictObject({
    below: part.meta({ description: 'Scarce: its speakers have less than this part of the capacity' }),
    keptPart: part.meta({ description: 'The last part of a speaker’s capacity, which others get last' }),
    waitDays: z
      .int()
      .min(0)
      .max(1000)
      .meta({ description: 'Nobody who waits is passed over for somebody who came so many days later' }),
  })
  .meta({ id: 'ScarceLanguages', description: 'How places of those who speak a rare language are spent' });

const capacityMeans = z.enum(CAPACITY_MEANINGS).meta({
  description:
    'What takes up a place: referrals that are open (`open-places`), or also every lead of the last 14 days (`fortnight`)',
});

const dailyCapacityDivisor = z.int().min(1).max(1000).meta({
  description: 'In a day an organization gets its capacity divided by this, while others can take leads',
});

export const routingTrialBody = z
  .strictObject({
    from: date,
    to: date.meta({ description: 'Included' }),
    policy: z
      .strictObject({
        bothProgramsAssisterType: z.enum(ASSISTER_TYPES).optional(),
        rankBy: unique(
          z.array(z.enum(RANK_CRITERIA)).min(1, 'must name at least one criterion').max(RANK_CRITERIA.length),
        ).optional(),
        sameConsumerDays: z.int().min(0).max(1000).optional(),
        capacityMeans: capacityMeans.optional(),
        dailyCapacityDivisor: dailyCapacityDivisor.optional(),
        scarceLanguages: scarceLanguages.optional(),
      })
      .meta({ description: 'What is left out stays as it is' }),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' })
  .meta({ id: 'NewRoutingTrial' });

const rules = z.object({
  bothProgramsAssisterType: z.enum(ASSISTER_TYPES),
  rankBy: z.array(z.enum(RANK_CRITERIA)).readonly(),
  sameConsumerDays: z.int(),
  capacityMeans,
  dailyCapacityDivisor,
  scarceLanguages,
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
              'The fair share, 0 to 1: what it has when leads for capacity are as even as the areas let them be',
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
