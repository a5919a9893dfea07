import { z } from 'zod';
import { MEASURES, SLICE_MEASURES } from '../../../domain/season/scorecards/measures';
import { SLICE_KINDS } from '../../../domain/season/scorecards/scorecard-counts';
import { codesOf } from '../../../domain/terms';
import { ASSISTER_TYPES, DECLINE_REASONS } from '../../../domain/vocabulary';
import { perPolicy } from '../../http/per-policy';
import { dateOut, id, instantOut } from '../../http/outputs';

const figure = z
  .object({
    value: z
      .number()
      .nullable()
      .meta({ description: 'A share from 0 to 1, or business days; null: nothing was counted' }),
    count: z.number(),
    of: z.number(),
    small: z.boolean().meta({ description: 'Made of fewer than the policy’s small number: not ranked' }),
  })
  .meta({ id: 'Figure' });

export const scorecardsViewOf = perPolicy(({ terms }) => {
  const counts = {
    leads: z.number(),
    declined: z.partialRecord(z.enum(DECLINE_REASONS), z.number()),
    outcomes: z.partialRecord(z.enum(codesOf(terms.resolutions)), z.number()),
  };

  const card = {
    ...counts,
    reports: z.object({ onTime: z.number(), late: z.number(), missing: z.number() }),
    figures: z.record(z.enum(MEASURES), figure),
    trend: z.array(
      z.object({
        period: z.object({ label: z.string(), from: dateOut, to: dateOut }),
        leads: z.number(),
        figures: z.record(z.enum(MEASURES), figure),
      }),
    ),
  };

  const slice = {
    kind: z.enum(SLICE_KINDS),
    key: z
      .string()
      .meta({ description: 'A determination, `undetermined`, a language, or a county’s FIPS code' }),
    label: z.string(),
    ...counts,
    figures: z.record(z.enum(SLICE_MEASURES), figure),
  };

  const scorecardView = z
    .object({
      organization: z.object({ id, name: z.string(), type: z.enum(ASSISTER_TYPES) }),
      ...card,
      ranks: z.record(z.enum(MEASURES), z.object({ place: z.number(), among: z.number() }).nullable()),
      slices: z.array(
        z.object({
          ...slice,
          network: z.object({ leads: z.number(), figures: z.record(z.enum(SLICE_MEASURES), figure) }),
        }),
      ),
    })
    .meta({ id: 'Scorecard' });

  return z
    .object({
      season: z.object({ id, name: z.string() }).nullable(),
      from: dateOut,
      to: dateOut,
      at: instantOut,
      smallNumber: z.number(),
      network: z.object({
        ...card,
        medians: z.record(
          z.enum(MEASURES),
          z.object({ value: z.number().nullable(), organizations: z.number() }),
        ),
        slices: z.array(z.object(slice)),
      }),
      items: z.array(scorecardView),
    })
    .meta({ id: 'Scorecards' });
});
export type ScorecardsView = z.infer<ReturnType<typeof scorecardsViewOf>>;
