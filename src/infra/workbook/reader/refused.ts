import type { WorkbookProblem } from '../../../domain/report/workbook';

/** Ends the reading of a file, wherever the reason is found. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly problem: WorkbookProblem) {
    super(problem);
  }
}
