import { z } from 'zod';
import { EXCLUSION_REASONS } from '../../domain/routing/rules';
import { ASSISTER_TYPES } from '../../domain/vocabulary';
import { id, instantOut } from '../http/outputs';

const explanation = z
  .object({
    assisterType: z.enum(ASSISTER_TYPES),
    assisterTypeRule: z.string(),
    county: z.string(),
    language: z.string(),
    candidates: z
      .array(
        z.object({
          organizationId: id,
          name: z.string(),
          languageMatch: z.boolean(),
          dayFull: z.boolean().meta({
            description:
              'It was given today as many leads as it can contact in time, so whoever was not goes first',
          }),
          scarceLanguages: z.int().meta({
            description: 'Languages it speaks that few speak in the county, without the consumer’s',
          }),
          keepsPlaces: z.boolean().meta({
            description:
              'Its last places are kept for consumers who ask for these languages, so others go first',
          }),
          load: z.number().meta({ description: 'Share of the capacity in use, 0 to 1' }),
          given: z.number().meta({ description: 'How often its capacity was given to it so far' }),
          lastAssignedAt: instantOut.nullable(),
        }),
      )
      .readonly()
      .meta({ description: 'In the order of preference' }),
    excluded: z
      .array(
        z.object({
          organizationId: id,
          name: z.string(),
          reasons: z.array(z.enum(EXCLUSION_REASONS)).readonly(),
        }),
      )
      .readonly(),
    elsewhere: z.object({ reason: z.literal('outside-service-area'), count: z.int() }),
    sameConsumer: z.object({ referralId: id, organizationId: id }).nullable().meta({
      description: 'Who has, or lately had, a referral of the same consumer goes before the others',
    }),
    directed: z
      .object({
        organizationId: id,
        against: z.array(z.enum([...EXCLUSION_REASONS, 'outside-service-area'])).readonly(),
      })
      .nullable()
      .meta({ description: 'Set when a person chose: whom, and which rules that went against' }),
  })
  .meta({ id: 'RoutingExplanation' });

export const decisionView = z
  .object({
    id,
    routing: z.int().meta({ description: 'Counts the routings of this referral, from 1' }),
    at: instantOut,
    outcome: z.enum(['assigned', 'unassigned']),
    cause: z.string().nullable().meta({ description: 'Why it was unassigned' }),
    organizationId: id.nullable(),
    assignmentId: id.nullable(),
    ruleVersion: z.string(),
    policyVersion: z.string(),
    explanation,
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof decisionView>;

/** The current decision, with the earlier ones behind it. */
export const currentDecision = decisionView
  .extend({ history: z.array(decisionView).meta({ description: 'Earlier decisions, newest first' }) })
  .meta({ id: 'CurrentDecision' });
