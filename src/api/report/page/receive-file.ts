import type { Request, Response } from 'express';
import { takeUpload, uploadedFile } from '../../http/upload';
import { HttpError } from '../../http/problems';
import { MAX_WORKBOOK_BYTES } from '../workbook-file';

/** The file that a form brought. `none` when nobody chose one. */
export type ReceivedFile = Buffer | 'none' | 'too-large';

const take = takeUpload({ field: 'file', maxBytes: MAX_WORKBOOK_BYTES });

/**
 * Reads a form with a file into memory. Its other fields become the request's body. Throws HttpError for a form that is
 * not one of ours.
 */
export async function receiveFile(request: Request, response: Response): Promise<ReceivedFile> {
  try {
    await taken(request, response);
  } catch (error) {
    if (error instanceof HttpError && error.code === 'body-too-large') return 'too-large';
    throw error;
  }
  const file = uploadedFile(request);
  return file === null || file.length === 0 ? 'none' : file;
}

function taken(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void take(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the form was not taken'));
    });
  });
}
