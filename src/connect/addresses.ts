import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { once } from './once.ts';

/** Which hosts files may be fetched from: an address in a step is text that anybody may have written. */

const dns = process.getBuiltinModule('node:dns');
const net = process.getBuiltinModule('node:net');

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address is this machine's own, where the sandbox runs. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.has(hostname);

/** Networks that are nobody's in public: https://www.iana.org/assignments/iana-ipv4-special-registry */
const RESERVED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** All that is public (RFC 4291, 2.4), without what carries an IPv4 address or is reserved. */
const PUBLIC_V6 = ['2000::/3'];
const RESERVED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const listOf = (type: 'ipv4' | 'ipv6', networks: readonly string[]) => {
  const list = new net.BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), type);
  }
  return list;
};
const reservedV4 = once(() => listOf('ipv4', RESERVED_V4));
const publicV6 = once(() => listOf('ipv6', PUBLIC_V6));
const reservedV6 = once(() => listOf('ipv6', RESERVED_V6));

/** Whether an IP address is one of the public network. */
export const isPublic = (address: string): boolean => {
  if (net.isIPv4(address)) return !reservedV4().check(address, 'ipv4');
  return net.isIPv6(address) && publicV6().check(address, 'ipv6') && !reservedV6().check(address, 'ipv6');
};

/** Code of the error for a name that leads into a network. */
export const NOT_PUBLIC = 'ERR_NOT_PUBLIC';

/** Looks a name up as Node does, and refuses it when any of its addresses isn't public. The connection goes to what was checked. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const inside = error ? undefined : addresses.find(({ address }) => !isPublic(address));
    const refusal = inside && Object.assign(new Error(`${hostname} is not public`), { code: NOT_PUBLIC });
    const [first] = addresses ?? [];
    if (error || refusal || !first) callback(error ?? refusal ?? new Error('no address'), '');
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/**
 * Whether a file may be fetched from an address as it is written; what its name resolves to is checked by {@link publicLookup}.
 * URLs write every notation of an IPv4 address (decimal, octal, hex, short) as four numbers.
 */
export const isFetchable = (url: URL, allowsLoopback: boolean): boolean => {
  if (allowsLoopback && isLoopback(url) && /^https?:$/.test(url.protocol)) return true;
  if (url.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return net.isIP(host) === 0 ? !/(?:^|\.)localhost\.?$/.test(host) : isPublic(host);
};
