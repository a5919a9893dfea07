import { validate as isUuid } from 'uuid';
import type { PageSetting } from '../../pages/links/page-setting';
import type { HistoryView } from '../../pages/view-models';
import { historyEntries, UNTOLD } from './history';
import type { HistoryPart, HistoryRequest } from './ports';

/** How many entries a visit shows at first. */
const LATEST = 30;
/** How many entries are shown when all are asked for. So no page grows with what was recorded. */
const MANY = 500;
const ATTEMPTS = 10;
const LARGEST_NUMBER = 2 ** 31 - 1;

export const LATEST_HISTORY: HistoryRequest = {
  without: UNTOLD,
  before: null,
  limit: LATEST,
  attempts: ATTEMPTS,
  actId: null,
};

/** Reads the page's query. What it does not know, as in a changed address, asks for nothing more. */
export function historyRequest(query: Readonly<Record<string, unknown>>): HistoryRequest {
  const { recorded, history, before } = query;
  const actId = typeof recorded === 'string' && isUuid(recorded) ? recorded : null;
  if (history !== 'all') return { ...LATEST_HISTORY, actId };
  const number = typeof before === 'string' && /^\d{1,10}$/.test(before) ? Number(before) : null;
  const earlierThan = number === null || number > LARGEST_NUMBER ? null : number;
  return { ...LATEST_HISTORY, actId, limit: MANY, before: earlierThan };
}

/** `path` is the page's. The links to the other parts of its history lead there again. */
export function historyView(
  { entries, hasEarlier, total }: HistoryPart,
  { limit }: HistoryRequest,
  path: string,
  setting: PageSetting,
): HistoryView {
  const first = entries[0]?.seq;
  const isVisit = limit === LATEST;
  // From the few entries of a visit the page goes to the many, from the newest one on, so all are seen together.
  const from = isVisit || first === undefined ? '' : `&before=${first}`;
  const rest = !isVisit ? 'earlier' : total <= MANY ? 'all' : 'more';
  return {
    entries: historyEntries(entries, setting),
    total,
    earlier: hasEarlier ? { rest, href: `${path}?history=all${from}#history` } : null,
    latest: isVisit || total <= LATEST ? null : `${path}#history`,
  };
}
