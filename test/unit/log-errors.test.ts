import { runInNewContext } from 'node:vm';
import { describeError, withErrorsDescribed } from '../../src/infra/log-errors';

test('an error is its kind, code, message, stack and causes, under any key and however deep', () => {
  const cause = Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED' });
  const error = new Error('outer', { cause });
  const described = {
    ...{ type: 'Error', message: 'outer', stack: error.stack },
    cause: { type: 'TypeError', message: 'inner', code: 'ECONNREFUSED', stack: cause.stack },
  };
  const fields = { error, tries: [{ failure: error }], attempt: 3, at: null };
  expect(withErrorsDescribed(fields)).toEqual({
    ...{ error: described, tries: [{ failure: described }], attempt: 3, at: null },
  });
});

test('nothing else of an error: its other properties can be personal', () => {
  const error = Object.assign(new Error('failed'), {
    args: { name: 'Sample' },
    meta: { email: 'a@example.org' },
  });
  expect(JSON.stringify(withErrorsDescribed({ error }))).not.toMatch(/Sample|example\.org/);
  expect(describeError({ name: 'Sample' })).toEqual({ type: 'object' });
});

test('what was refused at each of several addresses says so', () => {
  const error = new AggregateError([new Error('at ::1'), new Error('at 127.0.0.1')]);
  expect(describeError(error)).toMatchObject({
    errors: [{ message: 'at ::1' }, { message: 'at 127.0.0.1' }],
  });
});

test('errors of another realm, causes that are each other’s, and things that hold themselves', () => {
  const foreign: unknown = runInNewContext('new RangeError("far")');
  expect(withErrorsDescribed({ foreign })).toMatchObject({ foreign: { type: 'RangeError', message: 'far' } });
  const one = new Error('one');
  one.cause = new Error('two', { cause: one });
  const self: Record<string, unknown> = {};
  self['self'] = self;
  expect(JSON.stringify(describeError(one)).match(/"message"/g)).toHaveLength(6);
  expect(withErrorsDescribed({ self })).toHaveProperty('self.self.self');
});
