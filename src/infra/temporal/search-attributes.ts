import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from '@temporalio/client';
import { z } from 'zod';
import { hasStatus, isNotPermitted } from './grpc-status';

/** The path is the same from `src` and from `dist`. */
const FILE = path.resolve(__dirname, '../../../config/search-attributes.json');

/** The server's numbers for the types. */
const CODES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;
type AttributeType = keyof typeof CODES;

export type SearchAttributes = Readonly<Record<string, AttributeType>>;

/** The attributes that workflows set (config/search-attributes.json). A server that lacks one refuses to start them. */
export function loadSearchAttributes(): SearchAttributes {
  const types = Object.keys(CODES) as [AttributeType, ...AttributeType[]];
  return z.record(z.string(), z.enum(types)).parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

export interface AttributeFault {
  readonly name: string;
  readonly type: AttributeType;
  /** The type that it has on the server. Null: it is not there. */
  readonly found: string | null;
}

type Server = Pick<Connection, 'workflowService' | 'operatorService'>;

/** Which of `wanted` the namespace does not have, or has with another type. */
export async function attributeFaults(
  server: Server,
  namespace: string,
  wanted: SearchAttributes,
): Promise<readonly AttributeFault[]> {
  try {
    const { customAttributes } = await server.operatorService.listSearchAttributes({ namespace });
    return Object.entries(wanted).flatMap(([name, type]) => {
      const code: number | undefined = customAttributes[name];
      if (code === CODES[type]) return [];
      return [{ name, type, found: code === undefined ? null : nameOf(code) }];
    });
  } catch (error) {
    if (!isNotPermitted(error)) throw error;
    return missingByQuery(server, namespace, wanted);
  }
}

/** For servers where attributes may not be listed: a query that names an unknown attribute is refused. */
export async function missingByQuery(
  { workflowService }: Pick<Server, 'workflowService'>,
  namespace: string,
  wanted: SearchAttributes,
): Promise<readonly AttributeFault[]> {
  const faults = await Promise.all(
    Object.entries(wanted).map(async ([name, type]) => {
      try {
        await workflowService.countWorkflowExecutions({ namespace, query: `${name} IS NULL` });
        return [];
      } catch (error) {
        if (!hasStatus(error, 'INVALID_ARGUMENT')) throw error;
        return [{ name, type, found: null }];
      }
    }),
  );
  return faults.flat();
}

/** Throws what the server answers. When somebody else was faster, `hasStatus(error, 'ALREADY_EXISTS')` is true. */
export async function addAttributes(
  { operatorService }: Pick<Server, 'operatorService'>,
  namespace: string,
  attributes: readonly Pick<AttributeFault, 'name' | 'type'>[],
): Promise<void> {
  const searchAttributes = Object.fromEntries(attributes.map(({ name, type }) => [name, CODES[type]]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });
}

function nameOf(code: number): string {
  return Object.entries(CODES).find(([, known]) => known === code)?.[0] ?? `of type ${code}`;
}
