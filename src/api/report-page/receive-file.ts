import type { Request, Response } from 'express';
import { takeUpload, uploadedFile } from '../http/upload';
import { HttpError } from '../problems';
import { MAX_WORKBOOK_BYTES } from '../reports/workbook-file';

/** The file that a form brought; `none` when nobody chose one. */
export type ReceivedFile = Buffer | 'none' | 'too-large';

const take = takeUpload({ field: 'file', maxBytes: MAX_WORKBOOK_BYTES });

/**
 * Reads a form with a file into memory; its other fields become the request's body. Throws HttpError for what no form
 * of ours sends.
 */
export async function receiveFile(request: Request, response: Response): Promise<ReceivedFile> {
  const failure = await new Promise<unknown>((resolve) => {
    void take(request, response, resolve);
  });
  if (failure instanceof HttpError && failure.code === 'body-too-large') return 'too-large';
  if (failure !== undefined) throw failure;
  const file = uploadedFile(request);
  return file === null || file.length === 0 ? 'none' : file;
}
