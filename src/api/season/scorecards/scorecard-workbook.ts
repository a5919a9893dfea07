import { measureNotes, measureWords } from '../../../domain/season/scorecards/measure-words';
import { MEASURES } from '../../../domain/season/scorecards/measures';
import { formatDate, formatInstant } from '../../../domain/wording';
import type { Zone } from '../../../domain/time';
import { barChartOf, barPicture, CHARTED, MOST_BARS, networkTrend, trendPicture } from './charts';
import type { FigureSheet } from './ports';
import type { ScorecardSheet } from './read-scorecards';
import { periodsTable, slicesTable, totalsTable, type Table } from './tables';

/** The workbook for the single point of contact: what the figures are, charts, and the tables that they come from. */
export function scorecardWorkbook(sheet: ScorecardSheet, zone: Zone): FigureSheet[] {
  const charts = CHARTED.map((measure) => barPicture(barChartOf(sheet, measure)));
  return [
    { name: 'About', table: about(sheet, zone), pictures: [] },
    { name: 'Charts', table: titled(), pictures: [...charts, trendPicture(networkTrend(sheet))] },
    { name: 'Organizations', table: totalsTable(sheet), pictures: [] },
    { name: 'Periods', table: periodsTable(sheet), pictures: [] },
    { name: 'Which leads', table: slicesTable(sheet), pictures: [] },
  ];
}

function about({ season, from, to, at, rules, program, cards }: ScorecardSheet, zone: Zone): Table {
  const [words, notes] = [measureWords(program), measureNotes(program)];
  return {
    columns: [
      { header: 'Figure', kind: 'text', width: 34 },
      { header: 'What it says', kind: 'text', width: 90 },
    ],
    rows: [
      ['Days', `${season === null ? '' : `${season.name}: `}${formatDate(from)} to ${formatDate(to)}`],
      ['As of', formatInstant(at, zone)],
      ['Organizations', cards.organizations.length],
      [
        'Small number',
        `A figure made of fewer than ${rules.smallNumber} is marked. It has no rank and is no part of a median.`,
      ],
      ['Leads', 'Sent to an organization: a referral given to two organizations is two leads.'],
      ...MEASURES.map((measure) => [words[measure], notes[measure]]),
    ],
  };
}

function titled(): Table {
  const header = `Charts of the ${MOST_BARS} organizations with the most leads; the tables have all`;
  return { columns: [{ header, kind: 'text', width: 80 }], rows: [] };
}
