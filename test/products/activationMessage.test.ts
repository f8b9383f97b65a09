import { afterEach, expect, it } from '@jest/globals';
import { app, failureOf } from '../support/app.ts';
import { connection, serve, stopServing } from '../support/nocked.ts';

/** An activation message in the forms in which servers answer it. */

const find = () => app.search('find_activation_message', connection, { request_id: 'PR-0000-0000-0000-001' });
const answering = (type: string, body: string) =>
  serve([{ status: 200, body, headers: { 'content-type': type } }]);

afterEach(stopServing);

it.each([
  ['text/markdown; charset=utf-8', '# Willkommen, Söhne {{name}}', 'markdown', undefined],
  ['text/html', '<p>Welcome</p>', 'html', undefined],
  ['text/plain', 'Welcome', 'text', undefined],
  ['application/json', '"Welcome"', 'text', 'Welcome'],
])('%s is told as such', async (type, body, format, message = body) => {
  answering(type, body);
  expect(await find()).toEqual([{ id: 'PR-0000-0000-0000-001', message, format }]);
});

it('is none where it is blank', async () => {
  answering('text/markdown', ' \n');
  expect(await find()).toEqual([]);
});

it.each([
  ['text/html', '<!DOCTYPE html><html><body>Sign in</body></html>', 'a web page instead of data'],
  ['application/json', '{"detail": 1}', 'it is not a text'],
])('%s of something else is refused', async (type, body, why) => {
  answering(type, body);
  expect((await failureOf(find)).message).toContain(why);
});
