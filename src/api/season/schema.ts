import { z } from 'zod';
import { MAX_PERIODS } from '../../domain/season/period-problems';
import { SEASON_EVENT_TYPES } from '../../domain/season/events';
import { PERIOD_STATES, SEASON_NEXT } from '../../domain/season/progress';
import { REPORT_STATES, SEASON_STATES } from '../../domain/vocabulary';
import { date, line, prose } from '../http/fields';
import { dateOut, id, instantOut, listOf } from '../http/outputs';

const name = line(100).meta({ example: 'OE5 (2017–18)' });

const periods = z
  .array(
    z.strictObject({
      from: date.meta({ description: 'First day whose referrals it reports' }),
      to: date.meta({ description: 'Last day, included' }),
      sendOn: date,
      dueOn: date.meta({ description: 'Due back by the end of this day' }),
    }),
  )
  .min(1, 'must name at least one period')
  .max(MAX_PERIODS);

const rule = z.strictObject({
  opensOn: date,
  firstPeriodEndsOn: date,
  closesOn: date.meta({ description: 'Last day whose referrals are reported' }),
});

/** A season by its dates or by the rule. A file in config/seasons holds the same. */
export const seasonBody = z
  .strictObject({ name, periods: periods.optional(), rule: rule.optional() })
  .transform((body, context) => {
    const { periods: dates, rule: made } = body;
    if (dates !== undefined && made === undefined) return { name: body.name, by: 'dates', dates } as const;
    if (made !== undefined && dates === undefined)
      return { name: body.name, by: 'rule', rule: made } as const;
    const path = dates === undefined ? ['periods'] : ['rule'];
    context.addIssue({ code: 'custom', path, message: 'give either periods or a rule' });
    return z.NEVER;
  })
  .meta({ id: 'NewSeason', oneOf: [{ required: ['periods'] }, { required: ['rule'] }] });
export type SeasonBody = z.output<typeof seasonBody>;

export const seasonPatch = z
  .strictObject({ name: name.optional(), periods: periods.optional() })
  .refine((changes) => Object.keys(changes).length > 0, 'must change something')
  .meta({ id: 'SeasonChanges', minProperties: 1 });
export type SeasonPatch = z.output<typeof seasonPatch>;

export const seasonStepBody = z.strictObject({ reason: prose(500, 1) }).meta({ id: 'SeasonStep' });

const periodView = z.object({
  id,
  number: z.int(),
  from: dateOut,
  to: dateOut,
  sendOn: dateOut,
  dueOn: dateOut,
  sendsAt: instantOut,
  dueAt: instantOut.meta({ description: 'The first instant at which a report is late' }),
  state: z.enum(PERIOD_STATES),
  preparedAt: instantOut.nullable(),
  startedAt: instantOut.nullable(),
  reports: z.record(z.enum(REPORT_STATES), z.int()).meta({ description: 'How many, by their state' }),
});

export const seasonView = z
  .object({
    id,
    name: z.string(),
    workflowId: z.string(),
    state: z.enum(SEASON_STATES),
    opensOn: dateOut,
    closesOn: dateOut,
    next: z
      .object({ what: z.enum(SEASON_NEXT), period: z.int().nullable(), at: instantOut })
      .nullable()
      .meta({ description: 'What comes next, and when; while paused it waits' }),
    periods: z.array(periodView),
    summaryAt: instantOut,
    summarizedAt: instantOut.nullable(),
    policyVersion: z.string(),
    version: z.int(),
    createdAt: instantOut,
    begunAt: instantOut.nullable().meta({ description: 'When its workflow began' }),
    endedAt: instantOut.nullable(),
  })
  .meta({ id: 'Season' });
export type SeasonView = z.infer<typeof seasonView>;

export const seasonList = listOf(seasonView).meta({ id: 'SeasonList' });

export const seasonEventList = listOf(
  z
    .object({
      id,
      at: instantOut,
      actor: z.string(),
      type: z.enum(SEASON_EVENT_TYPES),
      data: z.record(z.string(), z.unknown()).meta({
        description: 'Of an amendment: `before` and `after`; of a pause, its end, and an ending: the reason',
      }),
    })
    .meta({ id: 'SeasonEvent' }),
).meta({ id: 'SeasonEventList' });
