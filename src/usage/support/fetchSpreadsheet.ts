import { isWebAddress } from '../../connect/client.ts';
import type { Connect } from '../../connect/connect.ts';
import { badValue } from '../../zapier/input.ts';

/**
 * The spreadsheet that a step was given. Zapier hands files over as addresses.
 * @throws ConnectError naming the field when it is none, or when it can't be fetched.
 */
export const fetchSpreadsheet = async (connect: Connect, file: string): Promise<Buffer> => {
  const address = file.trim();
  if (!isWebAddress(address))
    throw badValue('Spreadsheet', file, 'a file of an earlier step, or an address that begins with https://');
  return (await connect.fetchFile(address, 'the Spreadsheet')).content;
};
