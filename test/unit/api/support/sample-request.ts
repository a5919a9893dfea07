import type { RequestRecord } from '../../../../src/api/organization/request-ports';
import { instant } from '../../../../src/domain/time';

type Given = Omit<Partial<RequestRecord>, 'kind'> & Pick<RequestRecord, 'id' | 'ask'>;

/** A request of Sample Navigators on which nobody has said anything. */
export function sampleRequest(given: Given): RequestRecord {
  return {
    ...{ organizationId: null, organizationName: 'Sample Navigators', referralId: null, comments: null },
    ...{ source: 'link', state: 'open', createdAt: instant('2026-11-24T16:00:00Z') },
    dueAt: instant('2026-11-25T23:00:00Z'),
    ...{ confirmedAt: null, agreedAt: null, agreedBy: null, decidedAt: null, decidedBy: null },
    ...{ note: null, answerId: null },
    ...given,
    kind: given.ask.kind,
  };
}
