import {
  toCorrections,
  toWorkbook,
  type WorkbookSource,
  type RowSource,
} from '../../../src/domain/report/to-workbook';
import { NOTHING_SAID } from '../../../src/domain/report/statement';
import type { LocalDate } from '../../../src/domain/time';
import { country, terms } from '../../support/minnesota-terms';

const day = (text: string) => text as LocalDate;
const row = (id: string, more: Partial<RowSource> = {}): RowSource => ({
  ...{ id, consumerName: `Sample ${id}`, referralId: `referral-of-${id}`, referredOn: day('2028-11-02') },
  ...{ statement: NOTHING_SAID, over: null },
  ...more,
});
const facts = (rows: readonly RowSource[]): WorkbookSource => ({
  ...{ reportId: 'the-report', revision: 3, exchangeName: 'Exchange', programName: 'Program' },
  ...{ organizationName: 'Sample Organization', spocEmail: 'spoc@example.org', helpPhone: '+16515550100' },
  ...{ country, terms },
  ...{ from: day('2028-11-01'), to: day('2028-11-15'), dueOn: day('2028-11-29') },
  rows,
});
const BLANK = { kind: 'blank' };

test('what is known is written as a person would: Y or N, a real date, the program’s own words', () => {
  const said = {
    contactMade: true,
    contactOn: day('2028-11-03'),
    resolution: 'enrolled-qhp',
    comments: '=1+1',
  } as const;
  const { purpose, revision, rows } = toWorkbook(
    facts([
      row('a', { statement: said }),
      row('b'),
      row('c', { statement: { ...NOTHING_SAID, contactMade: false } }),
    ]),
  );
  expect([purpose, revision]).toEqual(['report', 3]);
  expect(rows.map(({ cells }) => cells)).toEqual([
    {
      contactMade: { kind: 'text', text: 'Y' },
      contactDate: { kind: 'date', on: '2028-11-03' },
      resolution: { kind: 'text', text: 'Enrolled in QHP' },
      comments: { kind: 'text', text: '=1+1' },
    },
    { contactMade: BLANK, contactDate: BLANK, resolution: BLANK, comments: BLANK },
    { contactMade: { kind: 'text', text: 'N' }, contactDate: BLANK, resolution: BLANK, comments: BLANK },
  ]);
  expect(rows[0]).toMatchObject({
    ...{ key: 'a', consumerName: 'Sample a', reference: 'referral-of-a', referredOn: '2028-11-02' },
    ...{ closed: null, problems: [] },
  });
});

test('a row of an assignment that is over says how and when', () => {
  const { rows } = toWorkbook(facts([row('a', { over: { end: 'declined', on: day('2028-11-20') } })]));
  expect(rows[0]?.closed).toBe('Declined on November 20, 2028');
});

describe('a correction', () => {
  const errors = [{ path: 'contactDate', message: 'This date is in the future.' }];

  test('holds only what could not be taken: what can be read as a value, the rest as it was typed', () => {
    const { purpose, rows } = toCorrections(facts([row('a'), row('b'), row('c')]), [
      { rowId: null, typed: { contactMade: 'Y' }, errors },
      {
        rowId: 'b',
        typed: { contactMade: 'yes', contactDate: '13/45/2028', resolution: 'enrolled in qhp.' },
        errors,
      },
      { rowId: 'c', typed: { contactMade: 'Y', contactDate: '11/20/2028', resolution: 'done' }, errors: [] },
    ]);
    expect(purpose).toBe('corrections');
    expect(rows.map(({ key, cells }) => [key, cells])).toEqual([
      [
        'b',
        {
          contactMade: { kind: 'text', text: 'Y' },
          contactDate: { kind: 'text', text: '13/45/2028' },
          resolution: { kind: 'text', text: 'Enrolled in QHP' },
          comments: BLANK,
        },
      ],
      [
        'c',
        {
          contactMade: { kind: 'text', text: 'Y' },
          contactDate: { kind: 'date', on: '2028-11-20' },
          resolution: { kind: 'text', text: 'done' },
          comments: BLANK,
        },
      ],
    ]);
    expect(rows[0]?.problems).toEqual(errors);
  });

  test('has what is known where nothing was typed, but no date of a contact beside N', () => {
    const statement = {
      ...NOTHING_SAID,
      contactMade: true,
      contactOn: day('2028-11-03'),
      comments: 'Called',
    };
    const rows = [row('a', { statement }), row('b', { statement })];
    const { rows: corrections } = toCorrections(facts(rows), [
      { rowId: 'a', typed: { resolution: 'done' }, errors },
      { rowId: 'b', typed: { contactMade: 'N', resolution: 'done' }, errors },
    ]);
    expect(corrections.map(({ cells }) => [cells.contactMade, cells.contactDate, cells.comments])).toEqual([
      [
        { kind: 'text', text: 'Y' },
        { kind: 'date', on: '2028-11-03' },
        { kind: 'text', text: 'Called' },
      ],
      [{ kind: 'text', text: 'N' }, BLANK, { kind: 'text', text: 'Called' }],
    ]);
  });

  test('of a consumer who was there twice has only what both rows say, and each reason once', () => {
    const { rows } = toCorrections(facts([row('b')]), [
      { rowId: 'b', typed: { contactMade: 'Y', resolution: 'Eligible for MA' }, errors },
      { rowId: 'b', typed: { contactMade: 'Y', resolution: 'Enrolled in QHP', comments: 'Sure' }, errors },
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      cells: { contactMade: { kind: 'text', text: 'Y' }, resolution: BLANK, comments: BLANK },
      problems: errors,
    });
  });
});
