/** A workflow as the Temporal UI lists and shows it, with what the server keeps decoded. */
export interface SeenWorkflow {
  readonly workflowId: string;
  readonly status: string;
  /** Null while it runs. */
  readonly closedAt: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly memo: Readonly<Record<string, unknown>>;
}

interface Payload {
  readonly data?: string;
}

interface Execution {
  readonly execution: { readonly workflowId: string };
  readonly status: string;
  readonly closeTime?: string | null;
  readonly memo?: { readonly fields?: Record<string, Payload> };
  readonly searchAttributes?: { readonly indexedFields?: Record<string, Payload> };
}

/** Somebody who has nothing but the Temporal UI: uses the very HTTP API that its pages use. */
export class TemporalUi {
  constructor(private readonly url: string) {}

  /** By a query over search attributes, as typed into the UI's list. */
  async list(query: string): Promise<SeenWorkflow[]> {
    const path = `/workflows?query=${encodeURIComponent(query)}`;
    const { executions = [] } = await this.get<{ executions?: Execution[] }>(path);
    return executions.map(toSeen);
  }

  async describe(workflowId: string): Promise<SeenWorkflow> {
    const path = `/workflows/${workflowId}`;
    return toSeen((await this.get<{ workflowExecutionInfo: Execution }>(path)).workflowExecutionInfo);
  }

  /** The text above the UI's timeline. A worker answers it. */
  async currentDetails(workflowId: string): Promise<string> {
    const token = await this.csrfToken();
    const query = '__temporal_workflow_metadata';
    const answer = await this.get<{ queryResult: { payloads: Payload[] } }>(
      `/workflows/${workflowId}/query/${query}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token, cookie: `_csrf=${token}` },
        body: JSON.stringify({ query: { queryType: query } }),
      },
    );
    const [metadata] = answer.queryResult.payloads;
    return (decode(metadata) as { currentDetails: string }).currentDetails;
  }

  /** All that the server keeps of a workflow, on one page: as it is stored, and every payload decoded beside it. */
  async everythingAbout(workflowId: string): Promise<string> {
    const described = await this.get(`/workflows/${workflowId}`);
    const history = await this.get<{ nextPageToken?: string }>(`/workflows/${workflowId}/history`);
    if (history.nextPageToken) throw new Error('the history has another page');
    const text = JSON.stringify([described, history]);
    const decoded = [...text.matchAll(/"data":"([\w+/=]*)"/g)].map(([, data]) => plain(data ?? ''));
    return [text, ...decoded].join('\n');
  }

  private async csrfToken(): Promise<string> {
    const { headers } = await fetch(`${this.url}/api/v1/settings`);
    const cookie = headers.getSetCookie().find((candidate) => candidate.startsWith('_csrf='));
    return /^_csrf=([^;]*)/.exec(cookie ?? '')?.[1] ?? '';
  }

  private async get<Body = unknown>(path: string, init?: RequestInit): Promise<Body> {
    const response = await fetch(`${this.url}/api/v1/namespaces/default${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  }
}

function toSeen({ execution, status, closeTime, memo, searchAttributes }: Execution): SeenWorkflow {
  const decodeAll = (fields: Record<string, Payload> = {}) =>
    Object.fromEntries(Object.entries(fields).map(([name, payload]) => [name, decode(payload)]));
  return {
    workflowId: execution.workflowId,
    status: status.replace('WORKFLOW_EXECUTION_STATUS_', ''),
    closedAt: closeTime ?? null,
    attributes: decodeAll(searchAttributes?.indexedFields),
    memo: decodeAll(memo?.fields),
  };
}

function decode(payload: Payload | undefined): unknown {
  return JSON.parse(plain(payload?.data ?? ''));
}

function plain(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
