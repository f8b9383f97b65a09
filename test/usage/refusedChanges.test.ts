import { afterEach, expect, it } from '@jest/globals';
import { usageFileIn } from '../../src/samples/usage.ts';
import { app, failureOf } from '../support/app.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';

afterEach(stopServing);

const { ready, processing } = {
  ready: usageFileIn.ready,
  processing: { ...usageFileIn.ready, status: 'processing' },
};
const refused = (reason: string) => ({ status: 400, body: { error_code: 'USF_001', errors: [reason] } });
const run = (key: string) => app.create(key, connection, { usage_file_id: ready.id });

it('a file that Connect is still reading when it is asked again has been done', async () => {
  serve([refused('Only invalid and ready files can be reprocessed.'), { status: 200, body: processing }]);
  expect(await run('reprocess_usage_file')).toMatchObject({ id: ready.id, status: 'processing' });
});

it.each([
  ['reprocess_usage_file', 'The contract is processing its first file.'],
  ['submit_usage_file', 'Another file of this contract is pending.'],
])('%s: what a refusal says of another object does not make it done', async (key, reason) => {
  serve([refused(reason), { status: 200, body: ready }]);
  const { message } = await failureOf(() => run(key));
  expect(message).toContain(reason);
  expect(message).toContain('The usage file is ready.');
});
