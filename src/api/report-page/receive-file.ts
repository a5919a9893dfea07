import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { FILE_LIMIT_MB } from '../pages/report/forms';
import { HttpError } from '../problems';

const MIB = 1_048_576;
/** The token, the act id, and no more than a few others. */
const FIELDS = { fields: 8, fieldSize: 1_000, fieldNameSize: 100 };

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { files: 1, fileSize: FILE_LIMIT_MB * MIB, parts: 10, ...FIELDS },
}).single('file');

/** The file that a multipart form brought; `none` when nobody chose one. */
export type ReceivedFile = Buffer | 'none' | 'too-large';

/**
 * Reads a multipart form into memory: its fields become the request's body. Throws HttpError for what no form of ours
 * sends.
 */
export async function receiveFile(request: Request, response: Response): Promise<ReceivedFile> {
  const failure = await new Promise<unknown>((resolve) => {
    void upload(request, response, resolve);
  });
  if (failure instanceof MulterError && failure.code === 'LIMIT_FILE_SIZE') return 'too-large';
  if (failure !== undefined && failure !== null) {
    throw new HttpError('malformed-request', 'The form cannot be read.');
  }
  const { file } = request;
  return file === undefined || file.size === 0 ? 'none' : file.buffer;
}
