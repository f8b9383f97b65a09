import { afterEach, expect, it } from '@jest/globals';
import { usageFileIn } from '../../src/samples/usage.ts';
import { app, failureOf } from '../support/app.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';

afterEach(stopServing);

const refusedWhile = (state: string) => ({
  status: 400,
  body: {
    error_code: 'USF_001',
    errors: [`Usage file UF-1 is ${state}; reprocess is possible only for invalid, ready.`],
  },
});
const file = usageFileIn.ready;
const reprocess = () => app.create('reprocess_usage_file', connection, { usage_file_id: file.id });

it('that Connect was still at when it was asked again has been done, also when it is over by the next look', async () => {
  serve([refusedWhile('processing'), { status: 200, body: file }]);
  expect(await reprocess()).toMatchObject({ id: file.id, status: 'ready' });
});

it('that Connect refuses for another state fails with its words', async () => {
  serve([refusedWhile('accepted'), { status: 200, body: { ...file, status: 'accepted' } }]);
  expect((await failureOf(reprocess)).message).toMatch(
    /is accepted; reprocess is possible only for invalid, ready/,
  );
});
