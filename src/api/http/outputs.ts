import { z } from 'zod';

/** The building blocks of every answer's schema. */

export const id = z.string().meta({ format: 'uuid' });
export const instantOut = z.string().meta({ format: 'date-time', example: '2026-11-25T23:00:00.000Z' });
export const dateOut = z.string().meta({ format: 'date', example: '2026-11-25' });

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
