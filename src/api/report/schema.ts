import { z } from 'zod';
import { REPORT_COLUMNS } from '../../domain/report/workbook';
import { ASSIGNMENT_ENDS, ASSISTER_TYPES, REPORT_STATES, STATEMENT_SOURCES } from '../../domain/vocabulary';
import { codesOf } from '../../domain/terms';
import { date, prose } from '../http/fields';
import { perPolicy } from '../http/per-policy';
import { dateOut, id, instantOut, listOf } from '../http/outputs';

const state = z.enum(REPORT_STATES).meta({
  description: '`late` can still be completed; a report that was complete once stays so',
});
const rowCount = z.int().meta({ description: 'Rows in all' });
const missing = z.int().meta({ description: 'Rows that are still to be answered' });
const revision = z.int().meta({ description: 'Counts the changes of its rows' });

const summary = {
  id,
  state,
  revision,
  organization: z.object({ id, name: z.string(), type: z.enum(ASSISTER_TYPES) }),
  season: z.object({ id, name: z.string() }),
  period: z.object({ id, number: z.int(), from: dateOut, to: dateOut }),
  dueOn: dateOut,
  dueAt: instantOut.meta({ description: 'The first instant at which it is late' }),
  rowCount,
  missing,
  sentAt: instantOut.nullable(),
  lateAt: instantOut.nullable(),
  returnedAt: instantOut.nullable().meta({ description: 'When anything came back for the first time' }),
  completedAt: instantOut.nullable(),
};

export const reportSummary = z.object(summary).meta({ id: 'ReportSummary' });
export const reportList = listOf(reportSummary).meta({ id: 'ReportList' });

/** The columns have the names that errors use. */
const reportedOf = perPolicy(({ terms }) =>
  z
    .object({
      contactMade: z.boolean().nullable(),
      contactDate: dateOut.nullable(),
      resolution: z.enum(codesOf(terms.resolutions)).nullable(),
      comments: z.string().nullable(),
    })
    .meta({ id: 'ReportedRow', description: 'Null: nothing said yet' }),
);
export type ReportedView = z.infer<ReturnType<typeof reportedOf>>;

const missingColumns = z
  .array(z.enum(REPORT_COLUMNS))
  .meta({ description: 'Required columns that are still empty; none for a row that is over' });

const reportRowOf = perPolicy((policy) =>
  z
    .object({
      id: id.meta({ description: 'The row key in the workbook' }),
      position: z.int(),
      referralId: id,
      assignmentId: id,
      consumerName: z.string(),
      referredOn: dateOut,
      reported: reportedOf(policy),
      missing: missingColumns,
      complete: z.boolean(),
      over: z
        .object({ end: z.enum(ASSIGNMENT_ENDS).exclude(['resolved']), on: dateOut })
        .nullable()
        .meta({
          description: 'How the assignment ended otherwise than by a resolution: nothing is asked for',
        }),
    })
    .meta({ id: 'ReportRow' }),
);
export type ReportRowView = z.infer<ReturnType<typeof reportRowOf>>;

const rowProblem = z
  .object({
    rowNumber: z.int().meta({ description: 'In the file, from 1' }),
    rowId: id.nullable().meta({
      description: 'Whom the answers are meant for. Null when that is nobody of this report, or unclear',
    }),
    consumerName: z.string().meta({ description: 'As it stands in the file' }),
    typed: z.record(z.string(), z.string()).meta({ description: 'As typed, by column' }),
    errors: z.array(
      z.object({
        path: z.enum([...REPORT_COLUMNS, 'row']).meta({ description: 'A column, or the row as a whole' }),
        message: z.string(),
      }),
    ),
    asked: dateOut.optional().meta({
      description: 'A contact date before the referral, which is asked about. Sent again, it is taken',
    }),
  })
  .meta({ id: 'ReportRowProblem' });

const returned = {
  id,
  at: instantOut,
  source: z.enum(STATEMENT_SOURCES),
  inTime: z.boolean(),
  rowsRead: z.int().meta({ description: 'Rows of the file that were looked at: the sum of the three below' }),
  taken: z.int(),
  unchanged: z.int().meta({ description: 'Rows that say nothing new' }),
  problemCount: z.int().meta({ description: 'Rows of which nothing was taken' }),
  problems: z.array(rowProblem),
  corrections: z
    .string()
    .nullable()
    .meta({ description: 'Address of a workbook with the rows to correct; null when there are none' }),
};

const reportReturn = z.object(returned).meta({ id: 'ReportReturn' });
export type ReportReturnView = z.infer<typeof reportReturn>;

export const reportViewOf = perPolicy((policy) =>
  z
    .object({
      ...summary,
      rows: z.array(reportRowOf(policy)),
      returns: z.array(reportReturn).meta({ description: 'What came back as files, newest first' }),
    })
    .meta({ id: 'Report' }),
);
export type ReportView = z.infer<ReturnType<typeof reportViewOf>>;

const progress = z.object({ id, state, revision, rowCount, missing }).meta({ id: 'ReportProgress' });

export const returnOutcome = z
  .object({
    ...returned,
    repeated: z
      .boolean()
      .meta({ description: 'The very same file was returned before; nothing was changed now' }),
    report: progress.meta({ description: 'Where the report stands now' }),
  })
  .meta({ id: 'ReportReturnOutcome' });
export type ReturnOutcomeView = z.infer<typeof returnOutcome>;

export const rowPatchOf = perPolicy(({ terms }) =>
  z
    .strictObject({
      contactMade: z.boolean().nullable().optional(),
      contactDate: date.nullable().optional(),
      resolution: z.enum(codesOf(terms.resolutions)).nullable().optional(),
      comments: prose(2000).nullable().optional(),
    })
    .meta({ id: 'ReportRowPatch', description: 'Only what is sent is changed; null clears a column' }),
);
export type RowPatch = z.output<ReturnType<typeof rowPatchOf>>;

export const rowOutcomeOf = perPolicy((policy) =>
  z
    .object({
      id,
      reported: reportedOf(policy),
      missing: missingColumns,
      complete: z.boolean(),
      report: progress,
    })
    .meta({ id: 'ReportRowOutcome' }),
);
export type RowOutcomeView = z.infer<ReturnType<typeof rowOutcomeOf>>;
