import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isFetchable, isPublic, publicLookup } from '../../src/connect/addresses.ts';
import { ConnectError } from '../../src/connect/errors.ts';
import { withConnect } from '../support/connect.ts';
import { type Scripted, startServer } from '../support/server.ts';

const dns = process.getBuiltinModule('node:dns');
const { lookup } = dns;

let server: Scripted | undefined;
afterEach(async () => {
  Object.assign(dns, { lookup });
  await server?.close();
  server = undefined;
});

/** What is said when a file is to be fetched. */
const refusalOf = async (origin: string, url: string): Promise<string> => {
  const error = await withConnect(origin, (connect) => connect.fetchFile(url, 'the Spreadsheet')).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ConnectError) return error.message;
  throw new Error(`expected a ConnectError, not ${String(error)}`);
};

const INSIDE = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0',
  '10.0.0.1',
  '10.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '0xA9FEA9FE',
  '2852039166',
  '100.64.0.1',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[2002:7f00:1::]',
  '[2001::1]',
  '[2001:db8::1]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'files.localhost',
];

describe('files are not fetched', () => {
  it.each(INSIDE)('from https://%s', (host) => {
    expect(isFetchable(new URL(`https://${host}/a.xlsx`), false)).toBe(false);
  });

  it.each([
    'http://example.com/a',
    'ftp://example.com/a',
    'file:///etc/passwd',
    'data:,a',
  ])('by %s', (url) => {
    expect(isFetchable(new URL(url), false)).toBe(false);
    expect(isFetchable(new URL(url), true)).toBe(false);
  });

  it.each(INSIDE)('from %s, and no call is made', async (host) => {
    const message = await refusalOf('https://connect.test', `https://${host}/a.xlsx`);
    expect(message).toMatch(
      /^Could not download the Spreadsheet: files are only fetched from public addresses that begin with https:\/\//,
    );
  });

  it('from this machine, unless Connect itself is there', () => {
    for (const url of ['http://localhost:3000/a', 'http://127.0.0.1/a', 'http://[::1]/a']) {
      expect(isFetchable(new URL(url), true)).toBe(true);
      expect(isFetchable(new URL(url), false)).toBe(false);
    }
    expect(isFetchable(new URL('https://10.0.0.1/a'), true)).toBe(false);
    expect(isFetchable(new URL('http://169.254.169.254/a'), true)).toBe(false);
  });

  it.each([
    ['169.254.169.254', 'http://169.254.169.254/latest/meta-data/'],
    ['10.0.0.1', 'https://10.0.0.1/a.xlsx'],
    ['example.com', 'http://example.com/a.xlsx'],
  ])('where a redirect leads to %s', async (host, location) => {
    server = await startServer((response) => response.writeHead(302, { location }).end());
    expect(await refusalOf(server.origin, `${server.origin}/a.xlsx`)).toContain(
      `and ${host}, where it was sent on to, is none. Nothing was sent there.`,
    );
    expect(server.received).toHaveLength(1);
  });

  it('where a name leads into a network', async () => {
    const asked: string[] = [];
    Object.assign(dns, {
      lookup: (name: string, _options: object, callback: (error: null, found: object[]) => void) => {
        asked.push(name);
        callback(null, [
          { address: '93.184.215.14', family: 4 },
          { address: '169.254.169.254', family: 4 },
        ]);
      },
    });
    expect(await refusalOf('https://connect.test', 'https://169-254-169-254.nip.io/a')).toMatch(
      /and 169-254-169-254\.nip\.io is none\. Nothing was sent there\.$/,
    );
    expect(asked).toEqual(['169-254-169-254.nip.io']);
  });
});

describe('public addresses', () => {
  it.each([
    '8.8.8.8',
    '93.184.215.14',
    '52.216.0.1',
    '2600:1f18::1',
    '2a00:1450:4001::200e',
  ])('%s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it('are nothing that is private, whatever the last numbers are', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.constantFrom('10.', '192.168.', '169.254.', '127.'),
        fc.tuple(byte, byte, byte),
        (start, end) => {
          const numbers = `${start}${end.join('.')}`.split('.').slice(0, 4).join('.');
          expect(isPublic(numbers)).toBe(false);
        },
      ),
    );
  });
});

describe('looking a name up', () => {
  const found = (options: { all?: boolean }, addresses: object[]) => {
    Object.assign(dns, {
      lookup: (_name: string, _options: object, callback: (error: null, found: object[]) => void) =>
        callback(null, addresses),
    });
    return new Promise<unknown[]>((resolve) => {
      publicLookup('example.com', options, (...answer) => resolve(answer));
    });
  };
  const address = { address: '8.8.8.8', family: 4 };

  it('gives what Node gives, one address or all', async () => {
    expect(await found({}, [address])).toEqual([null, '8.8.8.8', 4]);
    expect(await found({ all: true }, [address])).toEqual([null, [address]]);
  });

  it('fails for what is inside', async () => {
    const [error] = await found({ all: true }, [address, { address: '::1', family: 6 }]);
    expect(error).toMatchObject({ code: 'ERR_NOT_PUBLIC' });
  });
});
