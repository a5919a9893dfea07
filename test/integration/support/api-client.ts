import type { DecisionView } from '../../../src/api/referral/decision-view';
import type { EscalationView } from '../../../src/api/escalation/schema';
import type { EventView } from '../../../src/api/referral/event-view';
import type { OrganizationView } from '../../../src/api/organization/schema';
import type { ReferralView } from '../../../src/api/referral/referral-view';
import type { LeadBody, OrganizationBody } from './samples';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Problem {
  readonly type: string;
  readonly detail?: string;
}

interface List<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** The HTTP API as a program uses it. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** Whatever the answer is. Throws when there is none. */
  async call<Body>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  post<Body>(path: string, body: object, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.call<Body>('POST', path, body, headers);
  }

  /** Throws unless the lead was taken. */
  async startReferral(lead: LeadBody): Promise<ReferralView> {
    return expectStatus(201, await this.post<ReferralView>('/referrals', lead));
  }

  async createOrganization(organization: OrganizationBody): Promise<OrganizationView> {
    return expectStatus(201, await this.post<OrganizationView>('/organizations', organization));
  }

  async changeOrganization(id: string, changes: Partial<OrganizationBody>): Promise<OrganizationView> {
    return expectStatus(200, await this.call<OrganizationView>('PATCH', `/organizations/${id}`, changes));
  }

  /** Any act on a referral; throws unless it was taken. */
  async act(id: string, act: string, body?: object): Promise<ReferralView> {
    return expectStatus(200, await this.call<ReferralView>('POST', `/referrals/${id}/${act}`, body));
  }

  organization(id: string): Promise<OrganizationView> {
    return this.get(`/organizations/${id}`);
  }

  referral(id: string): Promise<ReferralView> {
    return this.get(`/referrals/${id}`);
  }

  async events(id: string): Promise<readonly EventView[]> {
    return (await this.get<List<EventView>>(`/referrals/${id}/events?limit=200`)).items;
  }

  decision(id: string): Promise<DecisionView & { readonly history: readonly DecisionView[] }> {
    return this.get(`/referrals/${id}/decision`);
  }

  async openEscalations(): Promise<readonly EscalationView[]> {
    return (await this.get<List<EscalationView>>('/escalations?state=open&limit=200')).items;
  }

  private async get<Body>(path: string): Promise<Body> {
    return expectStatus(200, await this.call<Body>('GET', path));
  }
}

function expectStatus<Body>(status: number, answer: Answer<Body>): Body {
  if (answer.status === status) return answer.body;
  throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}
