import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { HttpError } from './problems';
import { isForm, takeUpload, uploadedFile } from './upload';

/** A body that a route takes as it comes, byte for byte, instead of JSON. */
export interface RawBody {
  /** Media types that the route takes, in lower case. */
  readonly contentTypes: readonly string[];
  readonly maxBytes: number;
  /** Set when the body may also be the file in this field of a form, as browsers send it. */
  readonly formField?: string;
}

/** The schema of a route's raw body. */
export const bytes = z.instanceof(Buffer);

const JSON_LIMIT = '100kb';

/** Only collects the bytes. The route says what they have to be. */
export function collectBody(raw: RawBody | undefined): RequestHandler {
  const asItComes = express.raw({ type: () => true, limit: raw?.maxBytes ?? JSON_LIMIT });
  if (raw?.formField === undefined) return asItComes;
  const asForm = takeUpload({ field: raw.formField, maxBytes: raw.maxBytes });
  return (request, response, next) => {
    const collect = isForm(request.get('content-type')) ? asForm : asItComes;
    collect(request, response, next);
  };
}

/** What was collected. From a form it is only the file: the same file is the same body, whatever the form around it. */
export function collectedBody(request: Request): Buffer | null {
  const file = uploadedFile(request);
  if (file !== null) return file;
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : null;
}

/** The body as it came. Throws HttpError 400 when there is none and 415 for a type that the route does not take. */
export function takeRawBody(raw: Buffer | null, contentType: string | undefined, accepted: RawBody): Buffer {
  const form = accepted.formField !== undefined && isForm(contentType);
  if (raw === null || raw.length === 0) {
    const missing = form
      ? `The file is missing: send it as the field \`${accepted.formField}\`.`
      : 'The body is missing.';
    throw new HttpError('malformed-request', missing);
  }
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (form || accepted.contentTypes.includes(type)) return raw;
  const types = [
    ...accepted.contentTypes,
    ...(accepted.formField === undefined ? [] : ['multipart/form-data']),
  ];
  throw new HttpError('unsupported-media-type', `Send the body as ${types.join(' or ')}.`);
}
