import { readFileSync } from 'node:fs';
import { endpoints } from '../../sandbox/endpoints.ts';
import { startSandbox } from '../../sandbox/index.ts';

/** What a fresh sandbox answers to each endpoint of Connect, called with nothing: by `METHOD path` of the contract. */
export const statuses = async (): Promise<ReadonlyMap<string, { status: number; text: string }>> => {
  const sandbox = await startSandbox();
  try {
    const all = new Map<string, { status: number; text: string }>();
    for (const endpoint of endpoints) {
      const [method = '', path = ''] = endpoint.split(' ');
      const answer = await fetch(`${sandbox.url}${path.replaceAll(/\{\w+\}/g, 'X-0')}`, {
        method,
        headers: { authorization: sandbox.distributorKey },
      });
      all.set(endpoint, { status: answer.status, text: await answer.text() });
    }
    return all;
  } finally {
    await sandbox.close();
  }
};

/** The endpoints that the sandbox leaves out, in the order of the contract. */
export const unserved = async (): Promise<string[]> =>
  [...(await statuses())].filter(([, { status }]) => status === 501).map(([endpoint]) => endpoint);

const PAGE = new URL('../../docs/sandbox.md', import.meta.url);
const BEGIN = '<!-- written by npm run snapshot -->';
const END = '<!-- until here -->';

/** `docs/sandbox.md`, with what is left out as it is now. */
export const sandboxPage = async (): Promise<string> => {
  const text = readFileSync(PAGE, 'utf8');
  const left = await unserved();
  const pathOf = (endpoint: string) => endpoint.split(' ')[1] ?? '';
  const rows = [...new Set(left.map(pathOf))].map((path) => {
    const methods = left.filter((one) => pathOf(one) === path).map((one) => one.split(' ')[0]);
    return `| \`${path}\` | ${methods.join(', ')} |`;
  });
  const list = [
    `Of Connect's ${endpoints.length} endpoints the sandbox serves ${endpoints.length - left.length}. The others answer 501 and say so:`,
    '',
    '| endpoint | methods |',
    '|---|---|',
    ...rows,
  ].join('\n');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  return `${before}${BEGIN}\n\n${list}\n\n${END}${after}`;
};
