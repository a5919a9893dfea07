import { z } from 'zod';
import { ASSISTER_TYPES } from '../../domain/vocabulary';
import { dateOut } from '../http/outputs';

const cover = z.enum(['covered', 'full', 'none']).meta({
  description: '`none`: nobody takes leads. `full`: somebody does, but nobody has a free place now',
});

const coverageRow = z
  .object({
    county: z.string(),
    countyFips: z.string(),
    assisterType: z.enum(ASSISTER_TYPES),
    language: z
      .string()
      .nullable()
      .meta({ example: 'so', description: 'BCP 47; null: whatever the language' }),
    today: cover,
    nextWeek: cover,
    change: z.enum(['begins', 'ends']).nullable().meta({ description: 'What the week does to the gap' }),
  })
  .meta({ id: 'CoverageRow' });

export const coverageView = z
  .object({
    on: dateOut,
    nextWeekOn: dateOut,
    languages: z
      .array(z.string())
      .meta({ description: 'That organizations offer, or leads of the last 90 days asked for' }),
    items: z
      .array(coverageRow)
      .meta({ description: 'Only what is not covered on one of the two days, by county and type' }),
  })
  .meta({ id: 'Coverage' });
export type CoverageView = z.infer<typeof coverageView>;
