import type { StatementSource } from '../../../../domain/vocabulary';

/** After `You told us`. */
export const SOURCE_WORDS: Record<StatementSource, string> = {
  link: 'on the referral’s own page',
  form: 'on this page',
  workbook: 'in your spreadsheet',
  api: 'through our program interface',
};
