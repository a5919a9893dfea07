import type { Request, RequestHandler } from 'express';
import multer, { memoryStorage, MulterError } from 'multer';
import { HttpError } from './problems';

/** Besides the file, a form has a token and perhaps a button. */
const FIELDS = { fields: 10, fieldNameSize: 100, fieldSize: 10_000, headerPairs: 50 };

/**
 * Takes the one file of a form (`multipart/form-data`) into memory. Other requests pass. The file is then in
 * `uploadedFile`, and the other fields are in `request.body`. A file that is too large is not collected any further.
 */
export function takeUpload({ field, maxBytes }: { field: string; maxBytes: number }): RequestHandler {
  const take = multer({
    storage: memoryStorage(),
    limits: { ...FIELDS, files: 1, parts: FIELDS.fields + 1, fileSize: maxBytes },
  }).single(field);
  return (request, response, next) => {
    take(request, response, (error: unknown) => {
      if (error === undefined || error === null) next();
      else next(asHttpError(error, field));
    });
  };
}

/** Null when there was no form, or no file in it. */
export function uploadedFile(request: Request): Buffer | null {
  return request.file?.buffer ?? null;
}

export function isForm(contentType: string | undefined): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(contentType ?? '');
}

/** Every failure to read a form is the sender's fault, so the answer may say what it is. */
function asHttpError(error: unknown, field: string): HttpError {
  const code = error instanceof MulterError ? error.code : null;
  switch (code) {
    case 'LIMIT_FILE_SIZE':
      return new HttpError('body-too-large', 'The file is too large.');
    case 'LIMIT_UNEXPECTED_FILE':
    case 'LIMIT_FILE_COUNT':
      return new HttpError('malformed-request', `Send one file, as the field \`${field}\`.`);
    default:
      return new HttpError('malformed-request', 'The form cannot be read.');
  }
}
